"""The live board: the queue at the left, everything about one case at the right."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.cases import actions as cases
from anhuai.cases.rules import State, What
from anhuai.cases.views.one import at_second, buttons, said_of, severity_badge, state_badge
from anhuai.desk import queries
from anhuai.desk.views import weather
from anhuai.people.catalogue import KINDS as CIRCUMSTANCES
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import title_of, word
from anhuai.response.views.devices import alarm_title, at, kind_title, state_of

HANDLE = Permit.CASES_HANDLE


def _lines(request: ActorRequest) -> list[dict[str, Any]]:
    found = queries.waiting(request.actor, now=clock.now())
    for one in found:
        if one.case.state == State.RAISED:  # evidence: from now on somebody could have seen it
            shown = cases.show(request.actor, case_id=one.case.pk)
            one.case.state, one.case.version = shown.state, shown.version
    return [
        {
            "id": one.case.pk, "says": said_of(one.case), "version": one.case.version,
            "severity": severity_badge(one.case.severity), "state": state_badge(one.case.state),
            "name": one.case.person.name if one.case.person else "",
            "place": places.path_of(one.case.division) if one.case.division else "",
            "holder": one.case.holder_name, "times": one.case.times, "seconds": one.seconds,
            "waits": f"{one.seconds // 60}:{one.seconds % 60:02}",
            "is_unanswered": one.is_unanswered, "is_grave": one.case.severity == 1,
        }
        for one in found
    ]  # fmt: skip


def _context(request: ActorRequest) -> dict[str, Any]:
    lines = _lines(request)
    return {"lines": lines, "unanswered": sum(one["is_unanswered"] for one in lines)}


@page(
    HANDLE, menu=Menu(gettext_lazy("值班台"), "siren", 12, group="desk"), name="desk:board",
)  # fmt: skip
def board(request: ActorRequest) -> HttpResponse:
    """The board; `?case=` opens one beside the queue."""
    asked = request.GET.get("case", "")
    pops = request.actor.may(Permit.DESK_CALLS)
    context = _context(request) | {
        "title": _("值班台"), "pops": pops, "weather": weather.in_force(request),
    }  # fmt: skip
    if asked.isdecimal() and len(asked) < 19:
        try:
            context |= _panel(request, int(asked))
        except NotHere:
            context["gone"] = True
    return render(request, "desk/board.html", context)


@page(HANDLE)
def queue(request: ActorRequest) -> HttpResponse:
    """The queue alone, as the board asks for it when something changed."""
    return render(request, "desk/_queue.html", _context(request))


@page(HANDLE)
def person_panel(request: ActorRequest, case_id: int) -> HttpResponse:
    """One case alone, as the board asks for it."""
    return render(request, "desk/_panel.html", _panel(request, case_id))


def _panel(request: ActorRequest, case_id: int) -> dict[str, Any]:
    today = clock.today()
    seen = queries.glance(request.actor, case_id=case_id, on=today)
    one, person = seen.file.case, seen.person
    desk = f"{reverse('desk:board')}?case={one.pk}"
    may_call = request.actor.may(Permit.DESK_CALLS) and one.closed_at is None
    return {
        "case": one,
        "video_url": reverse("desk:video_of_case", args=[one.pk]) if may_call else "",
        "says": said_of(one),
        "badges": [severity_badge(one.severity), state_badge(one.state)],
        "buttons": [
            (f"{url}?next={desk.replace('?', '%3F')}", title, at_once)
            for url, title, at_once in buttons(request, one)
        ],
        "place": places.path_of(one.division) if one.division else "",
        "person": person and _person(request, person, today),
        "devices": [
            (d.pk, kind_title(d.kind), d.spot,
             state_of(d.battery, d.last_seen_ms, d.silent_since_ms))
            for d in seen.devices
        ],
        "alarms": [(alarm_title(a.kind), at(a.pressed_ms or a.received_ms)) for a in seen.alarms],
        "next_step": next((at(t.due_ms) for t in seen.timers if t.state == "waiting"), ""),
        "past": [
            (p.pk, said_of(p), at_second(p.opened_at), state_badge(p.state)) for p in seen.past
        ],
        "entries": [
            (at_second(e.at), word(What(e.what)), e.says, e.by) for e in seen.file.entries
        ],
    }  # fmt: skip


def _person(request: ActorRequest, person: Any, today: Any) -> dict[str, Any]:
    age = (
        today.year
        - person.born.year
        - ((today.month, today.day) < (person.born.month, person.born.day))
    )
    may_reveal = request.actor.may(Permit.PEOPLE_REVEAL)
    return {
        "id": person.id, "name": person.name, "age": age, "phone": person.phone,
        "sex": {"1": _("男"), "2": _("女")}.get(person.sex, ""),
        "address": person.household.address if person.household else "",
        "circumstances": [
            title_of(CIRCUMSTANCES[c.code])
            for c in person.circumstances
            if c.is_current and c.code in CIRCUMSTANCES
        ],
        "contacts": [(c.name, c.relation, c.phone) for c in person.contacts],
        "reveal": reverse("people:reveal", args=[person.id, "phone"]) if may_reveal else "",
    }  # fmt: skip
