"""What the room adds to the person's page: the devices, and the newest calls."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from anhuai.cases import queries as cases
from anhuai.cases.views.one import at_second, said_of, state_badge
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.response import queries
from anhuai.response.views.devices import at, kind_title, state_of
from anhuai.response.views.watching import charts_of


@panel("people.person", title=gettext_lazy("设备与呼叫"), order=60, permit=Permit.RESPONSE_READ)
def devices(request: ActorRequest, key: int) -> SafeString | str:
    """Draw a person's devices with how they are, and the newest cases."""
    found = queries.of_person(request.actor, key)
    calls = cases.of_person(request.actor, key) if request.actor.may(Permit.CASES_READ) else []
    if not found and not calls:
        return ""
    context = {
        "devices": [
            (one.pk, kind_title(one.kind), one.ident, one.spot, at(one.last_seen_ms),
             state_of(one.battery, one.last_seen_ms, one.silent_since_ms))
            for one in found
        ],
        "calls": [
            (one.pk, said_of(one), at_second(one.opened_at), state_badge(one.state))
            for one in calls
        ],
        "person_id": key,
        "charts": charts_of([one.pk for one in found], days=14)[:2],
    }  # fmt: skip
    return SafeString(render_to_string("response/_devices.html", context, request=request))
