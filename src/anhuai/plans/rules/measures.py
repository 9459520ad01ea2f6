"""The measure language: what an indicator counts, as frozen nodes that check themselves when built.

A leaf (`Source`) is a named fact of a lower room with filters; nodes say how facts make a figure.
A node never touches a record: `queries` tallies the sources by division and hands the tallies over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from anhuai.kernel.divisions import Level, TownKind


class BadMeasure(TypeError):
    """A measure that names an unknown fact, filter or field; for developers."""


PLAN: Final = "plan"
"""Within the plan's years up to the day (or the five-year period, where no plan is given)."""
YEAR: Final = "year"
"""Within the calendar year of the day."""
TWO_YEARS: Final = "two_years"
"""Within the 24 months before the day."""
WINDOWS: Final = frozenset({PLAN, YEAR, TWO_YEARS})

Value = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A fact of a lower room: what one of it is, how it may be filtered and summed."""

    title: str
    title_en: str
    entity: str
    """What stands behind the figure, as the list of it shows."""
    filters: frozenset[str]
    fields: frozenset[str] = frozenset()
    windows: frozenset[str] = frozenset()
    """The filters whose value is a window of time."""


def _kind(title: str, title_en: str, entity: str, filters: str, **more: str) -> SourceKind:
    windows = frozenset(more.get("windows", "").split())
    return SourceKind(
        title, title_en, entity, frozenset(filters.split()) | windows,
        frozenset(more.get("fields", "").split()), windows,
    )  # fmt: skip


SOURCES: Final[Mapping[str, SourceKind]] = MappingProxyType(
    {
        "people.residents": _kind("常住人口", "residents", "person", "min_age hukou_kind"),
        "people.registered": _kind("户籍人口", "registered people", "person", "min_age hukou_kind"),
        "people.with_circumstance": _kind(
            "有某种情形的常住人口", "residents in a circumstance", "person",
            "code grades kinds also",
        ),
        "facilities.operating": _kind(
            "在营机构设施", "operating facilities", "facility",
            "groups kinds ownership marks licences tier works urban", windows="opened",
        ),
        "facilities.beds": _kind(
            "床位", "beds", "facility", "groups kinds ownership nursing public"
        ),
        "placements.occupied": _kind(
            "有人住的床位", "beds lived in", "facility", "groups kinds ownership"
        ),
        "siting.projects": _kind(
            "建成的新建居住项目", "completed residential projects", "housing_project", "compliant",
        ),
        "siting.rooms": _kind(
            "社区服务用房", "community service premises", "community_room", "free_for_elders",
            fields="area elders_m2",
        ),
        "facilities.childcare_places": _kind("托位", "childcare places", "facility", "kinds"),
        "childcare.inclusive": _kind(
            "按普惠价在托的全日托儿童", "children in inclusive full-day places", "place", "",
            fields="fee income",
        ),
        "facilities.works": _kind(
            "工程", "works", "works", "groups kinds works barrier_free",
            windows="accepted started", fields="beds nursing_beds area",
        ),
        "services.targets": _kind(
            "当月探访名单上的人", "persons on the month's visiting list", "person", "visited"
        ),
        "services.adapted": _kind(
            "验收的适老化改造", "homes whose adaptation was accepted", "home", "",
            windows="accepted",
        ),
        "services.learners": _kind(
            "经常参加学习的老年人", "elders regularly taking part in learning", "person", ""
        ),
        "workforce.posts": _kind(
            "在岗人员", "posts", "worker", "kinds facility_groups certified trainings inducted",
            windows="trained begun",
        ),
        "workforce.trainings": _kind(
            "完成的培训", "completed trainings", "worker", "post_kinds trainings distinct",
            windows="completed",
        ),
        "civil.organisations": _kind(
            "社会组织", "social organisations", "organisation",
            "kinds works_in has_party_organisation is_party_demonstration", windows="registered",
        ),
        "civil.volunteers": _kind("志愿者", "volunteers", "volunteer", "min_age"),
        "civil.teams": _kind("志愿服务队伍", "volunteer teams", "team", ""),
        "plans.projects": _kind(
            "规划项目", "projects of the plan", "project", "status about", fields="budget beds"
        ),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A fact with its filters; equal sources are tallied once."""

    name: str
    filters: tuple[tuple[str, Value], ...] = ()

    def __post_init__(self) -> None:
        kind = SOURCES.get(self.name)
        if kind is None:
            raise BadMeasure(f"no such fact: {self.name}")
        for key, value in self.filters:
            if key not in kind.filters:
                raise BadMeasure(f"{self.name} has no filter {key}")
            if key in kind.windows and value not in WINDOWS:
                raise BadMeasure(f"{self.name}: {key} is one of {sorted(WINDOWS)}, not {value!r}")

    @property
    def kind(self) -> SourceKind:
        """What the fact is."""
        return SOURCES[self.name]

    @property
    def given(self) -> Mapping[str, Value]:
        """The filters by name."""
        return dict(self.filters)

    @property
    def is_windowed(self) -> bool:
        """Whether the count depends on the first year of the plan."""
        return any(key in self.kind.windows and value == PLAN for key, value in self.filters)

    @property
    def is_of_plan(self) -> bool:
        """Whether the count depends on which plan asks."""
        return self.name.startswith("plans.")


def source(name: str, **filters: Value) -> Source:
    """Return a fact with its filters, checked; lists of codes are tuples."""
    return Source(name, tuple(sorted(filters.items())))


@dataclass(frozen=True, slots=True)
class Units:
    """The divisions of a level: only urban or rural committees, only some kinds of towns."""

    level: Level
    urban: bool | None = None
    towns: tuple[TownKind, ...] = ()

    def __post_init__(self) -> None:
        if self.urban is not None and self.level is not Level.VILLAGE:
            raise BadMeasure("only villages are urban or rural")
        if self.towns and self.level is not Level.TOWN:
            raise BadMeasure("only towns have kinds of towns")


