"""What adaptations and family beds add to other pages: a person's file, the start page."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.listing import link
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import queries
from anhuai.services.rules.adaptation import State
from anhuai.services.rules.family_beds import OPEN, BedState
from anhuai.services.views import home_wording

READ, MANAGE, PROVIDE = Permit.HOME_READ, Permit.HOME_MANAGE, Permit.HOME_PROVIDE


@panel("people.person", title=gettext_lazy("居家改造和床位"), order=28, permit=READ)
def of_person(request: ActorRequest, person_id: int) -> SafeString | str:
    """Draw a person's adaptations and beds, and what may be begun."""
    actor, today = request.actor, clock.today()
    homes = queries.adaptations_of(actor, person_id)
    beds = queries.beds_of(actor, person_id)
    rows = [
        (
            link(reverse("services:adaptation", args=[one.pk]), _("适老化改造")),
            home_wording.state_badge(one.state), home_wording.due_badge(one.due_on, today),
        )
        for one in homes
    ] + [
        (
            link(reverse("services:bed", args=[one.pk]), _("家庭养老床位")),
            home_wording.bed_badge(one.state), one.facility.name,
        )
        for one in beds
    ]  # fmt: skip
    manages = actor.may(MANAGE)
    adapted = any(State(one.state) is not State.CANCELLED for one in homes)
    entitled = manages and not adapted and bool(queries.entitled(actor, person_id, on=today))
    has_bed = any(BedState(one.state) in OPEN for one in beds)
    if not rows and not manages:
        return ""
    context = {
        "rows": rows,
        "person": person_id,
        "entitled": entitled,
        "may_apply": manages and not has_bed,
        "manages": manages,
    }
    return SafeString(render_to_string("services/_home_support.html", context, request=request))


@panel("home", title=gettext_lazy("居家改造和床位"), order=37, permit=READ)
def waiting(request: ActorRequest, _key: int) -> SafeString | str:
    """Draw how many homes and beds wait for somebody, and how many were adapted this year."""
    actor, today = request.actor, clock.today()
    if not (actor.may(MANAGE) or actor.may(PROVIDE) or actor.scope(READ).persons):
        return ""
    homes = queries.adaptation_figures(actor, on=today)
    beds = queries.bed_figures(actor, on=today)
    open_ones = sum(
        homes[str(state)] for state in State if not state.is_over and state is not State.PAID
    )
    running = beds[str(BedState.ACTIVE)] + beds[str(BedState.SUSPENDED)]
    if not any((open_ones, homes["year"], running, beds[str(BedState.APPLIED)])):
        return ""
    context = {
        "open": open_ones,
        "late": homes["overdue"],
        "year": homes["year"],
        "running": running,
        "checks": beds["overdue"],
    }
    return SafeString(render_to_string("services/_home_waiting.html", context, request=request))
