"""Deciding a population over months: intervals of payments, packed reasons for everybody."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from anhuai.benefits.engine.changes import FIRST, age_changes, room
from anhuai.benefits.engine.layout import (
    UNSET,
    Dense,
    Layout,
    Side,
    compile_terms,
    layout_of,
    number,
)
from anhuai.benefits.engine.packing import Array, Packed
from anhuai.benefits.rules.decide import Terms
from anhuai.benefits.rules.definition import Who
from anhuai.kernel.months import Month

LONGEST: Final = 60
"""Months in one pass: what changes when is kept in the bits of one number."""
ROWS: Final = 65_536
"""Rows evaluated at once; memory depends on it, not on the population."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What came out for persons or for households; months count from the range's first.

    decisions: unit, [since, until), packed reasons · payments: unit, benefit (its position in
    `side.codes`), [since, until), fen for the benefit's period, only where something is paid.
    """

    side: Side
    unit: Array
    since: Array
    until: Array
    reasons: Array
    pay_unit: Array
    pay_benefit: Array
    pay_since: Array
    pay_until: Array
    pay_fen: Array


@dataclass(frozen=True, slots=True)
class Result:
    """Both sides of one batch under one set of terms."""

    persons: Decided
    households: Decided
    evaluated: int
    """Person-months that were really evaluated."""

    def side(self, who: Who) -> Decided:
        """Return the persons' or the households' part."""
        return self.persons if who is Who.PERSON else self.households


class Plan:
    """Terms compiled for some months and places: applied to any number of batches."""

    def __init__(
        self, terms: Terms, months: Sequence[Month], places: Sequence[str], *,
        institutions: bool = False, facts_unknown: Iterable[str] | None = None,
        cache: Path | None = None, engine: str = "auto",
    ) -> None:  # fmt: skip
        """Compile; `facts_unknown` None means that any fact may be unknown.

        `engine` is "compiled", "arrays" (numpy alone) or "auto": compiled where numba is there.
        """
        if not 1 <= len(months) <= LONGEST:
            raise ValueError(f"1 to {LONGEST} months in one pass")
        self.months = tuple(months)
        base = layout_of(terms, institutions=institutions)
        self.dense: Dense = compile_terms(base, months, places)
        unset = {
            f"param:{code}" for code, at in base.offsets.items()
            if (self.dense.values[:, :, at : at + self._size(base, code)] == UNSET).any()
        }  # fmt: skip
        facts = {one.code for one in base.facts}
        unsure = facts if facts_unknown is None else facts & set(facts_unknown)
        self.layout: Layout = replace(base, nullable=frozenset(unsure | unset))
        self.places = {place: at for at, place in enumerate(places)}
        self.room = room(months, terms.leap_rule)
        self.ages, calendar = age_changes(self.layout, months, self.dense)
        self.changes = self.dense.changes | calendar
        self._pass = _evaluator(self.layout, cache, engine)

    @staticmethod
    def _size(layout: Layout, code: str) -> int:
        found = {p.code: len(p.cells) for p in layout.terms.book.parameters}
        return found[code]

    def run(self, packed: Packed) -> Result:
        """Decide every household of a batch."""
        return self._pass(self, packed)


def _evaluator(layout: Layout, cache: Path | None, engine: str) -> Callable[[Plan, Packed], Result]:
    from anhuai.benefits.engine.kernel import compiled, interpreted

    if engine == "interpreted":
        return _Compiled(layout, interpreted(layout))
    if engine != "arrays":
        try:
            return _Compiled(layout, compiled(layout, cache))
        except ImportError:
            if engine == "compiled":
                raise
    from anhuai.benefits.engine.arrays import Arrays

    return Arrays(layout)


class _Compiled:
    """The fused pass with its buffers, which are kept from batch to batch."""

    def __init__(self, layout: Layout, run: Callable[..., None]) -> None:
        self._layout = layout
        self._run = run
        self._buffers: tuple[tuple[int, int, int], list[Array]] | None = None

    def _room_for(self, slots: int, homes: int, months: int) -> list[Array]:
        """Return buffers for the worst case; pages that are not written cost nothing."""
        want = (slots, homes, months)
        if self._buffers is None or any(a < b for a, b in zip(self._buffers[0], want, strict=True)):
            made: list[Array] = []
            for side, units in ((self._layout.persons, slots), (self._layout.households, homes)):
                rows = units * months + 1
                paid = rows * max(1, len(side.codes))
                made += [np.empty(rows, np.int64), np.empty(rows, np.int8), np.empty(rows, np.int8)]
                made.append(np.empty((rows, max(1, side.words)), np.uint64))
                made += [np.empty(paid, np.int64), np.empty(paid, np.int16)]
                made += [np.empty(paid, np.int8), np.empty(paid, np.int8), np.empty(paid, np.int64)]
            self._buffers = (want, made)
        return self._buffers[1]

    def _scratch(self, widest: int) -> list[Array]:
        """Return what the pass notes of one household: members, what is open, what is due."""
        own = max(1, len(self._layout.persons.codes))
        shared = max(1, len(self._layout.households.codes))
        shapes: list[tuple[int, ...]] = [(widest,)] * 4 + [(widest, own), (1,), (1,), (1, shared)]
        return [np.zeros(shape, np.int64) for shape in (*shapes, (own,), (shared,))]

    def __call__(self, plan: Plan, packed: Packed) -> Result:
        layout, months = self._layout, len(plan.months)
        homes = len(packed.starts) - 1
        widest = int(np.diff(packed.starts).max()) if homes else 0
        columns = (
            packed.starts, packed.hid, packed.pid, packed.fresh, packed.bm, packed.late, packed.dm,
            packed.since, packed.until, zones_of(plan, packed),
            *(packed.facts[f.code] for f in layout.facts),
        )  # fmt: skip
        buffers = self._room_for(len(packed), homes, months)
        used = np.zeros(5, np.int64)
        self._run(
            *(_fixed(one) for one in columns), number(plan.months[0]), months,
            plan.dense.version, plan.changes, plan.ages, FIRST,
            plan.room, plan.dense.values.reshape(-1), plan.dense.values.shape[1], layout.cells,
            *buffers, used, *self._scratch(widest + 1),
        )  # fmt: skip
        persons = _cut(layout.persons, buffers[:9], int(used[0]), int(used[1]))
        households = _cut(layout.households, buffers[9:], int(used[2]), int(used[3]))
        return Result(persons, households, int(used[4]))


def _fixed(column: Array) -> Array:
    """Return a read-only view: mapped, borrowed and own columns are one type to the compiler."""
    view = np.ascontiguousarray(column).view(np.ndarray)
    view.flags.writeable = False
    return view


def zones_of(plan: Plan, packed: Packed) -> Array:
    """Return each row's zone; raises `KeyError` for a place the plan was not made for."""
    lut = np.array([plan.dense.zones[place] for place in packed.places], np.int32)
    return lut[packed.place] if len(packed.places) else np.zeros(0, np.int32)


def _cut(side: Side, buffers: list[Array], rows: int, paid: int) -> Decided:
    """Return views of what was written; valid until the next batch, `kept` copies."""
    unit, since, until, reasons = (one[:rows] for one in buffers[:4])
    pay = [one[:paid] for one in buffers[4:]]
    return Decided(side, unit, since, until, reasons, *pay)


def kept(result: Result) -> Result:
    """Return a copy that the next batch does not overwrite."""

    def copied(one: Decided) -> Decided:
        names = ("unit", "since", "until", "reasons", "pay_unit", "pay_benefit", "pay_since",
                 "pay_until", "pay_fen")  # fmt: skip
        return replace(one, **{name: getattr(one, name).copy() for name in names})

    return Result(copied(result.persons), copied(result.households), result.evaluated)


def batches(packed: Packed, rows: int = ROWS) -> Iterator[Packed]:
    """Yield parts of whole households of about so many rows."""
    low, last = 0, len(packed.starts) - 1
    while low < last:
        high = int(np.searchsorted(packed.starts, packed.starts[low] + rows, side="right")) - 1
        high = min(max(high, low + 1), last)
        yield packed.households(low, high)
        low = high
