"""A benefit as it is written down: who, under which conditions, how much; checked when defined."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Any

from anhuai.benefits.rules.expressions import Expr, ParamRef, levels
from anhuai.benefits.rules.facts import Fact, Level
from anhuai.benefits.rules.kinds import Kind, Line, written_at
from anhuai.benefits.rules.logic import first_contradiction, first_idle, uncovered
from anhuai.benefits.rules.parameters import Given, Parameter
from anhuai.kernel.confidence import Basis
from anhuai.kernel.divisions import NATION, is_within
from anhuai.kernel.months import Month


class Who(StrEnum):
    """Who is owed it."""

    PERSON = "person"
    HOUSEHOLD = "household"
    INSTITUTION = "institution"


class Period(StrEnum):
    """What the amount is for."""

    MONTHLY = "monthly"
    YEARLY = "yearly"
    ONCE = "once"


class Place(StrEnum):
    """Where it is asked for."""

    HUKOU = "hukou"
    RESIDENCE = "residence"
    EVENT = "event"


class Form(StrEnum):
    """In what it is given; only cash is in a pay file."""

    CASH = "cash"
    VOUCHER = "voucher"
    """Face value in fen, spent at providers and settled with them."""
    SERVICE = "service"
    """So many times, hours or persons' places, counted and not paid."""
    STATUS = "status"
    """Recognised as something that opens other benefits."""
    ELSEWHERE = "elsewhere"
    """Money that another department pays; decided here so that nobody is overlooked."""

    @property
    def is_money(self) -> bool:
        """Whether the amount is fen."""
        return self not in (Form.SERVICE, Form.STATUS)

    @property
    def is_spent(self) -> bool:
        """Whether the county spends it: the only amounts that may be added up, in fen."""
        return self in (Form.CASH, Form.VOUCHER)

    @property
    def label(self) -> str:
        """Its name in Chinese."""
        return _FORMS[self][0]

    @property
    def label_en(self) -> str:
        """Its name in English."""
        return _FORMS[self][1]


