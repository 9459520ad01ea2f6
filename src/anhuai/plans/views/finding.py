"""Finding plans from every page's search box."""

from django.utils.translation import gettext_lazy

from anhuai.plans import queries
from anhuai.platform.acting import Actor
from anhuai.platform.finding import Finder, Hit, declare_finder
from anhuai.platform.permits import Permit


def found(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Return the plans the actor may see whose title holds the text."""
    rows = [one for one in queries.plans(actor) if text in one.title or text in one.short_title]
    return [Hit(one.short_title, one.title, f"/plans/{one.code}/") for one in rows[:limit]]


declare_finder(Finder(gettext_lazy("规划"), 55, Permit.PLANS_READ, found))
