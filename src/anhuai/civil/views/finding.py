"""Finding social organisations from every page's search box."""

from django.utils.translation import gettext_lazy

from anhuai.civil import queries
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.finding import Finder, Hit, declare_finder
from anhuai.platform.permits import Permit


def found(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Return the social organisations within the scope that have this name."""
    rows = queries.organisations(actor, on=clock.today(), q=text).order_by("pinyin", "pk")
    return [
        Hit(name, places.path_of(division), f"/civil/{key}/")
        for key, name, division in rows.values_list("pk", "name", "division")[:limit]
    ]


declare_finder(
    Finder(gettext_lazy("社会组织"), 45, Permit.CIVIL_READ, found, more_url="/civil/?q=")
)
