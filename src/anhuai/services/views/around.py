"""What mutual help and the school add to a person's page."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import queries
from anhuai.services.rules.mutual import hours
from anhuai.services.views.helping import rows_said
from anhuai.services.views.mutual import kind_of
from anhuai.services.views.school import seat_said

JOIN, MANAGE = Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE


@panel(
    "people.person", title=gettext_lazy("互助和老年学校"), order=28, permit=Permit.COMMUNITY_READ
)
def of_person(request: ActorRequest, person_id: int) -> SafeString | str:
    """Draw who helps a person and whom they help, their hours and courses."""
    found = queries.help_of(request.actor, person_id)
    courses = queries.enrolled(request.actor, person_id)
    joins = request.actor.may(JOIN)
    if not (found.tasks or found.pairs or found.member or courses or joins):
        return ""
    context = {
        "tasks": rows_said(found.tasks[:10]),
        "pairs": [(row[1], row[2], kind_of(row[3])) for row in found.pairs],
        "member": found.member, "held": hours(found.minutes),
        "courses": [
            (one.pk, one.title, seat_said(state), came, lessons)
            for one, state, came, lessons in courses
        ],
        "person": person_id, "joins": joins, "manages": request.actor.may(MANAGE),
    }  # fmt: skip
    return SafeString(render_to_string("services/_help.html", context, request=request))
