"""What a tier of visits is: whom it lists from the register, how often, the chores it brings."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from anhuai.kernel.confidence import Basis
from anhuai.kernel.divisions import is_within

ELDER = 60
"""Full years from which somebody is an older person (Elder Law art. 2)."""


@dataclass(frozen=True, slots=True)
class Need:
    """One way onto a list: in one of some circumstances (of some kinds), of an age.

    `codes` empty lists everybody of the age.
    """

    codes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    min_age: int = ELDER

    def meets(self, age: int, held: Iterable[tuple[str, str]]) -> bool:
        """Whether somebody of an age with (code, kind) circumstances is on the list by it."""
        if age < self.min_age:
            return False
        if not self.codes:
            return True
        return any(
            code in self.codes and (not self.kinds or kind in self.kinds) for code, kind in held
        )


@dataclass(frozen=True, slots=True)
class Chore:
    """Something done at the house in a rhythm of its own."""

    code: str
    title: str
    title_en: str
    every_days: int


@dataclass(frozen=True, slots=True)
class Example:
    """Somebody and whether the tier lists them; `held` are circumstances, "tekun:scattered"."""

    says: str
    age: int
    held: tuple[str, ...]
    listed: bool

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The circumstances as (code, kind)."""
        return [(code, kind) for code, _colon, kind in (one.partition(":") for one in self.held)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A rule of visits: any of the needs lists somebody, `every_days` is the longest gap.

    `areas` are the divisions that have decided it, "" the whole country: there it holds until the
    county sets otherwise, elsewhere only when the county sets an interval. `interval_basis` says
    how well the interval is known where it is less sure than the rule.
    """

    title: str
    title_en: str
    says: str
    says_en: str
    needs: tuple[Need, ...]
    every_days: int
    areas: tuple[str, ...]
    chores: tuple[Chore, ...] = ()
    basis: Basis
    interval_basis: Basis | None = None
    examples: tuple[Example, ...]

    def lists(self, age: int, held: Collection[tuple[str, str]]) -> bool:
        """Whether somebody of an age with (code, kind) circumstances is visited by this rule."""
        return any(need.meets(age, held) for need in self.needs)

    def default_days(self, division: str) -> int:
        """Return the interval in an area before the county decides, 0 where it is not in force."""
        return self.every_days if any(is_within(division, one) for one in self.areas) else 0

    @property
    def codes(self) -> frozenset[str]:
        """Every circumstance the rule looks at."""
        return frozenset(code for need in self.needs for code in need.codes)

    @property
    def everybody_from(self) -> int | None:
        """The age from which everybody is listed, None where circumstances are needed."""
        return min((need.min_age for need in self.needs if not need.codes), default=None)


def tiers_of(
    tiers: Mapping[str, Tier], days: Mapping[str, int], age: int,
    held: Collection[tuple[str, str]],
) -> tuple[tuple[str, ...], int]:  # fmt: skip
    """Return the tiers in force that list somebody, and the shortest of their intervals; () and 0.

    `days` is the interval of each tier in this county, 0 where it is not in force.
    """
    found = tuple(code for code, tier in tiers.items() if days[code] and tier.lists(age, held))
    return found, min((days[code] for code in found), default=0)
