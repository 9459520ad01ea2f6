"""What a circumstance is: whom it may describe, with which grade and kind, from when to when.

A fact of confidence C or D is a setting (standards/00): a limit that rests on one only warns, and
is shown as 未核实.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from anhuai.kernel.confidence import Basis
from anhuai.kernel.months import Month, birthday
from anhuai.kernel.unfit import Unfit


class Unit(StrEnum):
    """Whom a circumstance is decided for."""

    PERSON = "person"
    FAMILY = "family"  # recorded for every member it covers


class Group(StrEnum):
    """Where a circumstance stands on forms and pages."""

    ELDER = "elder"
    ASSISTANCE = "assistance"
    DISABILITY = "disability"
    CHILD = "child"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The group's name in Chinese."""
        return _GROUPS[self][0]

    @property
    def label_en(self) -> str:
        """The group's name in English."""
        return _GROUPS[self][1]

    @property
    def colour(self) -> str:
        """The colour of its badges."""
        return _GROUPS[self][2]


_GROUPS = {
    Group.ELDER: ("老年人", "Older people", "blue"),
    Group.ASSISTANCE: ("社会救助", "Social assistance", "orange"),
    Group.DISABILITY: ("残疾与疾病", "Disability and illness", "purple"),
    Group.CHILD: ("儿童", "Children", "green"),
    Group.OTHER: ("其他", "Other", "grey"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One grade or kind of a circumstance."""

    code: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimit:
    """An age in full years and what it rests on."""

    age: int
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked case: a person born on a day, given the circumstance on another.

    `refused` is the code of the refusal, `warned` those of the warnings; "" and () mean it fits.
    `until` is when the fact ends by itself.
    """

    says: str
    born: date
    since: date
    grade: str = ""
    kind: str = ""
    holds: tuple[str, ...] = ()
    refused: str = ""
    warned: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CircumstanceKind:
    """One circumstance a person or a family may be in; the file's name is its code.

    `says` and `says_en` define it in a sentence. `from_age`: at least so old. `below_age`: younger
    than that, and the fact ends on that birthday, unless `goes_on_while` says what lets it go on.
    `lasts_months`: the longest one confirmation holds.
    """

    title: str
    title_en: str
    says: str
    says_en: str
    group: Group
    basis: Basis
    examples: tuple[Example, ...]
    unit: Unit = Unit.PERSON
    grades: tuple[Choice, ...] = ()
    grade_title: str = "等级"
    grade_title_en: str = "Grade"
    needs_grade: bool = False
    kinds: tuple[Choice, ...] = ()
    kind_title: str = "类型"
    kind_title_en: str = "Kind"
    needs_kind: bool = False
    several_kinds: bool = False
    from_age: AgeLimit | None = None
    below_age: AgeLimit | None = None
    goes_on_while: str = ""
    lasts_months: int | None = None
    exclusive_with: frozenset[str] = frozenset()
    note: str = ""

    @property
    def is_verified(self) -> bool:
        """Whether the primary text of its basis was read."""
        return self.basis.is_verified

    def grade_named(self, code: str) -> Choice | None:
        """Return a grade by its code."""
        return next((choice for choice in self.grades if choice.code == code), None)

    def kind_named(self, code: str) -> Choice | None:
        """Return a kind by its code."""
        return next((choice for choice in self.kinds if choice.code == code), None)

    def label(self, grade: str = "", kind: str = "", *, english: bool = False) -> str:
        """Return the name with kind and grade: 特困人员（分散供养·部分自理）."""
        parts = [
            choice.title_en if english else choice.title
            for choice in (self.kind_named(kind), self.grade_named(grade))
            if choice is not None
        ]
        name = self.title_en if english else self.title
        if not parts:
            return name
        return f"{name} ({', '.join(parts)})" if english else f"{name}（{'·'.join(parts)}）"


class BadCircumstance(Unfit):
    """A circumstance that cannot describe this person.

    Codes: unknown, grade, kind, too_young, too_old, exclusive, overlap, period, future.
    """


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about a change: `code` for programs, sentences for people."""

    code: str
    message: str
    message_en: str


def natural_end(kind: CircumstanceKind, *, born: date, since: date) -> date | None:
    """Return the day on which the fact ends by itself: a birthday, or the longest confirmation."""
    ends = []
    if kind.below_age is not None:
        ends.append(birthday(born, kind.below_age.age))
    if kind.lasts_months is not None:
        month = Month.of(since) + kind.lasts_months
        ends.append(month.first.replace(day=min(since.day, month.last.day)))
    return min((end for end in ends if end > since), default=None)


def judge(
    kind: CircumstanceKind, *, born: date, since: date, grade: str, code: str, holds: Iterable[str]
) -> list[Finding]:
    """Return the warnings about giving someone a circumstance; raises `BadCircumstance`.

    `holds` are the codes already in force then; `code` is this one's.
    """
    clashing = sorted({code, *kind.exclusive_with} & set(holds))
    if clashing:
        raise _clash(code, clashing)
    if kind.needs_grade and not grade:
        raise _missing(kind.grade_title, "grade")
    if grade and kind.grade_named(grade) is None:
        raise _unlisted(kind.grade_title, kind.grades, "grade")
    warnings = []
    for limit, young in ((kind.from_age, True), (kind.below_age, False)):
        if limit is None or (since < birthday(born, limit.age)) is not young:
            continue
        fault = _age_fault(kind, limit, young=young)
        if limit.basis.confidence.is_setting or (not young and kind.goes_on_while):
            warnings.append(Finding(fault.code, fault.message, fault.message_en))
        else:
            raise fault
    return warnings


def judge_kind(kind: CircumstanceKind, chosen: str) -> None:
    """Raise `BadCircumstance` unless the chosen kind is one of the circumstance's."""
    if kind.needs_kind and not chosen:
        raise _missing(kind.kind_title, "kind")
    if chosen and kind.kind_named(chosen) is None:
        raise _unlisted(kind.kind_title, kind.kinds, "kind")


def _clash(code: str, clashing: Sequence[str]) -> BadCircumstance:
    if clashing == [code]:
        return BadCircumstance(
            "overlap",
            "这一人员类别在所填日期已经登记，不能重复；要改等级或类别，请先结束原来的一条。",
            "This circumstance is already recorded on that day: end the earlier one first.",
            field="since",
        )
    return BadCircumstance(
        "exclusive",
        "所选类别与已登记的类别不能同时享有，请先结束原来的一条再登记。",
        "This circumstance cannot be held together with one already recorded: end that one first.",
        field="code",
    )


def _missing(what: str, field: str) -> BadCircumstance:
    return BadCircumstance(field, f"请选择{what}。", f"Choose the {field}.", field=field)


def _unlisted(what: str, choices: Sequence[Choice], field: str) -> BadCircumstance:
    listed = "、".join(choice.title for choice in choices) or "（无）"
    listed_en = ", ".join(choice.title_en for choice in choices) or "none"
    return BadCircumstance(
        field, f"{what}只能是：{listed}。", f"The {field} is one of: {listed_en}.", field=field
    )


def _age_fault(kind: CircumstanceKind, limit: AgeLimit, *, young: bool) -> BadCircumstance:
    mark = "" if limit.basis.is_verified else f"（{limit.basis.confidence.label}）"
    if young:
        return BadCircumstance(
            "too_young",
            f"“{kind.title}”须年满 {limit.age} 周岁{mark}，请核对出生日期和开始日期。",
            f"“{kind.title_en}” is for people aged {limit.age} or over: check both dates.",
            field="since",
        )
    return BadCircumstance(
        "too_old",
        f"“{kind.title}”须未满 {limit.age} 周岁{mark}，请核对出生日期和开始日期。",
        f"“{kind.title_en}” is for people under {limit.age}: check both dates.",
        field="since",
    )


@dataclass(frozen=True, slots=True)
class Held:
    """A circumstance as somebody records it: from a day, up to a day or until it ends."""

    code: str
    since: date
    grade: str = ""
    kind: str = ""
    until: date | None = None
    source: str = ""

    def __str__(self) -> str:
        """Return what enters the audit trail: codes and dates, not the source's words."""
        return f"{self.code} {self.kind}/{self.grade} [{self.since}, {self.until or ''})"
