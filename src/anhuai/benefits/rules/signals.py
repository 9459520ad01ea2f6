"""Early warnings for people on a low income: what in the records says that somebody may slip.

A signal is one definition: a condition over recorded facts, or facts that became graver, looked at
month by month. It opens a finding that somebody visits; it decides nothing by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from anhuai.benefits.rules.evaluate import Case, evaluate
from anhuai.benefits.rules.expressions import Expr
from anhuai.benefits.rules.facts import Level, fact_of
from anhuai.benefits.rules.parameters import Book
from anhuai.benefits.rules.population import Household, Member, Spell, read
from anhuai.kernel.confidence import Basis
from anhuai.kernel.months import DEFAULT_LEAP_RULE, Month
from anhuai.kernel.unfit import Unfit

CATEGORIES = (
    "tekun", "dibao", "dibao_individual", "edge", "rigid_expenditure", "relapse_monitored",
    "other_low_income", "temporary_hardship",
)  # fmt: skip
"""Who is monitored (国办发〔2023〕39号; standards/03 §2): circumstances, each dated."""


class BadVisit(Unfit):
    """A check that cannot be recorded; codes: kind, days, says, next, visited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalExample:
    """A case worked by hand: facts in (as of a benefit's example), whether the signal is raised."""

    says: str
    month: Month
    person: Mapping[str, Any] = field(default_factory=dict)
    household: Mapping[str, Any] = field(default_factory=dict)
    raised: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What to look for: `test` holds now, or a grade of `worsened` is graver than before.

    `back` is over how many months a change counts; 0 for a state that counts while it lasts. With
    `test` and `back` it counts from the month it began to hold. What is unknown raises nothing.
    """

    title: str
    title_en: str
    says: str
    says_en: str
    basis: Basis
    test: Expr | None = None
    worsened: tuple[str, ...] = ()
    back: int = 0
    examples: tuple[SignalExample, ...]

    def __post_init__(self) -> None:
        if (self.test is None) == (not self.worsened):
            raise ValueError(f"{self.title_en}: either a test or facts that worsen")
        if self.worsened and not self.back:
            raise ValueError(f"{self.title_en}: over how many months it worsens")

    @property
    def triggers(self) -> frozenset[str]:
        """The facts without which it cannot be raised: nobody without any of them is looked at."""
        facts = self.test.facts if self.test is not None else ()
        return frozenset(self.worsened or (one.code for one in facts))

    @property
    def is_of_household(self) -> bool:
        """Whether it is about the whole household."""
        return self.test is not None and all(
            one.level is Level.HOUSEHOLD for one in self.test.facts if not one.is_derived
        )

    def is_raised(
        self, home: Household, member: Member | None, month: Month, *, book: Book, known: date
    ) -> bool:
        """Say whether it is raised for somebody, or with `member` None for the household."""
        if member is not None and not (member.died is None and member.is_present(month)):
            return False
        if self.worsened:
            assert member is not None  # noqa: S101 - for the type checker: grades are of persons
            return any(_is_graver(code, member, month, self.back) for code in self.worsened)
        return _holds(self, home, member, month, book, known) and not (
            self.back and _holds(self, home, member, month - self.back, book, known)
        )


def _holds(
    one: Signal, home: Household, member: Member | None, month: Month, book: Book, known: date
) -> bool:
    assert one.test is not None  # noqa: S101 - for the type checker
    return bool(evaluate(one.test, Case(home, member, month, book, known, DEFAULT_LEAP_RULE)))


def _is_graver(code: str, member: Member, month: Month, back: int) -> bool:
    fact = fact_of(code)
    now = read(fact, member.facts, month).value
    before = read(fact, member.facts, month - back).value
    return now is not None and before is not None and now > before


@dataclass(frozen=True, slots=True)
class Raised:
    """A signal raised for a person (of a household: None), and the categories they are in."""

    signal: str
    person: int | None
    categories: tuple[str, ...]


def raised(
    home: Household, month: Month, signals: Mapping[str, Signal], *, book: Book, known: date
) -> Iterator[Raised]:
    """Yield the signals of a household and its members in a month."""
    for code, one in signals.items():
        if one.is_of_household:
            if one.triggers <= home.facts.keys() and one.is_raised(
                home, None, month, book=book, known=known
            ):
                yield Raised(code, None, categories_of(home.members, month))
            continue
        for member in home.members:
            if not one.triggers.isdisjoint(member.facts) and one.is_raised(
                home, member, month, book=book, known=known
            ):
                yield Raised(code, member.id, categories_of((member,), month))


def categories_of(members: Sequence[Member], month: Month) -> tuple[str, ...]:
    """Return the low-income categories that some people are in on a month's last day."""
    day = month.last
    return tuple(
        code for code in CATEGORIES
        if any(spell.covers(day) for one in members for spell in one.facts.get(code, ()))
    )  # fmt: skip


def mistake(signal: Signal, example: SignalExample, book: Book) -> str:
    """Return how an example comes out otherwise than it says; empty where it is right."""
    born = example.person.get("born", date(1980, 1, 1))
    member = Member(id=1, born=born, facts=_spells(example.person))
    home = Household(id=1, place="990000", members=(member,), facts=_spells(example.household))
    whose = None if signal.is_of_household else member
    came = signal.is_raised(home, whose, example.month, book=book, known=example.month.last)
    return "" if came == example.raised else f"{example.says}: comes to {came}"


def _spells(facts: Mapping[str, Any]) -> dict[str, tuple[Spell, ...]]:
    return {
        code: value if isinstance(value, tuple) else (Spell(value, source="示例"),)
        for code, value in facts.items() if code != "born"
    }  # fmt: skip


# what a visit found -----------------------------------------------------------------------------


class Way(StrEnum):
    """How somebody was checked on."""

    HOME = "home"
    PHONE = "phone"
    DATA = "data"

    @property
    def title_zh(self) -> str:
        """The word in Chinese."""
        return {"home": "入户走访", "phone": "电话", "data": "信息核对"}[self]

    @property
    def title_en(self) -> str:
        """The word in English."""
        return {"home": "Home visit", "phone": "Telephone", "data": "Check of records"}[self]


class Result(StrEnum):
    """What a check came to; what is kept in view has its next day."""

    NONE = "none"
    WATCH = "watch"
    APPLIED = "applied"
    REFERRED = "referred"

    @property
    def title_zh(self) -> str:
        """The word in Chinese."""
        return _RESULTS[self][0]

    @property
    def title_en(self) -> str:
        """The word in English."""
        return _RESULTS[self][1]

    @property
    def colour(self) -> str:
        """The colour of its badge."""
        return _RESULTS[self][2]


_RESULTS = {
    Result.NONE: ("暂无困难", "No hardship now", "green"),
    Result.WATCH: ("继续关注", "Keep in view", "yellow"),
    Result.APPLIED: ("已帮助申请救助", "Helped to apply", "blue"),
    Result.REFERRED: ("已转其他部门帮扶", "Referred to another department", "blue"),
}
