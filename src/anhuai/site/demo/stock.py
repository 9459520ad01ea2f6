"""The invented facilities of a demo county in memory: what stands where, since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final, NamedTuple

from anhuai.site.demo.chance import apportion, chance
from anhuai.site.demo.facts import Facts
from anhuai.site.demo.ground import Ground, Village
from anhuai.site.demo.loading import Row

PUBLIC, PRIVATE = "public", "private"
PUBLIC_RUN_PRIVATELY: Final = "public_built_privately_run"
FIVE_YEARS: Final = 5 * 365 + 2


class Work(NamedTuple):
    """Building works of a facility; days are ordinals."""

    kind: str
    started: int
    accepted: int
    beds: int
    nursing_beds: int
    area: float
    barrier_free: bool


class Span(NamedTuple):
    """A dated fact of a facility: its fields beside the period (ordinals, 0 for still)."""

    since: int
    until: int
    values: Row


@dataclass(slots=True)
class Facility:
    """One facility with its dated facts; `operator` is a name, "" for the village itself."""

    kind: str
    name: str
    village: Village
    ownership: str
    opened: int  # 0 where it has not opened yet
    building: float
    land: float | None = None
    tier: str = ""
    operator: str = ""
    closed: int = 0
    status: list[Span] = field(default_factory=list)
    beds: list[Span] = field(default_factory=list)  # label, nursing, public, in service
    places: list[Span] = field(default_factory=list)  # group, classes, places
    services: list[Span] = field(default_factory=list)  # code
    licences: list[Span] = field(default_factory=list)  # kind, number, issuer
    marks: list[Span] = field(default_factory=list)  # code, grade
    works: list[Work] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Style:
    """How facilities of a kind are called, owned and equipped; years before the demo's day."""

    name: str
    ownership: str = PUBLIC
    years: tuple[float, float] = (0.4, 9.0)
    building: tuple[int, int] = (60, 240)
    services: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()


_HOME_HELP: Final = ("meal_aid", "cleaning_aid", "bathing_aid", "medical_aid", "emergency_aid",
                     "mobility_aid", "visiting", "home_care_bed")  # fmt: skip
STYLES: Final = {
    "home_care_centre": Style("居家养老服务中心", PRIVATE, (6.2, 6.3), (900, 1200), _HOME_HELP),
    "meal_point": Style("助餐点", PRIVATE, (0.3, 7.0), (80, 260), ("meal_aid",), ("food",)),
    "rural_meal_point": Style("老饭桌", PUBLIC, (0.3, 4.5), (60, 160), ("meal_aid",), ("food",)),
    "mutual_aid_home": Style("幸福院", PUBLIC, (2.0, 9.0), (120, 320), ("culture", "meal_aid")),
    "care_station": Style("幸福驿站", PUBLIC_RUN_PRIVATELY, (0.5, 3.0), (90, 200),
                          ("culture", "visiting")),
    "elderly_service_complex": Style("养老服务综合体", PUBLIC_RUN_PRIVATELY, (0.0, 0.0),
                                     (1800, 2600)),
    "childcare_institution": Style(
        "托育中心", PRIVATE, (0.6, 4.0), (380, 900), (),
        ("childcare_filing", "fire_safety", "food"),
        (("infant", 1, 10), ("toddler_low", 2, 15), ("toddler_high", 2, 20)),
    ),
    "kindergarten_nursery": Style("幼儿园托班", PUBLIC, (0.8, 5.0), (90, 180), (),
                                  ("kindergarten",), (("toddler_high", 1, 20),)),
    "home_childcare_point": Style("家庭托育点", PRIVATE, (0.5, 1.5), (80, 120), (), (),
                                  (("mixed", 1, 5),)),
    "childrens_home": Style("儿童之家", PUBLIC, (1.0, 8.0), (40, 120)),
    "child_service_point": Style("儿童服务点", PUBLIC, (0.6, 4.0), (30, 60)),
    "minor_protection_station": Style("未成年人保护工作站", PUBLIC, (0.4, 3.5), (32, 80)),
    "social_work_station": Style("社会工作站", PUBLIC_RUN_PRIVATELY, (0.7, 3.5), (500, 620)),
    "older_adult_college": Style("老年大学", PUBLIC, (11.0, 12.0), (1400, 2200)),
    "older_adult_school": Style("老年学校", PUBLIC, (1.0, 6.0), (160, 380)),
    "community_service_centre": Style("党群服务中心", PUBLIC, (1.0, 12.0), (300, 900)),
    "training_base": Style("养老实训基地", PUBLIC, (2.0, 4.0), (420, 700)),
}  # fmt: skip
_NOTABLE: Final = (
    ("community_service_centre", "information_platform", 0.7),
    ("childrens_home", "demonstration", 0.1),
    ("childcare_institution", "inclusive", 0.6),
    ("childcare_institution", "demonstration", 0.3),
    ("home_care_centre", "smart", 0.5),
)
_BED_STYLE: Final = ("residential_care", "short_stay", "respite_care", "rehabilitation",
                     "meal_aid", "bathing_aid", "culture", "psychological_support")  # fmt: skip
