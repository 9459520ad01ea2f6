"""What the start page says of the own plan: how its targets stand, and what is late."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.plans import queries
from anhuai.plans.views.boards import indicator_url
from anhuai.plans.views.wording import (
    STATUS,
    default_division,
    name_of,
    number,
    reached_divisions,
    target_text,
    unit_of,
)
from anhuai.platform import clock
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

KEY = ("beds_per_1000", "nursing_bed_share", "caregiver_cert", "rural_facility_coverage")


@panel("home", title=gettext_lazy("规划进展"), order=10, permit=Permit.PLANS_READ)
def plan_panel(request: ActorRequest, key: int) -> SafeString | str:
    """Draw the summary of the own area's plan; nothing where there is no plan of it."""
    del key
    actor, on = request.actor, clock.today()
    plan = queries.own_plan(actor)
    if plan is None:
        return ""
    division = default_division(actor, plan.division, on)
    if division not in {code for code, _name in reached_divisions(actor, plan.division, on)}:
        return ""
    board = queries.board(actor, plan=plan, on=on, division=division)
    url = f"{reverse('plans:board', args=[plan.code])}?division={division}"
    cards = [
        {
            "title": name_of(row.target, row.definition),
            "value": number(row.measured.value),
            "unit": unit_of(row.definition),
            "note": _("目标 %(target)s") % {"target": target_text(row.target, row.definition)},
            "tone": STATUS[row.judgement.status][2],
            "url": indicator_url(row, board),
        }
        for row in board.rows
        if row.target.indicator in KEY
    ]
    context = {
        "plan": plan,
        "url": url,
        "counts": [
            {
                "title": title, "value": board.counts[status], "tone": tone,
                "url": f"{url}&status={status.value}",
            }
            for status, (title, _colour, tone) in STATUS.items()
            if board.counts[status]
        ],
        "cards": cards,
        "overdue": len(queries.overdue_tasks(actor, on=on)),
        "waiting": queries.reports(actor, waiting=True).count()
        if actor.may(Permit.PLANS_CONFIRM) else 0,
    }  # fmt: skip
    return render_to_string("plans/_home.html", context, request=request)
