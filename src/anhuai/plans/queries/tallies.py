"""Counting facts by division: each once for a county, remembered until the next write."""

from collections import OrderedDict
from collections.abc import Sequence
from decimal import Decimal
from threading import Lock

from django.db.models import Count as CountRows
from django.db.models import Q
from django.db.models import Sum as SumOf

from anhuai.kernel.divisions import Level, town_kind
from anhuai.people.rules.facts import birth_bound
from anhuai.places import queries as places
from anhuai.plans.queries.frame import Frame
from anhuai.plans.queries.sources import rows_of
from anhuai.plans.rules import Source, Sum, Units, source
from anhuai.plans.rules.evaluating import Tally
from anhuai.platform import audit, wall
from anhuai.platform.acting import Actor, Holding

_REMEMBERED = 8192
_MEMORY: "OrderedDict[tuple[object, ...], object]" = OrderedDict()
_LOCK = Lock()
_POPULATIONS = ("people.residents", "people.registered")


def forget() -> None:
    """Drop every remembered count (in tests)."""
    with _LOCK:
        _MEMORY.clear()


def counter_for(division: str) -> Actor:
    """Return who counts for a figure: reaches exactly the division, and shows no names."""
    return Actor(name="指标测算", holdings=(Holding("county_officer", division=division),))


class Tallies:
    """The counts of one division in one frame, each taken once and kept until the next write."""

    def __init__(self, division: str, frame: Frame) -> None:
        self.division = division
        self.frame = frame
        self._actor = counter_for(division)
        self._version = audit.last_change()
        self._own: dict[object, object] = {}

    def of(self, what: Sum) -> Tally:
        """Return how much of a sum lies in each place of the division."""
        return self._kept(what, lambda: self._counted(what))  # type: ignore[return-value]

    def units(self, units: Units) -> Sequence[str]:
        """Return the codes of the divisions of some units in the division, in order."""
        return self._kept(units, lambda: self._divided(units))  # type: ignore[return-value]

    def gather(self, sums: Sequence[Sum]) -> None:
        """Count the populations among some sums in one pass each, instead of one pass a sum."""
        for name in _POPULATIONS:
            wanted = [one for one in dict.fromkeys(sums) if one.source.name == name]
            if len([one for one in wanted if self._key(one) not in _MEMORY]) > 1:
                self._populations(name, wanted)

    @wall.lifted()  # a figure is kept for everybody, whoever asked first
    def _populations(self, name: str, wanted: Sequence[Sum]) -> None:
        rows = rows_of(self._actor, source(name), self.frame, self.division)
        columns = {
            f"n{at}": CountRows("pk", filter=self._condition(one.source))
            for at, one in enumerate(wanted)
        }
        found: list[dict[str, Decimal]] = [{} for _ in wanted]
        for row in rows.rows.order_by().values(rows.place).annotate(**columns):
            for at in range(len(wanted)):
                if row[f"n{at}"]:
                    found[at][row[rows.place]] = Decimal(row[f"n{at}"])
        for one, tally in zip(wanted, found, strict=True):
            self._keep(one, tally)

    def _condition(self, one: Source) -> Q | None:
        condition = Q()
        if "min_age" in one.given:
            condition &= Q(born__lte=birth_bound(self.frame.on, int(str(one.given["min_age"]))))
        if "hukou_kind" in one.given:
            condition &= Q(hukou_kind=one.given["hukou_kind"])
        return condition or None

    def _counted(self, what: Sum) -> dict[str, Decimal]:
        found = rows_of(self._actor, what.source, self.frame, self.division)
        amount = what.field or found.amount
        much = (
            SumOf(amount) if amount
            else CountRows(found.distinct or "pk", distinct=bool(found.distinct))
        )  # fmt: skip
        rows = found.rows.order_by().values(found.place).annotate(much=much)
        return {
            row[found.place]: Decimal(row["much"])
            for row in rows
            if row[found.place] and row["much"]
        }

    def _divided(self, units: Units) -> list[str]:
        rows = places.divisions(
            self._actor, on=self.frame.on, level=units.level, urban=units.urban,
            division=self.division,
        )  # fmt: skip
        codes = sorted(rows.values_list("code", flat=True))
        if units.level is Level.TOWN and units.towns:
            codes = [code for code in codes if town_kind(code) in units.towns]
        return codes

    def _key(self, what: object) -> tuple[object, ...]:
        # Only what a count depends on, so that two plans share most of their counts.
        starts, plan = 0, ""
        if isinstance(what, Sum):
            starts = self.frame.starts if what.source.is_windowed else 0
            plan = self.frame.plan if what.source.is_of_plan else ""
        return (self._version, self.division, self.frame.on, starts, plan, what)

    def _keep(self, what: object, value: object) -> None:
        if not self._version:  # nothing was ever written through an action: nothing tells a change
            self._own[what] = value
            return
        with _LOCK:
            _MEMORY[self._key(what)] = value
            while len(_MEMORY) > _REMEMBERED:
                _MEMORY.popitem(last=False)

    @wall.lifted()
    def _kept(self, what: object, count: "object") -> object:
        found = self._own.get(what)
        if found is None:
            found = _MEMORY.get(self._key(what))
        if found is None:
            found = count()  # type: ignore[operator]
            self._keep(what, found)
        return found
