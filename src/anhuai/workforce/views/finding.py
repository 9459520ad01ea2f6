"""Finding people who hold posts from every page's search box."""

from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.finding import Finder, Hit, declare_finder
from anhuai.platform.permits import Permit
from anhuai.platform.words import title_of
from anhuai.workforce import queries
from anhuai.workforce.catalogue import POSTS


def found(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Return who of the workers within the scope has this name, with the post held."""
    rows = queries.listed(actor, on=clock.today(), q=text).order_by("worker__pinyin", "pk")
    posts = rows.values_list("worker", "worker__name", "kind")[: limit * 2]
    shown = {key: Hit(name, _post(kind), f"/workforce/{key}/") for key, name, kind in posts}
    return list(shown.values())[:limit]


def _post(kind: str) -> str:
    return title_of(POSTS[kind]) if kind in POSTS else kind


declare_finder(
    Finder(gettext_lazy("从业人员"), 30, Permit.WORKFORCE_READ, found, more_url="/workforce/?q=")
)