_INSTITUTION_LICENCES: Final = ("elderly_care_filing", "fire_safety", "food",
                                "liability_insurance")  # fmt: skip


class Stock:
    """Builds the facilities, the institutions first."""

    def __init__(self, facts: Facts, ground: Ground, on: int) -> None:
        self.facts = facts
        self.ground = ground
        self.on = on
        self.luck: Random = chance(facts.county, "stock", on)
        self.facilities: list[Facility] = []
        self._names: set[tuple[str, str, str]] = set()
        self._numbers = 0
        self._build_institutions(facts.stock["institutions"])
        self._build_day_care()
        for kind, where in facts.stock.get("spread", {}).items():
            self._spread(kind, where)
        self._build_the_unfinished()

    def day(self, years: float) -> int:
        """Return the day so many years before the demo's day."""
        return self.on - round(years * 365.25)

    def institutions(self) -> list[Facility]:
        """Return those people live in."""
        return [
            one
            for one in self.facilities
            if one.beds and not one.closed and one.kind != "day_care_centre"
        ]

    # institutions -----------------------------------------------------------------------------

    def _build_institutions(self, rows: Iterable[dict[str, Any]]) -> None:
        by_code = {village.code: village for village in self.ground.villages}
        for row in rows:
            opened = self.day(row["stages"][0][0])
            facility = Facility(
                kind=row["kind"], name=row["name"], village=by_code[row["village"]],
                ownership=row["ownership"], opened=opened, building=row["building"],
                land=row["land"], tier=row.get("tier", ""), operator=row["name"],
            )  # fmt: skip
            self._furnish(facility, row)
            self._equip(facility, _BED_STYLE)
            clinic = ("medical",) if "in_house_clinic" in row["marks"] else ()
            for kind in (*_INSTITUTION_LICENCES, *clinic):
                self._license(facility, kind)
            self._mark(facility, row["marks"])
            self.facilities.append(facility)

    def _furnish(self, facility: Facility, row: dict[str, Any]) -> None:
        """Put in the beds stage by stage; each later stage is an extension accepted that day."""
        public, number = facility.ownership != PRIVATE, 0
        years, count = row.get("converted", (0, 0))
        converted = self.day(years)
        for stage, (ago, beds, nursing) in enumerate(row["stages"]):
            since = self.day(ago)
            self._work(facility, "extension" if stage else "new", since, beds, nursing)
            for place in range(beds):
                number += 1
                label = f"{number // 40 + 1}{number % 40 // 2 + 1:02d}-{number % 2 + 1}"
                changes = stage == 0 and nursing <= place < nursing + count
                first = (label, place < nursing, public, True)
                facility.beds.append(Span(since, converted if changes else 0, first))
                if changes:
                    facility.beds.append(Span(converted, 0, (label, True, public, True)))
        if count:
            self._work(facility, "renovation", converted, count, count)

    def _work(self, facility: Facility, kind: str, accepted: int, beds: int, nursing: int) -> None:
        started = accepted - 200 - int(self.luck.random() * 260)
        area = round(beds * (26 + 9 * self.luck.random()), 1) if beds else facility.building
        facility.works.append(
            Work(kind, started, accepted, beds, nursing, area, kind != "renovation")
        )

    def _equip(self, facility: Facility, services: Sequence[str]) -> None:
        for code in services:
            if code == services[0] or self.luck.random() < 0.82:
                start = max(facility.opened, self.day(0.3 + 6 * self.luck.random()))
                facility.services.append(Span(start, 0, (code,)))

    def _license(self, facility: Facility, kind: str) -> None:
        """Give a licence: renewed in time by most, near its end or past it for a few."""
        self._numbers += 1
        number = f"演示{self._numbers:05d}号"
        lasts = 365 if kind == "liability_insurance" else 5 * 365
        lot = self.luck.random()
        if kind in ("fire_safety", "elderly_care_filing", "childcare_filing"):
            until = 0
        elif lot < 0.12:
            until = self.on + 5 + int(lot * 200)
        elif lot < 0.24:
            until = self.on + 32 + int((lot - 0.12) * 450)
        elif lot < 0.28:
            until = self.on - 20 - int((lot - 0.24) * 900)
        else:
            until = self.on + 100 + int(lot * (lasts - 120))
        since = max(facility.opened, (until or self.on) - lasts)
        if not until or since < until:
            issuer = f"{self.facts.name}（演示）"
            facility.licences.append(Span(since, until, (kind, number, issuer)))

    def _mark(self, facility: Facility, marks: dict[str, str]) -> None:
        for code, grade in marks.items():
            since = max(facility.opened, self.day(0.2 + 2.6 * self.luck.random()))
            until = since + 3 * 365 if code == "star" else 0
            facility.marks.append(Span(since, until, (code, grade)))
        for code, share in (
            ("medical_contract", 0.8),
            ("legal_person_registered", 1.0),
            ("standards_compliant", 0.6),
            ("barrier_free", 0.7),
        ):
            if self.luck.random() < share:
                since = max(facility.opened, self.day(0.2 + 4 * self.luck.random()))
                facility.marks.append(Span(since, 0, (code, "")))

    # day care ---------------------------------------------------------------------------------

    def _build_day_care(self) -> None:
        """Open the centres over the years, as many five years ago as are published."""
        count = self.facts["day_care_centres"]
        early = self.facts["day_care_centres_five_years_before"] or count * 2 // 3
        special = [village for village in self.ground.villages if village.special]
        urban, rural = self.ground.urban, self.ground.rural
        twice = urban if count > len(urban) + len(rural) // 2 else []
        places = [*urban, *twice, *special[:2], *self._some(rural, len(rural))][:count]
        places = self._some(places, count)
        beds = apportion(self.facts["day_care_beds"], [1.0] * count)
        for number, village in enumerate(places):
            if number < early:
                opened = self.on - FIVE_YEARS - 30 - int(self.luck.random() ** 0.8 * 2900)
            else:
                opened = self.on - 40 - int(self.luck.random() * (FIVE_YEARS - 90))
            run = PUBLIC_RUN_PRIVATELY if village.urban or self.luck.random() < 0.12 else PUBLIC
            facility = self._new(
                "day_care_centre", "日间照料中心", village, run, opened, (352, 780)
            )
            self._equip(facility, ("day_care", "meal_aid", "culture", "visiting", "medical_aid"))
            if self.luck.random() < 0.4:
                since = max(opened, self.day(1.4))
                facility.marks.append(Span(since, 0, ("standards_compliant", "")))
            for bed in range(beds[number]):
                label = f"日{bed + 1}"
                facility.beds.append(Span(opened, 0, (label, False, True, True)))
            if number >= early:
                self._work(facility, "new", opened, 0, 0)
            elif self.luck.random() < 0.14:
                self._work(facility, "renovation", self.day(0.2 + 3 * self.luck.random()), 0, 0)

    def _some(self, villages: Sequence[Village], count: int) -> list[Village]:
        shuffled = sorted(villages, key=lambda _: self.luck.random())
        return shuffled[:count]

    def _new(
        self, kind: str, title: str, village: Village, ownership: str, opened: int,
        size: tuple[int, int],
    ) -> Facility:  # fmt: skip
        """Add a facility named after its village or town, counted where there are several."""
        name, number = f"{village.name}{title}", 1
        while (village.code, kind, name) in self._names:
            number += 1
            name = f"{village.name}第{number}{title}"
        self._names.add((village.code, kind, name))
        building = size[0] + int(self.luck.random() * (size[1] - size[0]))
        operator = ""
        if ownership != PUBLIC:
            place = int(self.luck.random() * len(OPERATORS))
            operator = name if kind in _OWN_BODIES else OPERATORS[place]
        facility = Facility(kind, name, village, ownership, opened, building, operator=operator)
        self.facilities.append(facility)
        return facility

    # the rest ---------------------------------------------------------------------------------

    def _spread(self, kind: str, where: dict[str, int]) -> None:
        style = STYLES[kind]
        for area, count in where.items():
            for village in self._choose(area, count):
                low, high = style.years
                opened = self.day(low + (high - low) * self.luck.random()) if high else 0
                title = style.name if area != "town" else f"{village.town}{style.name}"
                facility = self._new(
                    kind, style.name, village, style.ownership, opened, style.building
                )
                if area == "town":
                    facility.name = title
                if not opened:
                    continue
                self._equip(facility, style.services)
                for licence in style.licences:
                    self._license(facility, licence)
                self._fill(facility, style)

    def _choose(self, area: str, count: int) -> list[Village]:
        if area == "town":
            seats = {v.code[:9]: v for v in reversed(self.ground.villages) if not v.special}
            return self._some(list(seats.values()), count)
        pool = self.ground.urban if area == "urban" else self.ground.rural
        chosen: list[Village] = []
        while len(chosen) < count and pool:
            chosen.extend(self._some(pool, count - len(chosen)))
        return chosen

    def _fill(self, facility: Facility, style: Style) -> None:
        """Open childcare classes, as many places as are published where a county says so."""
        stated = self.facts["childcare_places"]
        for group, classes, size in style.places:
            if stated and group != "toddler_high":
                continue
            places = stated or classes * size
            facility.places.append(Span(facility.opened, 0, (group, classes, places)))
        for kind, code, share in _NOTABLE:
            if facility.kind == kind and self.luck.random() < share:
                since = max(facility.opened, self.day(4 * self.luck.random() + 0.1))
                facility.marks.append(Span(since, 0, (code, "")))

    def _build_the_unfinished(self) -> None:
        """Add what is planned, being built, suspended or closed, and write every status."""
        village = (self.ground.urban or self.ground.villages)[0]
        self._new("minor_rescue_centre", "未成年人救助保护中心", village, PUBLIC, 0, (2000, 2100))
        old = self._new(
            "elderly_care_institution",
            "老年公寓",
            self.ground.villages[-1],
            PRIVATE,
            self.day(9.5),
            (900, 1200),
        )
        old.closed = self.day(5.4)
        old.beds = [Span(old.opened, old.closed, (f"1{n:02d}-1", False, False, True))
                    for n in range(1, 15)]  # fmt: skip
        for facility in self.facilities:
            facility.status = self._history(facility)

    def _history(self, facility: Facility) -> list[Span]:
        opened, closed = facility.opened, facility.closed
        if not opened:
            started = self.day(0.9)
            return [Span(started - 300, started, ("planned",)), Span(started, 0, ("building",))]
        if closed:
            return [Span(opened, closed, ("operating",)), Span(closed, 0, ("closed",))]
        if facility.kind == "mutual_aid_home" and self.luck.random() < 0.12:
            since = self.day(0.1 + 0.8 * self.luck.random())
            return [Span(opened, since, ("operating",)), Span(since, 0, ("suspended",))]
        first = Span(opened - 240, opened, ("building",))
        return [first, Span(opened, 0, ("operating",))]


OPERATORS: Final = ("银发居家养老服务有限公司", "邻里康养服务中心", "金穗社会工作服务中心")
_OWN_BODIES: Final = frozenset({"childcare_institution", "elderly_care_institution"})
