"""The rule language refuses what cannot be meant, naming file and line; unknown stays unknown."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from anhuai.benefits.rules import (
    Benefit,
    Condition,
    Expr,
    RuleError,
    Who,
    cases,
    count,
    fact,
    lit,
    money,
    share,
)
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.money import Rounding
from anhuai.kernel.months import Month

UNSOURCED = Basis(document="", confidence=Confidence.D)
HERE = Path(__file__).name


def condition(code: str, test: Expr) -> Condition:
    return Condition(code=code, test=test, title="条", title_en="one", fails="否", fails_en="no")


def benefit(*tests: Expr, amount: Expr | None = None, who: Who = Who.PERSON) -> Benefit:
    return Benefit(
        title="甲", title_en="A", says="甲。", says_en="A.", basis=UNSOURCED, who=who,
        since=Month(2020, 1), amount=money(50) if amount is None else amount,
        conditions=tuple(condition(f"c{at}", test) for at, test in enumerate(tests)),
    )  # fmt: skip


AGE = fact("age")
BAD: dict[str, tuple[Callable[[], object], str]] = {
    "an unknown fact": (lambda: fact("agee"), "unknown fact 'agee'"),
    "years beside money": (lambda: AGE + fact("income_month"), "int in years beside money"),
    "years beside months": (lambda: fact("age_months") <= AGE, "beside"),
    "money times money": (lambda: fact("income_month") * fact("income_month"), "needed"),
    "an order among what has none": (lambda: fact("sex") >= "1", "no order"),
    "a choice that is none": (lambda: fact("ability").is_("5"), "no choice"),
    "a rule taken for its answer": (lambda: bool(AGE >= 80), "& | ~"),
    "a product that leaves 64 bits": (lambda: fact("income_year") * 10**10, "64 bits"),
    "a denominator never positive": (
        lambda: share(money(1), 1, lit(0), Rounding.DOWN), "never positive",
    ),
    "members inside members": (lambda: count(count(AGE >= 60) >= 1), "members inside"),
    "conditions that exclude each other": (
        lambda: benefit(AGE >= 80, AGE < 70), "c1 can never hold",
    ),
    "a condition that is never true": (lambda: benefit(AGE < -5), "c0 can never hold"),
    "two compared with one another both ways": (
        lambda: benefit(
            fact("income_per_head") < fact("income_month"),
            fact("income_month") < fact("income_per_head"),
        ),
        "c1 can never hold",
    ),
    "a condition that never decides": (lambda: benefit(AGE >= 80, AGE >= 60), "c1 never decides"),
    "branches with a gap": (
        lambda: benefit(AGE >= 60, amount=cases((AGE >= 80, money(50)))), "leave a gap",
    ),
    "an amount that is none": (lambda: benefit(AGE >= 60, amount=AGE), "not money"),
    "an amount never positive": (lambda: benefit(AGE >= 60, amount=money(0)), "never positive"),
    "a person's fact for a household": (
        lambda: benefit(AGE >= 60, who=Who.HOUSEHOLD), "reads facts of person",
    ),
    "a condition of money": (lambda: benefit(money(1)), "is no condition"),
    "a missing reason": (
        lambda: Benefit(
            title="甲", title_en="A", says="甲。", says_en="A.", basis=UNSOURCED,
            since=Month(2020, 1), amount=money(1),
            conditions=(Condition(code="a", test=AGE >= 60, title="条", title_en="one", fails="",
                                  fails_en="no"),),
        ),
        "lacks its reason",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_it_is_refused_when_written(what: str) -> None:
    write, says = BAD[what]
    with pytest.raises(RuleError) as refused:
        write()
    assert says in str(refused.value)
    assert HERE in str(refused.value), "the error names the file"
    line = int(str(refused.value).split(f"{HERE}:")[1].split(":")[0])
    assert 0 < line < 200


def test_branches_that_conditions_close_need_no_last_resort() -> None:
    banded = cases((AGE >= 100, money(300)), (AGE >= 80, money(50)))
    assert benefit(AGE >= 80, amount=banded).amount == banded


def test_a_choice_is_covered_by_all_its_codes() -> None:
    grade = fact("self_care")
    amount = cases(
        (grade.is_("able"), money(1)),
        (grade.is_("partial"), money(2)),
        (grade.is_("full"), money(3)),
    )
    assert benefit(AGE >= 60, amount=amount).digest


def test_words_do_not_change_the_hash_and_logic_does() -> None:
    one, other = benefit(AGE >= 80), benefit(AGE >= 81)
    assert one.digest == benefit(AGE >= 80).digest != other.digest


def test_lineage_is_free() -> None:
    one = benefit(AGE >= 80, fact("hukou_here") & (count(fact("dibao")) >= 1))
    assert [fact.code for fact in one.facts] == ["age", "hukou_here", "dibao"]
    assert date(2026, 1, 1) > date.min
