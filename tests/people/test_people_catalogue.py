"""Every circumstance keeps what its definition promises: its worked examples are executed."""

from datetime import date

import pytest

from anhuai.people.catalogue import KINDS
from anhuai.people.rules.circumstances import (
    BadCircumstance,
    CircumstanceKind,
    Example,
    judge,
    judge_kind,
    natural_end,
)

EXAMPLES = [(code, example) for code, kind in KINDS.items() for example in kind.examples]


def judged(code: str, example: Example) -> tuple[str, tuple[str, ...], date | None]:
    kind = KINDS[code]
    try:
        judge_kind(kind, example.kind)
        warned = judge(
            kind, born=example.born, since=example.since, grade=example.grade, code=code,
            holds=example.holds,
        )  # fmt: skip
    except BadCircumstance as error:
        return error.code, (), None
    ends = natural_end(kind, born=example.born, since=example.since)
    return "", tuple(finding.code for finding in warned), ends


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=lambda x: getattr(x, "says", x))
def test_the_worked_example_comes_out_as_stated(code: str, example: Example) -> None:
    assert judged(code, example) == (example.refused, example.warned, example.until)


@pytest.mark.parametrize("code", KINDS)
def test_each_definition_is_documented_and_exampled(code: str) -> None:
    kind: CircumstanceKind = KINDS[code]
    assert kind.title
    assert kind.title_en
    assert kind.says.endswith("。")
    assert kind.examples
    assert any(not example.refused for example in kind.examples)
    assert len({choice.code for choice in kind.kinds}) == len(kind.kinds)
    assert len({choice.code for choice in kind.grades}) == len(kind.grades)


@pytest.mark.parametrize("code", [c for c, k in KINDS.items() if k.from_age or k.below_age])
def test_an_age_limit_has_an_example_on_each_side(code: str) -> None:
    refused = {example.refused or example.warned for example in KINDS[code].examples}
    assert "" in {e.refused for e in KINDS[code].examples}
    assert refused & {"too_young", "too_old", ("too_old",), ("too_young",)}


def test_exclusion_is_mutual_and_of_known_codes() -> None:
    for code, kind in KINDS.items():
        for other in kind.exclusive_with:
            assert code in KINDS[other].exclusive_with


def test_only_verified_or_second_hand_facts_refuse_by_age() -> None:
    for code, kind in KINDS.items():
        for example in kind.examples:
            limit = kind.below_age if example.refused == "too_old" else kind.from_age
            if example.refused in ("too_young", "too_old"):
                assert limit is not None
                assert not limit.basis.confidence.is_setting, code