_FORMS = {
    Form.CASH: ("资金", "Cash"),
    Form.VOUCHER: ("消费券", "Voucher"),
    Form.SERVICE: ("服务", "Service"),
    Form.STATUS: ("身份认定", "Recognition"),
    Form.ELSEWHERE: ("其他部门发放", "Paid by another department"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One named condition, what is said when it is not met, and the clause it is from."""

    code: str
    test: Expr
    title: str
    title_en: str
    fails: str
    fails_en: str
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A case worked by hand: facts in, decision out. Tests execute every one.

    `person` and `others` are facts by code, with `born` and `died` as dates; the first person is
    the one asked about; a fact that changes is a tuple of `Spell`s. `values` are parameters
    decided for the case alone. What comes out is exactly one of `gives` (fen, or what the form
    counts), `refused` (the condition's code; "amount" for nothing due) and `unknown` (likewise).
    """

    says: str
    month: Month
    person: Mapping[str, Any] = field(default_factory=dict)
    others: tuple[Mapping[str, Any], ...] = ()
    household: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    place: str = "990000"
    gives: int | None = None
    refused: str = ""
    unknown: str = ""


@dataclass(frozen=True, kw_only=True)
class Benefit:
    """A benefit: title, basis, validity, ordered conditions, amount, parameters, worked examples.

    The file's name is its code. `values` are what the nation decided; what a county decided is
    data. Raises `RuleError` naming file and line for conditions that exclude each other or never
    decide, reasons left out, branches not covered, facts of the wrong level.
    """

    title: str
    title_en: str
    says: str
    says_en: str
    basis: Basis
    who: Who = Who.PERSON
    place: Place = Place.HUKOU
    period: Period = Period.MONTHLY
    form: Form = Form.CASH
    is_looked_up: bool = False
    """A status that nobody applies for: whoever grants what it opens looks it up."""
    group: str = ""
    """Benefits that compete are shown together under this code."""
    jurisdiction: str = NATION
    since: Month
    until: Month | None = None
    conditions: tuple[Condition, ...]
    amount: Expr
    values: tuple[Given, ...] = ()
    examples: tuple[Example, ...] = ()
    line: Line = field(default_factory=written_at, compare=False)

    def __post_init__(self) -> None:
        self._check_words()
        self._check_levels()
        tests = [one.test for one in self.conditions]
        at = first_contradiction(tests)
        if at is not None:
            raise tests[at].line.refuse(
                f"condition {self.conditions[at].code} can never hold together with those before it"
            )
        at = first_idle(tests)
        if at is not None:
            raise tests[at].line.refuse(
                f"condition {self.conditions[at].code} never decides: those before it imply it"
            )
        self._check_amount(tests)

    def _check_words(self) -> None:
        codes = [one.code for one in self.conditions]
        if not codes:
            raise self.line.refuse("a benefit has at least one condition")
        for one in self.conditions:
            self._check_condition(one, codes)
        if not (self.title and self.title_en and self.says and self.says_en):
            raise self.line.refuse("a benefit says in both languages what it is")
        if self.until is not None and self.until <= self.since:
            raise self.line.refuse("a benefit ends after it begins")

    @staticmethod
    def _check_condition(one: Condition, codes: list[str]) -> None:
        if not one.code.isidentifier() or codes.count(one.code) > 1 or one.code == "amount":
            raise one.test.line.refuse(f"condition code {one.code!r} is taken or no name")
        for text in (one.title, one.title_en, one.fails, one.fails_en):
            if not text.strip():
                raise one.test.line.refuse(f"condition {one.code} lacks its reason in words")
        if one.test.type.kind is not Kind.BOOL:
            raise one.test.line.refuse(f"condition {one.code} is no condition")

    def _check_levels(self) -> None:
        wrong = {
            Who.PERSON: {Level.INSTITUTION},
            Who.HOUSEHOLD: {Level.PERSON, Level.INSTITUTION},
            Who.INSTITUTION: {Level.PERSON},
        }[self.who]
        for expr in (*(one.test for one in self.conditions), self.amount):
            if levels(expr) & wrong:
                raise expr.line.refuse(
                    f"a benefit of a {self.who} reads facts of {', '.join(levels(expr) & wrong)}"
                )

    def _check_amount(self, tests: list[Expr]) -> None:
        kind = self.amount.type
        if self.form.is_money and kind.kind is not Kind.MONEY:
            raise self.amount.line.refuse(f"the amount is {kind}, not money")
        if not self.form.is_money and (kind.kind is not Kind.INT or not kind.unit):
            raise self.amount.line.refuse(f"a {self.form} is counted in a unit, not in {kind}")
        if self.amount.span[1] <= 0:
            raise self.amount.line.refuse("the amount is never positive")
        for at, expr in enumerate([*tests, self.amount]):
            gap = uncovered(tests[:at], expr)
            if gap is not None:
                raise gap.line.refuse("the branches leave a gap that no condition closes")

    @property
    def needs_application(self) -> bool:
        """Whether a person or family must ask for it, here or at the department that pays it.

        Services do not: the national list of basic services (国家基本养老服务清单) has the
        township offer them to everybody on it, so the list of who is owed one is the work list.
        """
        asked = self.form is not Form.SERVICE and not self.is_looked_up
        return asked and self.who is not Who.INSTITUTION

    def says_amount(self, amount: int, *, english: bool = False) -> str:
        """Return an amount in what the form counts: yuan, times, hours, persons."""
        kind = self.amount.type
        return kind.say_en(amount) if english else kind.say(amount)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every parameter it depends on, once."""
        exprs = (*(one.test for one in self.conditions), self.amount)
        found = {
            one.parameter.code: one.parameter
            for expr in exprs for one in expr.walk() if isinstance(one, ParamRef)
        }  # fmt: skip
        return tuple(found.values())

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact it depends on, once: its lineage."""
        exprs = (*(one.test for one in self.conditions), self.amount)
        return tuple({one.code: one for expr in exprs for one in expr.facts}.values())

    @cached_property
    def digest(self) -> str:
        """The rule's hash: what decisions are pinned to. Words do not change it, logic does."""
        parts = [self.who, self.period, self.jurisdiction, str(self.since), str(self.until)]
        parts += [f"{one.code}={one.test.form}" for one in self.conditions]
        return sha256("|".join([*parts, self.amount.form]).encode()).hexdigest()[:16]

    def holds(self, month: Month, place: str) -> bool:
        """Whether it is in force in a month at a place."""
        begun = self.since <= month and (self.until is None or month < self.until)
        return begun and is_within(place, self.jurisdiction)


__all__ = ["Benefit", "Condition", "Example", "Form", "Period", "Place", "Who"]
