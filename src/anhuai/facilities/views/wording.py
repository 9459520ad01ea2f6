"""How the room's words look on a page: titles in its language, badges, links."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from anhuai.facilities.catalogue import KINDS, MARKS
from anhuai.facilities.rules import LicenceState, Status
from anhuai.platform.listing import badge, link
from anhuai.platform.words import is_english, title_of, word

_STATUS = {
    Status.PLANNED: "grey",
    Status.BUILDING: "blue",
    Status.OPERATING: "green",
    Status.SUSPENDED: "orange",
    Status.CLOSED: "grey",
}
_LICENCE = {
    LicenceState.VALID: "green",
    LicenceState.EXPIRING_90: "yellow",
    LicenceState.EXPIRING_30: "orange",
    LicenceState.EXPIRED: "red",
    LicenceState.FUTURE: "blue",
}


def kind_title(code: str) -> str:
    """Return the title of a kind; a code no longer defined is its own title."""
    return title_of(KINDS[code]) if code in KINDS else code


def status_badge(status: str) -> SafeString:
    """Return a status as a badge."""
    return badge(word(Status(status)), _STATUS[Status(status)])


def licence_badge(state: LicenceState) -> SafeString:
    """Return how a licence stands as a badge."""
    return badge(word(state), _LICENCE[state])


def mark_title(code: str, grade: str) -> str:
    """Return a mark with its grade: the grade's own title says enough."""
    mark = MARKS[code]
    if grade not in mark.grades:
        return title_of(mark)
    chinese, english = mark.grades[grade]
    return english if is_english() else chinese


def url_of(facility_id: int) -> str:
    """Return the address of a facility's page."""
    return reverse("facilities:facility", args=[facility_id])


def organisation_link(found: Any) -> SafeString:
    """Return an organisation's name, linked to its page."""
    return link(reverse("facilities:organisation", args=[found.pk]), found.name)
