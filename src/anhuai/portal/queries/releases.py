"""What can be published, computed from lower rooms; and what is published."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from anhuai.facilities import queries as facilities
from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.rules import Ownership
from anhuai.kernel.divisions import Level
from anhuai.people import queries as people
from anhuai.people.rules.facts import birth_bound
from anhuai.places import queries as places
from anhuai.plans import queries as plans
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit
from anhuai.portal.catalogue import DATA_SETS
from anhuai.portal.models import Release
from anhuai.portal.rules import hide

Rows = list[list[str]]
# Age bands and circumstances are our own choice; the rarest and gravest are not published at all.
BANDS = ((0, 3), (3, 6), (6, 16), (16, 60), (60, 80), (80, None))
CIRCUMSTANCES = (
    "living_alone", "empty_nest", "tekun", "dibao", "disability", "left_behind_elder",
    "left_behind_child",
)  # fmt: skip


def collected(actor: Actor, code: str, *, division: str, on: date, threshold: int) -> Rows:
    """Return a data set's rows as of a day, ready to be published; raises `NotHere`."""
    collect = _COLLECTED.get(code)
    if collect is None:
        raise NotHere("data_set", code)
    return collect(actor, division, on, threshold)


def _institutions(actor: Actor, division: str, on: date, _threshold: int) -> Rows:
    fields = ("pk", "name", "kind", "ownership", "division", "address")
    found = list(
        facilities.operating(actor, on=on, division=division)
        .order_by("division", "kind", "name")
        .values_list(*fields)
    )
    counted = facilities.numbers([row[0] for row in found], on=on)
    return [
        [
            name, KINDS[kind].title, Ownership(ownership).title_zh,
            places.name_of(place[: Level.TOWN]), address, str(counted[key].beds),
            str(counted[key].nursing), str(counted[key].places),
        ]
        for key, name, kind, ownership, place, address in found
    ]  # fmt: skip


def _population(actor: Actor, division: str, on: date, threshold: int) -> Rows:
    found = places.divisions(actor, on=on, level=Level.TOWN, division=division)
    towns = sorted(found.values_list("code", flat=True))
    rows: Rows = []
    for code in ("", *CIRCUMSTANCES):
        counts = _counts(actor, code, division, on, towns)
        shown = hide(counts, threshold=threshold).shown()
        title = people.KINDS[code].title if code else "全部常住人口"
        names = [*(places.name_of(town) for town in towns), "合计"]
        rows += [[title, name, *cells] for name, cells in zip(names, shown, strict=True)]
    return rows


def _counts(
    actor: Actor, code: str, division: str, on: date, towns: Sequence[str]
) -> list[list[int]]:
    if code:
        found = people.with_circumstance(actor, code=code, on=on, division=division)
    else:
        found = people.residents(actor, on=on, division=division)
    bands = {
        f"band_{at}": Count("pk", filter=_band(on, low, high))
        for at, (low, high) in enumerate(BANDS)
    }
    grouped = found.order_by().values(town=Substr("place", 1, int(Level.TOWN))).annotate(**bands)
    by_town = {town: counts for town, *counts in grouped.values_list("town", *bands)}
    return [by_town.get(town, [0] * len(BANDS)) for town in towns]


def _band(on: date, low: int, high: int | None) -> Q:
    within = Q(born__lte=birth_bound(on, low)) if low else Q()
    return within & Q(born__gt=birth_bound(on, high)) if high else within


def _indicators(actor: Actor, division: str, on: date, _threshold: int) -> Rows:
    rows: Rows = []
    for plan in plans.plans(actor):
        if plan.division != division:
            continue
        for row in plans.board(actor, plan=plan, on=on).rows:
            measured = row.measured
            rows.append([
                plan.short_title, row.definition.title, str(row.target.name),
                "" if measured.value is None else f"{measured.value.normalize():f}",
                row.target.unit, str(measured.as_of or ""), str(measured.origin),
            ])  # fmt: skip
    return rows


Collect = Callable[[Actor, str, date, int], Rows]
_COLLECTED: Mapping[str, Collect] = {
    "institutions": _institutions, "population": _population, "indicators": _indicators,
}  # fmt: skip


def threshold() -> int:
    """Return below which number a cell is hidden (a setting; 5 is our own choice)."""
    return max(2, int(settings.ANHUAI_SMALL_CELL))


def releases(actor: Actor) -> QuerySet[Release]:
    """Return every release of places in the actor's area."""
    scope = actor.scope(Permit.OPENDATA_MANAGE)
    actor.require(Permit.OPENDATA_MANAGE)
    return Release.objects.filter(scope.within("division"))


def release(actor: Actor, key: int) -> Release:
    """Return one release in the actor's area; raises `NotHere`."""
    found = releases(actor).filter(pk=key).first()
    if found is None:
        raise NotHere("release", key)
    return found


def published() -> list[Release]:
    """Return what is published now: of each data set the newest release, for anybody."""
    newest: dict[str, Release] = {}
    rows = Release.objects.filter(state="published", code__in=DATA_SETS).defer("rows")
    for one in rows.order_by("-on", "-pk"):
        newest.setdefault(one.code, one)
    return [newest[code] for code in DATA_SETS if code in newest]


def published_one(code: str) -> Release:
    """Return the newest published release of a data set, for anybody; raises `NotHere`."""
    found = Release.objects.filter(state="published", code=code).order_by("-on", "-pk").first()
    if found is None or code not in DATA_SETS:
        raise NotHere("release", code)
    return found
