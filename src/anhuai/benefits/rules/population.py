"""What is known of a household: dated facts, each with its source, read month by month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from anhuai.benefits.rules.facts import Counting, Fact, facts
from anhuai.benefits.rules.kinds import Plain
from anhuai.kernel.months import DEFAULT_LEAP_RULE, LeapRule, Month, age_months


@dataclass(frozen=True, slots=True)
class Spell:
    """A value from one day until another (not included), open where None, and who says so.

    The value None says that it is known to be unknown, as an income that was not disclosed.
    """

    value: Plain | None
    since: date | None = None
    until: date | None = None
    source: str = ""

    def covers(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


Known = Mapping[str, tuple[Spell, ...]]
"""Facts by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person of a household, or a resident of an institution."""

    id: int
    born: date
    died: date | None = None
    since: date | None = None
    until: date | None = None
    """Belongs to the household [since, until)."""
    facts: Known = field(default_factory=dict)

    def is_present(self, month: Month) -> bool:
        """Whether alive in the month and of the household: born by its end, not dead before it.

        Who moves within the month belongs where the month's last day finds them, who dies, where
        they died.
        """
        if Month.of(self.born) > month or (self.died is not None and Month.of(self.died) < month):
            return False
        day = month.last if self.died is None else min(month.last, self.died)
        if self.since is not None and self.since > day:
            return False
        return self.until is None or self.until > day or (self.died or date.max) <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A household, or an institution with its residents; `place` is where it is decided."""

    id: int
    place: str
    members: tuple[Member, ...]
    facts: Known = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a fact is in a month, and the spell that says so."""

    value: int | None
    source: str = ""
    problem: str = ""
    """Why it is unknown though something is recorded: overlap, limits, type."""


def read(fact: Fact, known: Known, month: Month) -> Reading:
    """Return a recorded fact in a month, counted as the fact says."""
    day = month.last if fact.counting is Counting.LAST_DAY else month.first
    covering = [spell for spell in known.get(fact.code, ()) if spell.covers(day)]
    if not covering:
        return Reading(fact.absent)
    if len({spell.value for spell in covering}) > 1:
        return Reading(None, problem="overlap")
    value, source = covering[0].value, covering[0].source
    if value is None:
        return Reading(None, source)
    try:
        encoded = fact.type.encode(value)
    except ValueError:
        return Reading(None, source, "type")
    inside = fact.least <= encoded <= fact.most
    return Reading(encoded, source) if inside else Reading(None, source, "limits")


def derived(fact: Fact, born: date, month: Month, leap_rule: LeapRule = DEFAULT_LEAP_RULE) -> int:
    """Return what follows from the birth: ages on the last day of the month or the one before."""
    if fact.code == "month_of_year":
        return month.month
    if fact.code == "born_month":
        return born.year * 12 + born.month - 1
    day = (month - 1).last if fact.code == "age_last_month" else month.last
    if day < born:
        return -1
    months = age_months(born, day, leap_rule=leap_rule)
    return months if fact.code == "age_months" else months // 12


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the record that cannot be true or cannot be used; for the work list."""

    code: str
    household: int
    person: int | None
    fact: str = ""

    @property
    def message(self) -> str:
        """The finding in Chinese."""
        return _FINDINGS[self.code][0].format(_title(self.fact, 0))

    @property
    def message_en(self) -> str:
        """The finding in English."""
        return _FINDINGS[self.code][1].format(_title(self.fact, 1))


_FINDINGS = {
    "born_after_death": ("出生日期晚于死亡日期，请核对", "born after the day of death: check both"),
    "overlap": ("“{}”同一时间登记了两个不同的值，请更正", "{}: two values at one time"),
    "limits": ("“{}”的值超出合理范围，请核对", "{}: outside all limits"),
    "type": ("“{}”的值不是可用的选项，请核对", "{}: no such choice"),
    "no_fact": ("登记了规则不认识的事实“{}”", "{} is no fact of the rules"),
}


def _title(code: str, at: int) -> str:
    for one in facts():
        if one.code == code:
            return (one.title, one.title_en)[at]
    return code


def findings(household: Household, months: Iterable[Month]) -> tuple[Finding, ...]:
    """Return what is contradictory in a household's record within some months, once each."""
    found: dict[Finding, None] = {}
    every, window = {one.code: one for one in facts()}, list(months)
    owners: list[tuple[int | None, Known]] = [(None, household.facts)]
    owners += [(member.id, member.facts) for member in household.members]
    for person, known in owners:
        for code in known:
            if code not in every or every[code].is_derived:
                found[Finding("no_fact", household.id, person, code)] = None
                continue
            for problem in {read(every[code], known, month).problem for month in window} - {""}:
                found[Finding(problem, household.id, person, code)] = None
    for member in household.members:
        if member.died is not None and member.died < member.born:
            found[Finding("born_after_death", household.id, member.id)] = None
    return tuple(found)
