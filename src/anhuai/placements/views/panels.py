"""What the room adds to other pages: a person's places, an institution's beds, the day's work."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from anhuai.placements import queries
from anhuai.placements.rules.words import BedState, Kind, Step
from anhuai.placements.views import wording
from anhuai.placements.views.stays import state_badge
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word

READ, APPLY, MANAGE, RUN = (
    Permit.PLACEMENTS_READ, Permit.PLACEMENTS_APPLY, Permit.PLACEMENTS_MANAGE,
    Permit.PLACEMENTS_RUN,
)  # fmt: skip


@panel("people.person", title=gettext_lazy("入住与轮候"), order=27, permit=READ)
def of_person(request: ActorRequest, person_id: int) -> SafeString | str:
    """Draw a person's stays and applications, and the way to apply."""
    applies = request.actor.may(APPLY)
    stays = queries.stays_of_person(request.actor, person_id)
    asked = queries.of_person(request.actor, person_id)
    if not stays and not asked and not applies:
        return ""
    context = {
        "stays": [
            (reverse("placements:stay", args=[one.pk]), one.facility.name, word(Kind(one.kind)),
             wording.day(one.since), wording.day(one.until), state_badge(one.until, one.ending, ""))
            for one in stays
        ],
        "asked": [
            (reverse("placements:application", args=[one.pk]), one.number, word(Kind(one.kind)),
             wording.day(one.applied_on), wording.step_badge(one.state))
            for one in asked
        ],
        "apply_url": reverse("placements:apply_for", args=[person_id]) if applies else "",
    }  # fmt: skip
    return SafeString(render_to_string("placements/_person.html", context, request=request))


@panel("facilities.facility", title=gettext_lazy("床位使用"), order=10, permit=READ)
def of_facility(request: ActorRequest, key: int) -> SafeString | str:
    """Draw an institution's beds by state, with the way to its board and list."""
    try:
        queries.facility_in_scope(request.actor, key)
    except NotHere:
        return ""
    now = queries.board_of(key, clock.today())
    if not now.beds:
        return ""
    figures = [(word(state), now.count(state)) for state in BedState]
    context = {"figures": figures, "key": key}
    return SafeString(render_to_string("placements/_facility.html", context, request=request))


@panel("home", title=gettext_lazy("床位与轮候"), order=36, permit=MANAGE)
def waiting(request: ActorRequest, _key: int) -> SafeString | str:
    """Draw how many wait and how many offers run."""
    rows = queries.applications(request.actor, permit=MANAGE)
    context = {
        "waiting": rows.filter(state=Step.WAITING).count(),
        "offered": rows.filter(state=Step.OFFERED).count(),
        "accepted": rows.filter(state=Step.ACCEPTED).count(),
    }
    if not any(context.values()):
        return ""
    return SafeString(render_to_string("placements/_home.html", context, request=request))


@panel("home", title=gettext_lazy("本机构床位"), order=5, permit=RUN)
def own_homes(request: ActorRequest, _key: int) -> SafeString | str:
    """Draw a manager's own institutions, with the day's report one tap away."""
    if not request.actor.scope(RUN).organisations:
        return ""
    today = clock.today()
    rows = [
        (reverse("placements:board", args=[one["pk"]]), one["name"], one["free"],
         reverse("placements:report", args=[one["pk"]]), one["report"] is not None)
        for one in queries.reports(request.actor, on=today)
    ]  # fmt: skip
    if not rows:
        return ""
    return SafeString(render_to_string("placements/_homes.html", {"rows": rows}, request=request))
