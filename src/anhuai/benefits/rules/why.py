"""Why, and why not: every condition with its values, their sources and the clause, in sentences."""

from dataclasses import dataclass

from anhuai.benefits.rules.decide import Decision, Terms, decide
from anhuai.benefits.rules.definition import Benefit
from anhuai.benefits.rules.evaluate import Case, evaluate
from anhuai.benefits.rules.expressions import Expr
from anhuai.benefits.rules.facts import fact_of
from anhuai.benefits.rules.kinds import MONEY, Kind, Type
from anhuai.benefits.rules.parameters import Given, Parameter
from anhuai.benefits.rules.population import Household, Reading
from anhuai.benefits.rules.reasons import Outcome, Reason
from anhuai.kernel.divisions import NATION
from anhuai.kernel.months import Month


@dataclass(frozen=True, slots=True)
class Use:
    """One value a condition looked at: what, whose, where it comes from."""

    code: str
    text: str
    text_en: str
    person: int | None = None
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One condition as it came out: `truth` is 1 met, 0 not met, None unknown."""

    code: str
    title: str
    title_en: str
    truth: int | None
    clause: str
    uses: tuple[Use, ...]
    fails: str = ""
    fails_en: str = ""

    @property
    def text(self) -> str:
        """The condition in one Chinese sentence."""
        clause = f"依据：{self.clause}。" if self.clause else ""
        said = f"（{self.fails}）" if self.truth == 0 else ""
        shown = "；".join(use.text for use in self.uses)
        return (
            f"{self.title}：{_TRUTH[self.truth][0]}{said}。{shown}{'。' if shown else ''}{clause}"
        )

    @property
    def text_en(self) -> str:
        """The condition in one English sentence."""
        clause = f" Clause: {self.clause}." if self.clause else ""
        said = f" ({self.fails_en})" if self.truth == 0 else ""
        shown = "; ".join(use.text_en for use in self.uses)
        return (
            f"{self.title_en}: {_TRUTH[self.truth][1]}{said}. {shown}{'.' if shown else ''}{clause}"
        )


_TRUTH = {1: ("满足", "met"), 0: ("不满足", "not met"), None: ("无法判断", "cannot be told")}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision with everything it rests on; `decision` carries the hashes it is pinned to."""

    title: str
    title_en: str
    decision: Decision
    reason: Reason
    checks: tuple[Check, ...]
    amount: tuple[Use, ...]
    type: Type = MONEY
    """What the amount counts."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The whole explanation in Chinese, the result first."""
        result = f"{self.title}，{self.decision.month}：{self.reason.text}"
        return (f"{result}{self._paid(0)}。", *(one.text for one in self.checks), *self._amount(0))

    @property
    def sentences_en(self) -> tuple[str, ...]:
        """The whole explanation in English, the result first."""
        result = f"{self.title_en}, {self.decision.month}: {self.reason.text_en}"
        checks = (one.text_en for one in self.checks)
        return (f"{result}{self._paid(1)}.", *checks, *self._amount(1))

    @property
    def missing(self) -> tuple[Use, ...]:
        """What evidence or decision is missing, once each."""
        uses = [use for check in self.checks if check.truth is None for use in check.uses]
        return tuple(dict.fromkeys(u for u in (*uses, *self.amount) if u.is_missing))

    def _paid(self, at: int) -> str:
        if not self.reason.outcome.is_paid:
            return ""
        say = (self.type.say, self.type.say_en)[at](self.decision.paid)
        if self.type.kind is not Kind.MONEY:
            return (f"，应享 {say}", f", gives {say}")[at]
        return (f"，应发 {say}", f", pays {say}")[at]

    def _amount(self, at: int) -> tuple[str, ...]:
        if not self.amount:
            return ()
        if at:
            return (f"Amount: {'; '.join(use.text_en for use in self.amount)}.",)
        name = "金额" if self.type.kind is Kind.MONEY else "数量"
        return (f"{name}：{'；'.join(use.text for use in self.amount)}。",)


