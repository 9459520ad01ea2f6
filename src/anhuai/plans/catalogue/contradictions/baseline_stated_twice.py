"""One fact of the past stated twice with different figures."""

import re
from collections.abc import Iterator
from itertools import combinations

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity, number
from anhuai.plans.rules.drafts import Baseline, Reading

_NOUN = re.compile("日间照料中心|养老床位|床位|养老机构|老年人口|护理员|社会组织|志愿者")
_OTHER = re.compile(r"增长|比|公办|民办|登记|改造|托养|每千|每万|占|其中|护理型")
_YEAR = re.compile(r"20\d\d年的?$|末的?$|由.*的$")


def find(reading: Reading) -> Iterator[Conflict]:
    """Facts about the same thing, in the same unit, near each other but not equal."""
    facts = [one for draft in reading.drafts for one in draft.baselines if _noun(one)]
    seen = set()
    for one, other in combinations(facts, 2):
        key = (_noun(one), one.unit, *sorted((one.value, other.value)))
        if key in seen or not _contradict(one, other):
            continue
        seen.add(key)
        noun = _noun(one)
        yield Conflict(
            places=(one.place, other.place),
            arithmetic=f"{noun}：{number(one.value)}{one.unit} 与 "
            f"{number(other.value)}{other.unit}，相差 "
            f"{number(abs(one.value - other.value))}" + _fits(reading, noun, one, other),
            question=(
                f"“{noun}”现状以 {number(one.value)} 还是 {number(other.value)}{one.unit} 为准？"
            ),
        )


def _noun(one: Baseline) -> str:
    named = _NOUN.findall(one.subject)
    return (
        named[-1].replace("养老床位", "床位")
        if named and not _OTHER.search(one.subject[-12:])
        else ""
    )


def _contradict(one: Baseline, other: Baseline) -> bool:
    if _noun(one) != _noun(other) or one.unit != other.unit or one.value == other.value:
        return False
    if _YEAR.search(one.subject) or _YEAR.search(other.subject):
        return False
    swapped = sorted(number(one.value)) == sorted(number(other.value)) and one.value >= 100
    return swapped or abs(one.value - other.value) <= 0.03 * max(one.value, other.value)


def _fits(reading: Reading, noun: str, one: Baseline, other: Baseline) -> str:
    """Which of two bed counts fits the stated beds per thousand elders."""
    facts = [fact for draft in reading.drafts for fact in draft.baselines]
    per = next((f.value for f in facts if "每千" in f.subject and f.unit == "张"), None)
    elders = next(
        (f.value for f in facts if f.unit == "人" and "60岁" in f.subject and f.value > 100), None
    )
    if noun != "床位" or per is None or elders is None:
        return ""
    rates = [1000 * fact.value / elders for fact in (one, other)]
    better = one if abs(rates[0] - per) < abs(rates[1] - per) else other
    return (
        f"；按60岁以上 {number(elders)} 人，每千人分别为 {rates[0]:.2f}、{rates[1]:.2f} 张，"
        f"文件写 {number(per)} 张，与 {number(better.value)} 张相符"
    )


definition = Check(
    title="同一现状数据前后不一",
    title_en="The same fact stated differently",
    says="同一现状数据在不同处相近而不相等，或数字前后颠倒",
    says_en=(
            "The same fact is stated with figures that are close but not equal, or with digits "
            "swapped"
        ),
    severity=Severity.HIGH,
    find=find,
    examples=(
        Sample((
                "某县养老规划\n一、发展基础\n全县养老机构床位达到1297张。"
                "全县共有养老床位1279张。\n二、主要任务\n1.建设。推进建设。"
            ), 1),
        Sample((
                "某县养老规划\n一、发展基础\n全县养老机构床位达到1279张。"
                "全县共有养老床位1279张。\n二、主要任务\n1.建设。推进建设。"
            ), 0),
    ),
)  # fmt: skip
