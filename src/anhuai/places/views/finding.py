"""Finding towns and villages from every page's search box."""

from django.db.models import Q, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext_lazy

from anhuai.places import queries
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor
from anhuai.platform.finding import Finder, Hit, declare_finder
from anhuai.platform.permits import Permit


def found(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Return the divisions of the served area, within the scope, by name, pinyin or code."""
    typed = "".join(text.lower().split())
    rows = queries.divisions(actor, on=clock.today(), division=county.code())
    rows = rows.annotate(sound=Replace("pinyin", Value(" "), Value("")))
    named = Q(name__contains=typed) | Q(sound__istartswith=typed)
    named |= Q(code__startswith=typed) if typed.isdigit() and len(typed) >= 6 else Q(pk__in=())
    return [
        Hit(queries.path_of(code), code, f"/places/{code}/")
        for code in rows.filter(named).order_by("code").values_list("code", flat=True)[:limit]
    ]


declare_finder(Finder(gettext_lazy("地区"), 50, Permit.PLACES_READ, found))
