"""A target at or below what is already reached."""

from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity, number
from anhuai.plans.rules.drafts import Baseline, Indicator, Reading


def find(reading: Reading) -> Iterator[Conflict]:
    """Compare each target with the plan's own fact of the same name and unit."""
    for draft in reading.drafts:
        for one in draft.indicators:
            if one.value is None or one.operator == "<=" or one.accrual in ("cumulative", "annual"):
                continue
            fact = next((fact for fact in draft.baselines if _same(one, fact)), None)
            if fact is not None and fact.value >= one.value:
                yield _conflict(one, fact)


def _same(one: Indicator, fact: Baseline) -> bool:
    if fact.unit != one.unit.split("/")[0] or "/" in one.unit:
        return False
    a, b = (_pairs(name) for name in (one.name, fact.subject))
    return (
        bool(a) and bool(b) and len(a & b) >= 0.8 * min(len(a), len(b)) and min(len(a), len(b)) >= 4
    )


def _pairs(name: str) -> set[str]:
    name = name.replace("全县", "").replace("全区", "").replace("达到", "")
    return {name[i : i + 2] for i in range(len(name) - 1)}


def _conflict(one: Indicator, fact: Baseline) -> Conflict:
    word = "等于" if fact.value == one.value else "低于"
    return Conflict(
        places=(one.place, fact.place),
        arithmetic=(
            f"“{one.name}”目标 {number(one.value)}{one.unit}，现状已是 "
            f"{number(fact.value)}{fact.unit}，目标{word}现状"
        ),
        question=f"“{one.name}”的目标是否应高于现状 {number(fact.value)}{fact.unit}？",
        severity=Severity.HIGH if fact.value > (one.value or 0) else None,
    )


definition = Check(
    title="目标不高于现状",
    title_en="A target already met",
    says="目标值低于或等于文件自己写的现状",
    says_en="The target is at or below what the document says is already reached",
    severity=Severity.MEDIUM,
    find=find,
    examples=(
        Sample((
                "某区方案\n一、基本情况\n社区日间照料服务覆盖率达到100%。\n二、目标\n到2025年，"
                "社区日间照料服务覆盖率达到100%。\n三、主要任务\n1.建设。推进。"
            ), 1),
        Sample((
                "某区方案\n一、基本情况\n社区日间照料服务覆盖率达到80%。\n二、目标\n到2025年，"
                "社区日间照料服务覆盖率达到100%。\n三、主要任务\n1.建设。推进。"
            ), 0),
    ),
)  # fmt: skip
