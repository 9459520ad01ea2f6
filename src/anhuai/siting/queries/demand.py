"""The county's population carried on to 2035 by town, and what it will need: an estimate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.db.models.functions import ExtractYear, Substr

from anhuai.assessments import queries as assessments
from anhuai.kernel.divisions import Level
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import audit, parameters, wall
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.permits import Permit
from anhuai.siting.queries.demography import step_of
from anhuai.siting.rules.demand import HORIZON, LEVELS, VARIANTS, Needed, Ratios, needed

if TYPE_CHECKING:
    from anhuai.siting.engine.graph import Floats

SCALE = "gbt42195_2022"
LAST_YEARS = 3
_BANDS = ((60, 70), (70, 80), (80, None))


@dataclass(frozen=True, slots=True)
class Demand:
    """The projection of a variant: rows by town and year, the county's own by year.

    `fertility` is the county's births against the nation's (1.0 the same); `assessed` how many
    elders have a level on record: who was never assessed is in no level.
    """

    base: date
    variant: str
    towns: Mapping[str, Sequence[Needed]]
    county: Sequence[Needed]
    fertility: float
    assessed: int


def ratios_on(on: date) -> Ratios:
    """Return the county's ratios on a day."""
    return Ratios(
        parameters.value("siting.beds_per_1000", on=on),
        parameters.value("siting.nursing_percent", on=on),
        parameters.value("siting.places_per_10000", on=on),
    )


@wall.lifted()  # counts by town and age, of no person
def demand(actor: Actor, *, on: date, division: str, variant: str = "medium") -> Demand:
    """Return the projection for the towns the permit reaches; the county only to whoever has it."""
    actor.require(Permit.SITING_READ)
    scope = actor.scope(Permit.SITING_READ)
    variant = variant if variant in VARIANTS else "medium"
    moving = parameters.value("siting.moving_permille", on=on)
    found = _projected(on, division, variant, moving, ratios_on(on), audit.last_change())
    towns = {code: rows for code, rows in found.towns.items() if scope.covers(code)}
    whole = found.county if scope.covers(division) else ()
    return Demand(found.base, variant, towns, whole, found.fertility, found.assessed)


def growth(on: date, division: str, year: int, whom: str) -> Mapping[str, float]:
    """Return by town how many times today's elders, toddlers or residents there are to be in a
    year (medium variant); 1.0 where there is nobody today. Sums only: for the scenario's field."""
    found = demand(SYSTEM, on=on, division=division)
    at = max(0, min(year, HORIZON) - on.year)
    name = {"elders": "elders", "toddlers": "toddlers"}.get(whom, "total")
    return {
        code: getattr(rows[at], name) / getattr(rows[0], name) if getattr(rows[0], name) else 1.0
        for code, rows in found.towns.items() if at < len(rows)
    }  # fmt: skip


