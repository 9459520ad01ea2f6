"""Finding houses by their address from every page's search box."""

from django.utils.translation import gettext_lazy

from anhuai.people import queries
from anhuai.people.views import wording
from anhuai.places import queries as places
from anhuai.platform.acting import Actor
from anhuai.platform.finding import Finder, Hit, declare_finder
from anhuai.platform.permits import Permit


def found(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Return the households at an address that names its village: 东寨村3社12号."""
    return [
        Hit(address, places.path_of(division), wording.household_url(key))
        for key, address, division in queries.at_address(actor, text, limit=limit)
    ]


declare_finder(Finder(gettext_lazy("住址"), 15, Permit.PEOPLE_READ, found))
