"""What the room adds to other pages: a person's assessments, the day's work on the start page."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from anhuai.assessments import queries
from anhuai.assessments.rules.words import State
from anhuai.assessments.views import wording
from anhuai.platform import clock
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

READ, MANAGE = Permit.ASSESSMENTS_READ, Permit.ASSESSMENTS_MANAGE


@panel("people.person", title=gettext_lazy("能力评估"), order=25, permit=READ)
def of_person(request: ActorRequest, person_id: int) -> SafeString | str:
    """Draw a person's levels that hold, every assessment, and what waits."""
    today = clock.today()
    found = queries.history(request.actor, person_id, on=today)
    manages = request.actor.may(MANAGE)
    if not found.records and not found.waiting and not manages:
        return ""
    newest = {held.assessment for _scale, held in found.held}
    context = {
        "records": [
            (
                reverse("assessments:report", args=[one.pk]), f"{one.assessed_on:%Y-%m-%d}",
                wording.scale_short(one.scale), wording.reason_title(one.reason),
                "" if one.total is None else one.total,
                wording.level_badge(one.scale, one.final_level), one.pk in newest,
            )
            for one in found.records
        ],
        "waiting": [
            (
                reverse("assessments:task", args=[one.pk]), wording.scale_short(one.scale),
                wording.reason_title(one.reason),
                wording.state_badge(one.state, one.due_on, today),
            )
            for one in found.waiting
        ],
        "person": person_id,
        "manages": manages,
    }  # fmt: skip
    return SafeString(render_to_string("assessments/_person.html", context, request=request))


@panel("home", title=gettext_lazy("能力评估"), order=35, permit=MANAGE)
def waiting(request: ActorRequest, _key: int) -> SafeString | str:
    """Draw how much waits to be assigned or done, with what is late."""
    today = clock.today()
    rows = queries.tasks(request.actor)
    context = {
        "open": rows.filter(state=State.OPEN).count(),
        "late": rows.filter(state__in=[State.OPEN, State.ASSIGNED], due_on__lt=today).count(),
        "assigned": rows.filter(state=State.ASSIGNED).count(),
    }
    if not any(context.values()):
        return ""
    return SafeString(render_to_string("assessments/_home.html", context, request=request))


@panel("home", title=gettext_lazy("我的评估"), order=4, permit=Permit.ASSESSMENTS_CONDUCT)
def mine(request: ActorRequest, _key: int) -> SafeString | str:
    """Draw the way to an assessor's own work."""
    context = {"count": len(queries.own_tasks(request.actor))}
    return SafeString(render_to_string("assessments/_mine.html", context, request=request))
