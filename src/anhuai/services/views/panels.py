"""What the room adds to other pages: a person's visits, the day's work on the start page."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import queries
from anhuai.services.views import wording

READ, MANAGE, CONDUCT = Permit.VISITS_READ, Permit.VISITS_MANAGE, Permit.VISITS_CONDUCT


@panel("people.person", title=gettext_lazy("探访关爱"), order=27, permit=READ)
def of_person(request: ActorRequest, person_id: int) -> SafeString | str:
    """Draw why and how often a person is visited, and their last visits."""
    today = clock.today()
    found = queries.history(request.actor, person_id)
    tiers = queries.tiers_now(person_id, on=today)
    if not found and not tiers:
        return ""
    context = {
        "visits": [
            (
                reverse("services:visit", args=[one.pk]), f"{one.on:%Y-%m-%d}",
                wording.mode_title(one.mode), wording.outcome_badge(one.outcome),
                one.visitor.name, wording.doubt_badge(one.doubts),
            )
            for one in found
        ],
        "tiers": wording.tiers(tiers),
        "person": person_id,
        "conducts": request.actor.may(CONDUCT),
        "code": queries.code_of(person_id) if request.actor.may(MANAGE) else "",
    }  # fmt: skip
    return SafeString(render_to_string("services/_person.html", context, request=request))


@panel("home", title=gettext_lazy("探访关爱"), order=36, permit=MANAGE)
def waiting(request: ActorRequest, _key: int) -> SafeString | str:
    """Draw the month's rate so far, and how many have nobody."""
    today = clock.today()
    month = Month.of(today)
    found = queries.rates(request.actor, month=month, on=today)
    listed, visited = sum(r.listed for r in found), sum(r.visited for r in found)
    nobody = queries.listed_targets(request.actor, month=month, unassigned=True).count()
    if not listed and not nobody:
        return ""
    context = {
        "listed": listed, "visited": visited, "left": listed - visited, "nobody": nobody,
        "rate": f"{100 * visited / listed:.1f}" if listed else "—",
    }  # fmt: skip
    return SafeString(render_to_string("services/_home.html", context, request=request))


@panel("home", title=gettext_lazy("今日探访"), order=5, permit=CONDUCT)
def mine(request: ActorRequest, _key: int) -> SafeString | str:
    """Draw the way to a visitor's own list, with what is due."""
    visitor = queries.own(request.actor)
    if visitor is None:
        return ""
    found = queries.cards(request.actor, visitor=visitor, on=clock.today())
    due, over = queries.errands(found)
    context = {"count": len(found), "due": due, "over": over}
    return SafeString(render_to_string("services/_mine.html", context, request=request))