BANDS: Mapping[int, tuple[str, str]] = {
    0: ("total", "total"), 60: ("elders", "60+"), 65: ("older", "65+"), 80: ("oldest", "80+"),
}  # fmt: skip
"""By the least age asked for: the projection's column, and the band its error is known for."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """People of an age and over in an area, today and in a year to come, by variant."""

    year: int
    today: float
    then: Mapping[str, float]


def ahead(*, on: date, division: str, year: int, min_age: int) -> Ahead | None:
    """Return how many residents of an age and over a county or a town is to have in a year.

    None where nothing is projected: another age, an area above a county or below a town, a year
    beyond the horizon or past, nobody on record. Sums only, without an actor: for a caller that
    checked its own.
    """
    at = year - on.year
    if min_age not in BANDS or len(division) not in (6, 9) or not 0 <= at <= HORIZON - on.year:
        return None
    today, then = 0.0, {}
    for variant in VARIANTS:
        found = demand(SYSTEM, on=on, division=division[:6], variant=variant)
        rows = found.county if len(division) == 6 else found.towns.get(division, ())
        if not rows:
            return None
        today = getattr(rows[0], BANDS[min_age][0])
        then[variant] = getattr(rows[at], BANDS[min_age][0])
    return Ahead(year, today, then) if today else None


@lru_cache(maxsize=8)
def _projected(
    on: date, division: str, variant: str, moving: int, ratios: Ratios, changed: str
) -> Demand:  # fmt: skip
    from anhuai.siting.engine import demand as engine

    codes, base, shares, assessed = _start(on, division, changed)
    steps = [_moved(step_of(on.year + n, variant), moving) for n in range(HORIZON - on.year)]
    before = [step_of(on.year - n, "medium") for n in range(LAST_YEARS, 0, -1)]
    children = float(base[:, :, :LAST_YEARS].sum())
    factor = engine.fertility_factor(base, before, children=children)
    own = [
        engine.Step(one.deaths, one.births * factor, one.boys, one.moving) for one in steps
    ]  # fmt: skip
    years = engine.projected(base, own)
    rows: dict[str, list[Needed]] = {}
    for at, code in enumerate(codes):
        rows[code] = [
            _needed(code, on.year + n, years[n, at], shares, ratios) for n in range(len(years))
        ]
    whole = [
        _needed(division, on.year + n, years[n].sum(axis=0), shares, ratios)
        for n in range(len(years))
    ]
    return Demand(on, variant, rows, whole, factor, assessed)


@lru_cache(maxsize=2)
def _start(
    on: date, division: str, changed: str
) -> tuple[list[str], "Floats", "Floats", int]:  # fmt: skip
    """Return towns, residents and shares of levels: what every variant begins with."""
    del changed  # tells one state of the register from the next
    codes, base = _base(on, division)
    return (codes, base, *_level_shares(on, division, base))


def _moved(step: Any, permille: int) -> Any:
    import numpy as np

    from anhuai.siting.engine.demand import AGES, Step

    moving = np.zeros(AGES)
    moving[15:50] = permille / 1000
    return Step(step.deaths, step.births, step.boys, moving)


def _base(on: date, division: str) -> tuple[list[str], "Floats"]:
    """Return the towns, and residents by (town, sex, age in the year's own count)."""
    import numpy as np

    towns = places.divisions(SYSTEM, on=on, level=Level.TOWN, division=division)
    codes = sorted(towns.values_list("code", flat=True))
    number = {code: at for at, code in enumerate(codes)}
    base = np.zeros((len(codes), 2, 101))
    rows = people.residents(SYSTEM, on=on, division=division).order_by()
    counted = (
        rows.annotate(town=Substr("place", 1, 9), year=ExtractYear("born"))
        .values_list("town", "sex", "year").annotate(n=Count("pk"))
    )  # fmt: skip
    for town, sex, year, n in counted:
        if town in number and sex in ("1", "2") and year is not None:
            base[number[town], int(sex) - 1, min(100, max(0, on.year - year))] += n
    return codes, base


def _level_shares(on: date, division: str, base: "Floats") -> tuple["Floats", int]:
    """Return the share of each band of elders that has each level on record, and of how many."""
    import numpy as np

    held = assessments.levels_on(SYSTEM, scale=SCALE, on=on)
    rows = people.residents(SYSTEM, on=on, division=division, min_age=60)
    shares = np.zeros((len(_BANDS), len(LEVELS)))
    assessed = 0
    for key, born in rows.order_by().values_list("pk", "born"):
        one = held.get(key)
        if one is None:
            continue
        assessed += 1
        if one.level in LEVELS:
            age = on.year - born.year
            band = next(
                (n for n, (_low, high) in enumerate(_BANDS) if high is None or age < high), 0
            )
            shares[band, LEVELS.index(one.level)] += 1
    for n, (low, high) in enumerate(_BANDS):
        here = float(base[:, :, low:high].sum())
        shares[n] = shares[n] / here if here else 0.0
    return shares, assessed


def _needed(code: str, year: int, own: "Floats", shares: "Floats", ratios: Ratios) -> Needed:
    from anhuai.siting.engine.demand import between

    def aged(low: int, high: int | None = None) -> float:
        return float(between(own, low, high))

    bands = [aged(low, high) for low, high in _BANDS]
    levels = tuple(
        float(sum(people * share for people, share in zip(bands, shares[:, k], strict=True)))
        for k in range(len(LEVELS))
    )
    counts = (aged(0), aged(60), aged(65), aged(80), aged(0, 3))
    return needed(code, year, counts, levels, ratios)