PREFECTURES: Final = Units(Level.PREFECTURE)
COUNTIES: Final = Units(Level.COUNTY)
TOWNS: Final = Units(Level.TOWN, towns=(TownKind.STREET, TownKind.TOWN, TownKind.TOWNSHIP))
"""Towns, townships and streets; farms and development zones are no 乡镇（街道）."""
STREETS: Final = Units(Level.TOWN, towns=(TownKind.STREET,))
RURAL_TOWNS: Final = Units(Level.TOWN, towns=(TownKind.TOWN, TownKind.TOWNSHIP))
COMMITTEES: Final = Units(Level.VILLAGE)
URBAN: Final = Units(Level.VILLAGE, urban=True)
RURAL: Final = Units(Level.VILLAGE, urban=False)


@dataclass(frozen=True, slots=True)
class Sum:
    """What is added up of a source: its records, or one of their fields."""

    source: Source
    field: str = ""

    def __post_init__(self) -> None:
        if self.field and self.field not in self.source.kind.fields:
            raise BadMeasure(f"{self.source.name} has no field {self.field}")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a measure came to: numerator, denominator (None for a plain count), value."""

    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None


_PLACES: Final = Decimal("0.0001")


def _divided(top: Decimal, bottom: Decimal, times: int) -> Parts:
    value = (top * times / bottom).quantize(_PLACES) if bottom else None
    return Parts(top, bottom, value)


@dataclass(frozen=True, slots=True)
class Count:
    """How many records there are, or what a field adds up to, in units of `per`."""

    what: Sum
    per: int = 1

    def __post_init__(self) -> None:
        if self.per < 1:
            raise BadMeasure("a count is in units of at least one")

    @property
    def sums(self) -> tuple[Sum, ...]:
        """What must be tallied."""
        return (self.what,)

    def value_of(self, parts: Sequence[Decimal]) -> Parts:
        """Return the figure of (total,)."""
        (total,) = parts
        value = (total / self.per).quantize(_PLACES)
        return Parts(value, None, value)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Top over bottom, times 100, 1000 …; no value where the bottom is nothing."""

    top: Sum
    bottom: Sum
    times: int = 100

    def __post_init__(self) -> None:
        if self.times < 1:
            raise BadMeasure("a ratio is times at least one")

    @property
    def sums(self) -> tuple[Sum, ...]:
        """What must be tallied."""
        return (self.top, self.bottom)

    def value_of(self, parts: Sequence[Decimal]) -> Parts:
        """Return the figure of (top, bottom)."""
        top, bottom = parts
        return _divided(top, bottom, self.times)


@dataclass(frozen=True, slots=True)
class Having:
    """The divisions of some units that have at least one record of a source inside."""

    units: Units
    source: Source


@dataclass(frozen=True, slots=True)
class ShareOfDivisions:
    """The share of divisions that have something, in percent; several kinds are taken together."""

    having: tuple[Having, ...]
    times: int = 100

    def __post_init__(self) -> None:
        if not self.having:
            raise BadMeasure("a share of divisions says of which and having what")

    @property
    def sums(self) -> tuple[Sum, ...]:
        """What must be tallied."""
        return tuple(Sum(one.source) for one in self.having)

    def value_of(self, parts: Sequence[Decimal]) -> Parts:
        """Return the figure of (divisions that have it, all of them)."""
        top, bottom = parts
        return _divided(top, bottom, self.times)


def share_of(units: Units, having: Source) -> ShareOfDivisions:
    """Return the share of the units that have a record of the source inside."""
    return ShareOfDivisions((Having(units, having),))


@dataclass(frozen=True, slots=True)
class CountOfDivisions:
    """How many divisions have something."""

    having: Having

    @property
    def sums(self) -> tuple[Sum, ...]:
        """What must be tallied."""
        return (Sum(self.having.source),)

    def value_of(self, parts: Sequence[Decimal]) -> Parts:
        """Return the figure of (divisions that have it, all of them)."""
        return Parts(parts[0], None, parts[0])


@dataclass(frozen=True, slots=True)
class MinOverDivisions:
    """The least number of records any of the units has: what "each has at least n" asks for.

    The numerator is how many records all the units have, the denominator how many units there are.
    """

    units: Units
    source: Source

    @property
    def sums(self) -> tuple[Sum, ...]:
        """What must be tallied."""
        return (Sum(self.source),)

    def value_of(self, parts: Sequence[Decimal]) -> Parts:
        """Return the figure of the counts of every unit; no value where there is no unit."""
        if not parts:
            return Parts(Decimal(0), Decimal(0), None)
        return Parts(sum(parts, Decimal()), Decimal(len(parts)), min(parts))


Measure = Count | Ratio | ShareOfDivisions | CountOfDivisions | MinOverDivisions


def is_windowed(measure: Measure) -> bool:
    """Say whether the measure depends on the first year of the plan."""
    return any(one.source.is_windowed for one in measure.sums)


def is_of_plan(measure: Measure) -> bool:
    """Say whether the measure depends on which plan asks."""
    return any(one.source.is_of_plan for one in measure.sums)


def of(name: str, *, field: str = "", **filters: Value) -> Sum:
    """Return how many records of a source there are, or the sum of a field."""
    return Sum(source(name, **filters), field)


def count(name: str, *, field: str = "", per: int = 1, **filters: Value) -> Count:
    """Return the measure that counts a source, or adds up a field of it in units of `per`."""
    return Count(of(name, field=field, **filters), per)
