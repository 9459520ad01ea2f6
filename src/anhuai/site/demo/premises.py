"""The facilities' tables as plain rows, and the bodies that run them."""

from collections.abc import Iterator
from json import dumps
from random import Random
from typing import Final

from anhuai.facilities.rules import NURSING_CHECKS
from anhuai.kernel.organisations import make_social_credit_code
from anhuai.platform.searching import pinyin, search_text
from anhuai.site.demo.calendar import instant, text
from anhuai.site.demo.cards import REGION
from anhuai.site.demo.chance import chance
from anhuai.site.demo.ground import Ground, address
from anhuai.site.demo.lives import Past
from anhuai.site.demo.loading import Batch, Row
from anhuai.site.demo.rows import BY, SOURCE, recorded
from anhuai.site.demo.stock import OPERATORS, Facility, Span, Stock

INSTITUTION, PROVIDER, DEPARTMENT = "institution", "provider", "department"
DEPARTMENTS: Final = ("民政局", "卫生健康局")
_CHECKS: Final = list(NURSING_CHECKS)
_DATED: Final = "id facility_id since until recorded_at recorded_by retracted_at source"


class Bodies:
    """The organisations of the demo by name: departments, institutions, providers."""

    def __init__(self, stock: Stock) -> None:
        facts = stock.facts
        self._rows: list[tuple[str, str, str, int]] = [
            (DEPARTMENT, f"{facts.name}{name}", facts.code, 0) for name in DEPARTMENTS
        ]
        homes = {one.name: one for one in stock.institutions()}
        for one in stock.facilities:
            if one.operator and one.operator not in OPERATORS:
                kind = INSTITUTION if one.name in homes else PROVIDER
                self._rows.append((kind, one.operator, one.village.code, one.opened))
        self._rows += [(PROVIDER, name, facts.code, stock.day(9.0)) for name in OPERATORS]
        self._ids = {name: key for key, (_, name, _, _) in enumerate(self._rows, 1)}
        self._first = stock.day(20.0)

    def id_of(self, name: str) -> int | None:
        """Return an organisation's id; None for no name."""
        return self._ids.get(name)

    def code_of(self, name: str) -> str:
        """Return the valid, invented social credit code of an organisation."""
        kind = self._rows[self._ids[name] - 1][0]
        prefix = {DEPARTMENT: "11", INSTITUTION: "52"}.get(kind, "91")
        return make_social_credit_code(prefix, REGION, f"MA{self._ids[name]:06d}")

    def batch(self) -> Batch:
        """Return the organisations' table."""
        rows = [
            (
                key,
                kind,
                name,
                pinyin(name),
                self.code_of(name),
                division,
                text(since or self._first),
                None,
                1,
            )
            for key, (kind, name, division, since) in enumerate(self._rows, 1)
        ]
        return Batch(
            "platform.Organisation",
            "id kind name pinyin social_credit_code division since until version",
            rows,
        )


class Premises:
    """Turns the stock into rows; ids are the places in its list plus one."""

    def __init__(self, stock: Stock, bodies: Bodies, ground: Ground, past: Past) -> None:
        self._stock = stock
        self._bodies = bodies
        self._ground = ground
        self._past = past
        self._luck: Random = chance(stock.facts.county, "premises")

    def batches(self) -> list[Batch]:
        """Return every table, facilities first."""
        return [
            Batch(
                "facilities.Facility",
                "id kind name pinyin search division address longitude latitude ownership tier "
                "operator_id social_credit_code land_area building_area phone opened closed status "
                "created_at updated_at version",
                self._facilities(),
            ),
            self._dated("StatusChange", "status", "status", "reason"),
            self._beds(),
            self._dated("ChildcarePlaces", "places", "group classes places"),
            self._dated("Service", "services", "code"),
            self._dated("Licence", "licences", "kind number issuer"),
            self._dated("Mark", "marks", "code grade"),
            Batch(
                "facilities.Works",
                "id facility_id kind started accepted beds nursing_beds area barrier_free "
                "recorded_at recorded_by",
                self._works(),
            ),
        ]

    def _facilities(self) -> Iterator[Row]:
        past, luck = self._past, self._luck
        for key, one in enumerate(self._stock.facilities, 1):
            village = one.village
            hamlet = int(luck.random() * len(village.hamlets))
            lon, lat = self._ground.house(village, hamlet, luck)
            known = recorded(one.opened, past)
            scc = self._bodies.code_of(one.name) if self._bodies.id_of(one.name) else ""
            yield (
                key, one.kind, one.name, pinyin(one.name), search_text(one.name), village.code,
                address(village, hamlet, 300 + key % 90), lon, lat, one.ownership, one.tier,
                self._bodies.id_of(one.operator), scc, one.land, round(one.building, 2),
                f"100{key * 104729 % 100_000_000:08d}", text(one.opened) if one.opened else None,
                text(one.closed) if one.closed else None, _status(one), known, known, 1,
            )  # fmt: skip

    def _beds(self) -> Batch:
        """Return every bed with its room, an invented price, and what was found on site."""
        plain = self._spans("beds", ())
        rows = (
            (*row, str(row[8]).rpartition("-")[0], (180_000 if row[9] else 90_000) + 5_000,
             dumps(_CHECKS[: 4 if row[0] % 9 else 2] if row[9] else []), False)  # type: ignore[operator]
            for row in plain
        )  # fmt: skip
        columns = f"{_DATED} label nursing public in_service room price checklist medical"
        return Batch("facilities.Bed", columns, rows)

    def _dated(self, model: str, attribute: str, columns: str, empty: str = "") -> Batch:
        columns = f"{_DATED} {columns} {empty}".strip()
        extra = ("",) if empty else ()
        return Batch(f"facilities.{model}", columns, self._spans(attribute, extra))

    def _spans(self, attribute: str, extra: tuple[str, ...]) -> Iterator[Row]:
        key = 0
        for facility, one in enumerate(self._stock.facilities, 1):
            spans: list[Span] = getattr(one, attribute)
            for span in spans:
                key += 1
                yield (
                    key, facility, text(span.since), text(span.until) if span.until else None,
                    recorded(span.since, self._past), BY, None, SOURCE, *span.values, *extra,
                )  # fmt: skip

    def _works(self) -> Iterator[Row]:
        key = 0
        for facility, one in enumerate(self._stock.facilities, 1):
            for work in one.works:
                key += 1
                known = instant(min(work.accepted + 3, self._past.on - 1))
                yield (key, facility, work.kind, text(work.started), text(work.accepted),
                       *work[3:], known, BY)  # fmt: skip


def _status(facility: Facility) -> str:
    return str(facility.status[-1].values[0])
