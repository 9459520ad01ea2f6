"""What a scale is: items with options, levels, how a level is derived, adjusted and doubted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from anhuai.assessments.rules.annex import Health
from anhuai.kernel.confidence import Basis

Points = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of an item: its points, and what it means in plain words."""

    points: int
    says: str
    says_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item, its options from able to unable; `basis` only where known worse than the scale."""

    code: str
    clause: str = ""
    title: str
    title_en: str
    options: tuple[Option, ...]
    hint: str = ""
    hint_en: str = ""
    basis: Basis | None = None

    @property
    def points(self) -> frozenset[int]:
        """The points an answer may have."""
        return frozenset(option.points for option in self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A named group of items."""

    code: str
    title: str
    title_en: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One result; 0 is best and higher is worse on every scale here."""

    level: int
    code: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: `code` for programs, sentences for people."""

    code: str
    message: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What a county sets: whether raises add up, and how many events raise a level."""

    is_cumulative: bool = False
    risk_events: int = 2


@dataclass(frozen=True, slots=True)
class Scored:
    """What item scores alone give: the total where there is one, parts' sums and grades, a level.

    `level` is None where the scale's own table does not say; `doubts` tell why.
    """

    total: int | None
    sums: Mapping[str, int]
    grades: Mapping[str, int]
    level: int | None
    doubts: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What moves a level: `to` says to which, None one level worse."""

    code: str
    title: str
    title_en: str
    applies: Callable[[Health, Settings], bool]
    to: int | None = None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Check:
    """A pair of answers that can hardly both be true; `clashes` says when."""

    finding: Finding
    clashes: Callable[[Points, Health], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked case: `total` is spread over the items, or `points` names some (the others best).

    `score_level` None means that the scale's table gives no level and the form is refused.

    `warned` None means that warnings are not looked at.
    """

    says: str
    total: int | None = None
    points: Mapping[str, int] = field(default_factory=dict)
    health: Health = field(default_factory=Health)
    settings: Settings = field(default_factory=Settings)
    score_level: int | None
    final_level: int | None
    warned: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """One scale in one version; the file's name is its code, `scale_id` what others call it.

    `score` derives a level from complete points. `every_months` is how often somebody is due again
    (None: the source does not say). `called_for` are the circumstances that call for it (ours, C),
    `within_workdays` how soon after a reported change, `in_force` since when (where it is known),
    `asks_health` whether annex A belongs to it.
    """

    scale_id: str
    version: str
    title: str
    title_en: str
    short: str
    short_en: str
    says: str
    says_en: str
    parts: tuple[Part, ...]
    levels: tuple[Level, ...]
    score: Callable[[Points], Scored]
    adjustments: tuple[Adjustment, ...] = ()
    checks: tuple[Check, ...] = ()
    every_months: int | None = None
    every_basis: Basis
    called_for: tuple[str, ...] = ()
    within_workdays: int | None = None
    in_force: date | None = None
    asks_health: bool = False
    basis: Basis
    notes: tuple[str, ...] = ()
    examples: tuple[Example, ...]

    @property
    def items(self) -> Mapping[str, Item]:
        """Every item by its code, in the form's order."""
        return MappingProxyType({item.code: item for part in self.parts for item in part.items})

    @property
    def worst(self) -> int:
        """The worst level."""
        return max(one.level for one in self.levels)

    def level(self, number: int) -> Level:
        """Return a level by its number."""
        return next(one for one in self.levels if one.level == number)

    @staticmethod
    def best(item: Item) -> int:
        """Return the points of the answer that shows no loss."""
        return item.options[0].points
