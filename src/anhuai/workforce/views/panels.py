"""What the room adds to lower rooms' pages: the staff of a facility and of an organisation."""

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from anhuai.facilities import queries as facilities
from anhuai.platform import clock
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.workforce import queries
from anhuai.workforce.views.workers import post_title, state_badge

READ, MANAGE = Permit.WORKFORCE_READ, Permit.WORKFORCE_MANAGE


def _lines(rows: list[tuple[Any, ...]], on: date) -> list[tuple[Any, ...]]:
    held = queries.certificates_of({row[1] for row in rows})
    return [
        (
            f"/workforce/{worker}/",
            name,
            post_title(kind),
            f"{since:%Y-%m-%d}",
            state_badge(kind, held[worker], on),
            facility,
        )
        for _pk, worker, name, _sex, kind, _place, _key, facility, since in rows
    ]


@panel("facilities.facility", title=gettext_lazy("员工"), order=20, permit=READ)
def staff(request: ActorRequest, key: int) -> SafeString:
    """Draw a facility's staff with how their certificates stand; of a closed one, who left."""
    today, closed = clock.today(), facilities.facility(request.actor, key).closed
    rows = (
        queries.left_on(request.actor, key, on=closed)
        if closed
        else queries.of_facility(request.actor, key, on=today)
    )
    context = {
        "rows": _lines(rows, today),
        "facility": key,
        "closed": closed and f"{closed:%Y-%m-%d}",
        "manages": request.actor.may(MANAGE) and not closed,
    }
    return SafeString(render_to_string("workforce/_staff.html", context, request=request))


@panel("facilities.organisation", title=gettext_lazy("员工"), order=20, permit=READ)
def staff_of_organisation(request: ActorRequest, key: int) -> SafeString | str:
    """Draw who works at the facilities an organisation runs; nothing where it runs none."""
    today = clock.today()
    rows = queries.of_organisation(request.actor, key, on=today)
    if not rows:
        return ""
    context = {"rows": _lines(rows, today), "whose": True}
    return SafeString(render_to_string("workforce/_staff.html", context, request=request))
