"""Shares that together should make the whole and do not."""

import re
from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity, number
from anhuai.plans.rules.drafts import Indicator, Reading

_STATE = re.compile(r"(?:政府运营|公办|公建公营).{0,10}床位.{0,6}(?:占比|比例|比重)")
_OTHERS = re.compile(r"(?:社会力量|民办|社会化|社会办).{0,14}床位.{0,8}(?:占比|比例|比重)")


def find(reading: Reading) -> Iterator[Conflict]:
    """The state's and society's shares of beds of one plan."""
    for draft in reading.drafts:
        state = next(
            (
                i
                for i in draft.indicators
                if _STATE.search(i.name) and i.unit == "%" and "护理" not in i.name
            ),
            None,
        )
        others = next(
            (
                i
                for i in draft.indicators
                if _OTHERS.search(i.name) and i.unit == "%" and "护理" not in i.name
            ),
            None,
        )
        if state is None or others is None:
            continue
        if state.value and others.value and state.value + others.value != 100:
            yield _conflict(state, others)


def _conflict(state: Indicator, others: Indicator) -> Conflict:
    a, b = number(state.value), number(others.value)
    left = number(100 - (others.value or 0))
    return Conflict(
        places=(state.place, others.place),
        arithmetic=f"{state.name} {_sign(state)}{a}% ＋ {others.name} {_sign(others)}{b}% ＝ "
        f"{number((state.value or 0) + (others.value or 0))}%；"
        f"后者为 {b}% 时前者只能是 {left}%（公建民营床位两边都算时除外）",
        question="两项占比是否互补？公建民营床位计入哪一项？",
    )


def _sign(one: Indicator) -> str:
    return {">=": "≥", "<=": "≤", ">": ">"}.get(one.operator, "")


definition = Check(
    title="占比之和不是百分之百",
    title_en="Shares do not make a hundred",
    says="政府运营与社会运营床位占比互补，两项之和应为100%",
    says_en="State-run and socially run shares of beds complement each other and should make 100%",
    severity=Severity.MEDIUM,
    find=find,
    examples=(
        Sample((
                "某县养老规划\n一、目标\n到2025年，政府运营的养老床位占比不超过50%，"
                "社会力量兴办的养老机构床位占比达到70%。\n二、主要任务\n1.建设。推进。"
            ), 1),
        Sample((
                "某县养老规划\n一、目标\n到2025年，政府运营的养老床位占比不超过50%，"
                "社会力量兴办的养老机构床位占比不低于50%。\n二、主要任务\n1.建设。推进。"
            ), 0),
    ),
)  # fmt: skip
