"""Who comes first: dated priority rules, the order they give, and why somebody stands there.

A rule is a definition of its own (catalogue/priorities); its rank is a county setting, as only the
principle stands in the law (Elder law Art 41) and not the sequence. The order is a pure function of
the facts, so that anybody concerned can compute it again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from anhuai.kernel.confidence import Basis
from anhuai.kernel.months import age_on
from anhuai.placements.rules.words import Kind

LAST = 99
"""The rank of who falls under no rule: by the day of the application alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the registers know of one applicant on a day.

    `level` is the ability level (0 able … 4 complete) of the national scale, None where nobody
    assessed the person: unknown, never able.
    """

    key: int
    applied_on: date
    born: date
    kind: Kind = Kind.RESIDENTIAL
    circumstances: Mapping[str, str]
    """Code of each circumstance that holds, with its grade ("" for none)."""
    level: int | None = None
    is_resident: bool = True

    def age(self, on: date) -> int:
        """Return the age in full years."""
        return age_on(self.born, on)


Test = Callable[[Facts, date], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example: facts on a day and whether the rule takes the applicant."""

    says: str
    facts: Facts
    on: date
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """One published rule: `rank` 1 comes first unless the county sets another.

    `since` is the day the rule is in force from. `public` names the group on the published list:
    nothing that tells an illness or a family's grief.
    """

    title: str
    title_en: str
    rank: int
    basis: Basis
    since: date
    until: date | None = None
    test: Test
    examples: tuple[Example, ...]

    def in_force(self, on: date) -> bool:
        """Whether the rule counts on a day."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a day in order of rank: (rank, code, rule); those of rank 0 are switched off."""

    on: date
    ranked: tuple[tuple[int, str, Priority], ...]


def rules_on(
    priorities: Mapping[str, Priority], on: date, ranks: Mapping[str, int] | None = None
) -> Rules:
    """Return the rules in force on a day, with the county's ranks where it set them."""
    given = ranks or {}
    ranked = [
        (given.get(code, one.rank), code, one) for code, one in priorities.items()
        if one.in_force(on) and given.get(code, one.rank) > 0
    ]  # fmt: skip
    return Rules(on, tuple(sorted(ranked, key=lambda row: row[:2])))


class Standing(NamedTuple):
    """Where one applicant stands: compared by rank, then the day of applying, then the number."""

    rank: int
    applied_on: date
    key: int
    code: str = ""


def standing(facts: Facts, rules: Rules) -> Standing:
    """Return where an applicant stands: by the first rule that takes them."""
    for rank, code, one in rules.ranked:
        if one.test(facts, rules.on):
            return Standing(rank, facts.applied_on, facts.key, code)
    return Standing(LAST, facts.applied_on, facts.key)


def ordered(applicants: Iterable[Facts], rules: Rules) -> list[Standing]:
    """Return every applicant's standing, the next to be offered a bed first."""
    return sorted(standing(one, rules) for one in applicants)


@dataclass(frozen=True, slots=True)
class Why:
    """One rule's word on one applicant."""

    rank: int
    code: str
    holds: bool


def explained(facts: Facts, rules: Rules) -> list[Why]:
    """Return what every rule says of an applicant, in order of rank."""
    return [Why(rank, code, one.test(facts, rules.on)) for rank, code, one in rules.ranked]


ELDER = 60
"""Who is old: Elder law Art 2."""


def not_eligible(facts: Facts, on: date) -> str:
    """Return why somebody may not wait for a public place: "age", "elsewhere", or ""."""
    if facts.age(on) < ELDER:
        return "age"
    return "" if facts.is_resident else "elsewhere"


def positions(standings: Sequence[Standing]) -> dict[int, int]:
    """Return each applicant's place in the order, from 1."""
    return {one.key: place for place, one in enumerate(standings, 1)}
