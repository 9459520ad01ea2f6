"""What the desk adds to the person's page: their calls and tickets."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from anhuai.cases.views.one import at_second
from anhuai.desk import queries
from anhuai.desk.views.calls import wrap_title
from anhuai.desk.views.tickets import kind_title, ticket_badge
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest


@panel("people.person", title=gettext_lazy("热线"), order=65, permit=Permit.TICKETS_READ)
def hotline(request: ActorRequest, key: int) -> SafeString | str:
    """Draw a person's newest tickets and calls."""
    tickets = queries.tickets_of_person(request.actor, key)
    may = request.actor.may(Permit.DESK_CALLS)
    calls = queries.calls_of_person(request.actor, key) if may else []
    if not tickets and not may:
        return ""
    context = {
        "video_url": reverse("desk:video_of_person", args=[key]) if may else "",
        "tickets": [
            (one.pk, kind_title(one.kind), one.title, ticket_badge(one.state),
             at_second(one.opened_at))
            for one in tickets
        ],
        "calls": [
            (one.pk, at_second(one.began_at), one.officer, wrap_title(one.wrap_up))
            for one in calls
        ],
    }  # fmt: skip
    return SafeString(render_to_string("desk/_person.html", context, request=request))
