"""What may be drawn together: per-jurisdiction tables, applied in a fixed order."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from anhuai.kernel.confidence import Basis
from anhuai.kernel.divisions import NATION, is_within
from anhuai.kernel.months import Month


class Relation(StrEnum):
    """How two benefits of one person stand to each other; applied in this order."""

    EXCLUDE = "exclude"
    """Who draws the first does not draw the second."""
    HIGHER_OF = "higher_of"
    """Only the higher is drawn (就高不重复), the first where they are equal."""
    SAME_SCHEME_ONE = "same_scheme_one"
    """Two kinds of one scheme: only the higher is drawn, the first where they are equal."""
    TOP_UP = "top_up"
    """The second is paid only for what it exceeds the first (补差)."""
    STACK = "stack"
    """Both are drawn."""

    @property
    def label(self) -> str:
        """Its name in Chinese."""
        return _LABELS[self][0]

    @property
    def label_en(self) -> str:
        """Its name in English."""
        return _LABELS[self][1]


_LABELS = {
    Relation.EXCLUDE: ("互斥", "Exclude"),
    Relation.HIGHER_OF: ("就高", "Higher of"),
    Relation.SAME_SCHEME_ONE: ("同类只享一项", "One of a scheme"),
    Relation.TOP_UP: ("补差", "Top up"),
    Relation.STACK: ("可叠加", "Stack"),
}
PHASES = (
    (Relation.EXCLUDE,), (Relation.HIGHER_OF, Relation.SAME_SCHEME_ONE), (Relation.TOP_UP,),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """What a jurisdiction decided about two benefits; `first` goes before."""

    relation: Relation
    first: str
    second: str
    basis: Basis
    since: Month | None = None
    until: Month | None = None

    def __post_init__(self) -> None:
        if self.first == self.second:
            raise ValueError(f"{self.first} beside itself")

    def holds(self, month: Month) -> bool:
        """Whether it is in force in a month."""
        return (self.since is None or self.since <= month) and (
            self.until is None or month < self.until
        )

    @property
    def losers(self) -> tuple[str, ...]:
        """The benefits that may lose by it."""
        if self.relation is Relation.STACK:
            return ()
        if self.relation in (Relation.HIGHER_OF, Relation.SAME_SCHEME_ONE):
            return (self.first, self.second)
        return (self.second,)

    def winner_of(self, loser: str) -> str:
        """Return the benefit beside which one lost."""
        return self.second if loser == self.first else self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class StackExample:
    """A case worked by hand: what is granted, and what remains of it, in fen. Tests execute it."""

    says: str
    granted: Mapping[str, int]
    paid: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StackingTable:
    """The table of one jurisdiction; of several the one of the nearest place decides alone."""

    title: str
    title_en: str
    place: str = NATION
    rules: tuple[Stack, ...]
    examples: tuple[StackExample, ...] = ()

    @property
    def ordered(self) -> tuple[Stack, ...]:
        """The rules that take something away, in the order they are applied."""
        return tuple(one for phase in PHASES for one in self.rules if one.relation in phase)


def table_for(tables: tuple[StackingTable, ...], place: str) -> StackingTable | None:
    """Return the table of the nearest place on the way up; None where nothing is decided."""
    fitting = [one for one in tables if is_within(place, one.place)]
    return max(fitting, key=lambda one: len(one.place), default=None)


@dataclass(frozen=True, slots=True)
class Lost:
    """A benefit that gave way: to which rule, and what remained of it."""

    rule: Stack
    remains: int


def settle(
    table: StackingTable | None, amounts: Mapping[str, int], month: Month
) -> tuple[dict[str, int], dict[str, Lost]]:
    """Return what is paid of the granted amounts (all positive), and who lost by which rule.

    Only what is granted takes part: a benefit that is refused or unknown takes nothing away.
    """
    paid, lost = dict(amounts), {}
    for rule in table.ordered if table is not None else ():
        first, second = paid.get(rule.first, 0), paid.get(rule.second, 0)
        if not (rule.holds(month) and first > 0 and second > 0):
            continue
        loser, remains = rule.second, 0
        if rule.relation is Relation.TOP_UP:
            remains = max(0, second - first)
        elif rule.relation is not Relation.EXCLUDE and second > first:
            loser = rule.first
        paid[loser] = remains
        lost[loser] = Lost(rule, remains)
    return paid, lost
