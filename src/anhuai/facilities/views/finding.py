"""Finding the bodies that run facilities from every page's search box."""

from django.utils.translation import gettext_lazy

from anhuai.facilities import queries
from anhuai.places import queries as places
from anhuai.platform.acting import Actor
from anhuai.platform.finding import Finder, Hit, declare_finder
from anhuai.platform.permits import Permit


def found(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Return the operators within the scope that have this name or credit code."""
    rows = queries.organisations(actor, q=text).order_by("name", "pk")
    return [
        Hit(name, places.path_of(division), f"/facilities/organisations/{key}/")
        for key, name, division in rows.values_list("pk", "name", "division")[:limit]
    ]


declare_finder(
    Finder(
        gettext_lazy("运营单位"), 25, Permit.FACILITIES_READ, found,
        more_url="/facilities/organisations?q=",
    )
)  # fmt: skip
