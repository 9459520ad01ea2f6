"""What the room adds to other pages: a child's nursery on its file, a facility's classes."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from anhuai.childcare import queries
from anhuai.childcare.views import wording
from anhuai.platform import clock
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

READ = Permit.CHILDCARE_READ


@panel("people.person", title=gettext_lazy("托育"), order=28, permit=READ)
def of_person(request: ActorRequest, person_id: int) -> SafeString | str:
    """Draw a young child's applications and enrolments, and where to apply for it."""
    found = queries.of_person(request.actor, person_id, on=clock.today())
    if found is None:
        return ""
    context = {
        "applications": [
            (reverse("childcare:application", args=[one.pk]), wording.moment(one.submitted_at),
             wording.state_badge(one.state))
            for one in found.applications
        ],
        "enrolments": [
            (reverse("childcare:child", args=[one.pk]), one.nursery_class.nursery.facility.name,
             one.nursery_class.name, f"{one.since:%Y-%m-%d}",
             f"{one.until:%Y-%m-%d}" if one.until else "")
            for one in found.enrolments
        ],
        "apply_url": f"{reverse('childcare:apply')}?person={person_id}" if found.may_apply else "",
    }  # fmt: skip
    return SafeString(render_to_string("childcare/_person.html", context, request=request))


@panel("facilities.facility", title=gettext_lazy("托育班级"), order=15, permit=READ)
def of_facility(request: ActorRequest, facility_id: int) -> SafeString | str:
    """Lead from a childcare facility to its nursery page."""
    key = queries.nursery_of(request.actor, facility_id)
    if key is None:
        return ""
    url = reverse("childcare:nursery", args=[key])
    return SafeString(render_to_string("childcare/_facility.html", {"url": url}, request=request))
