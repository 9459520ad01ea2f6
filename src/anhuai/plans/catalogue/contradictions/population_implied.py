"""Shares of the population that imply populations far apart."""

import re
from collections.abc import Iterator
from itertools import pairwise

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity, number
from anhuai.plans.rules.drafts import Baseline, Place, Reading

FAR = 0.03
_SHARE = re.compile(r"占(?:总|常住|户籍|全县|全区)?(?:人口|总人口|常住人口)")


def find(reading: Reading) -> Iterator[Conflict]:
    """Every count beside its share of the people gives a population; they should agree."""
    implied = [one for draft in reading.drafts for one in _implied(draft.baselines, reading)]
    if len(implied) < 2:
        return
    low, high = min(implied, key=lambda one: one[0]), max(implied, key=lambda one: one[0])
    if high[0] - low[0] > FAR * high[0]:
        said = "；".join(f"{words} → {people:.0f} 人" for people, words, _ in implied)
        yield Conflict(
            places=tuple(place for _, _, place in implied),
            arithmetic=f"推算的总人口不一致：{said}",
            question="总人口（常住、户籍）各是多少？各项占比按哪个口径？",
        )


def _implied(facts: tuple[Baseline, ...], reading: Reading) -> list[tuple[float, str, Place]]:
    found = []
    for one, share in pairwise(facts):
        per = {"%": 100, "‰": 1000}.get(share.unit)
        said = reading.quote(share.place)
        if per is None or one.unit not in ("人", "名", "万人") or not share.value or one.value < 20:
            continue
        if _SHARE.search(said) is None and _SHARE.search(share.subject) is None:
            continue
        value = one.value
        words = f"{number(value)}{one.unit} ÷ {number(share.value)}{share.unit}"
        found.append((per * value / share.value, words, share.place))
    return found


_TEXT = (
    "某县规划\n一、发展基础\n全县60岁以上老年人23701人，占常住人口的16%。注册志愿者累计{}，"
    "占总人口比重的10%。\n二、主要任务\n1.建设。推进。"
)
definition = Check(
    title="推算的总人口不一致",
    title_en="Shares imply different populations",
    says="由人数和占比反推的总人口相差超过3%",
    says_en="Counts divided by their shares of the people give populations over 3% apart",
    severity=Severity.MEDIUM,
    find=find,
    examples=(Sample(_TEXT.format("1.4万人"), 1), Sample(_TEXT.format("1.48万人"), 0)),
)