def why(
    household: Household, benefit: str, month: Month, terms: Terms, *, person: int | None = None
) -> Explanation:
    """Explain one benefit of a household (`person` None) or of one of its members in a month.

    Raises `KeyError` for a benefit or member that is not there.
    """
    decision = next(
        (one for one in decide(household, month, terms)
         if one.benefit == benefit and one.person == person), None,
    )  # fmt: skip
    if decision is None:
        raise KeyError((benefit, person))
    member = next((one for one in household.members if one.id == person), None)
    case = Case(household, member, month, terms.book, terms.known, terms.leap_rule)
    rule, reason = terms.benefits[benefit], terms.reasons[benefit][decision.reason]
    in_force = reason.outcome not in (Outcome.ABSENT, Outcome.NOT_IN_FORCE)
    checks = _checks(rule, case) if in_force else ()
    counted = in_force and all(one.truth for one in checks)
    amount = _uses(rule.amount, case)[1] if counted else ()
    return Explanation(
        rule.title, rule.title_en, decision, reason, checks, amount, rule.amount.type
    )


def _checks(benefit: Benefit, case: Case) -> tuple[Check, ...]:
    found = []
    for one in benefit.conditions:
        truth, uses = _uses(one.test, case)
        found.append(
            Check(
                one.code, one.title, one.title_en, truth, one.clause, uses, one.fails, one.fails_en
            )
        )
    return tuple(found)


def _uses(expr: Expr, case: Case) -> tuple[int | None, tuple[Use, ...]]:
    case = case.fresh()
    truth = evaluate(expr, case)
    uses = [_fact(who, code, reading) for (who, code), reading in case.readings.items()]
    parameters = {p.parameter.code: p.parameter for p in expr.walk() if hasattr(p, "parameter")}
    uses += [
        _parameter(parameters[code], given, case.cells.get(code, set()))
        for code, given in case.used.items()
    ]  # fmt: skip
    return truth, tuple(uses)


_PROBLEMS = {
    "overlap": ("同一时间有两个不同的值", "two values at one time"),
    "limits": ("超出合理范围", "outside all limits"),
    "type": ("不是可用的选项", "no such choice"),
}


def _fact(who: int | None, code: str, reading: Reading) -> Use:
    fact = fact_of(code)
    problem = _PROBLEMS.get(reading.problem, ("", ""))
    source = "、".join(part for part in (reading.source, problem[0]) if part)
    source_en = ", ".join(part for part in (reading.source, problem[1]) if part)
    return Use(
        code,
        f"{fact.title} {fact.type.say(reading.value)}" + (f"（{source}）" if source else ""),
        f"{fact.title_en}: {fact.type.say_en(reading.value)}"
        + (f" ({source_en})" if source_en else ""),
        who, reading.value is None,
    )  # fmt: skip


def _parameter(parameter: Parameter, given: Given | None, asked: set[int]) -> Use:
    if given is None:
        return Use(
            parameter.code, f"“{parameter.title}”本地尚未规定",
            f"{parameter.title_en}: not decided here", is_missing=True,
        )  # fmt: skip
    shown, shown_en = _cells(parameter, given, asked, 0), _cells(parameter, given, asked, 1)
    basis = given.basis
    where = given.place if given.place != NATION else "全国"
    where_en = given.place if given.place != NATION else "nation"
    cited = f"{basis.citation or basis.note}，{basis.confidence} {basis.confidence.label}"
    cited_en = f"{basis.citation or basis.note}, {basis.confidence} {basis.confidence.label_en}"
    lacking = any(given.cells[n] is None for n in asked)
    return Use(
        parameter.code,
        f"{parameter.title} {shown}（{where}，自 {given.since} 起，{cited}）",
        f"{parameter.title_en}: {shown_en} ({where_en}, since {given.since}, {cited_en})",
        is_missing=lacking,
    )


def _cells(parameter: Parameter, given: Given, asked: set[int], at: int) -> str:
    say = (parameter.type.say, parameter.type.say_en)[at]
    if not parameter.keys:
        return say(given.cells[0])
    titles = {code: (zh, en) for one in parameter.keys for code, zh, en in one.items}
    every = list(zip(parameter.cells, given.cells, strict=True))
    rows = [every[n] for n in sorted(asked)] or every
    undecided = ("尚未规定", "not decided")[at]
    return ("、", ", ")[at].join(
        f"{'·'.join(titles[key][at] for key in cell)} {undecided if value is None else say(value)}"
        for cell, value in rows
    )
