"""An area to be made good that implies more homes than the place has people."""

import re
from collections.abc import Iterator
from itertools import pairwise

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity, number
from anhuai.plans.rules.drafts import Place, Reading

_NORM = re.compile(r"每百户(?:不少于|不低于|配建)?\s*(\d+)(?:\s*[-—至到]\s*(\d+))?\s*(?:平方米|㎡)")
_GAP = re.compile(r"(?:补足|补齐|缺口|补建)[^。；;\n]{0,24}?(\d+(?:\.\d+)?)\s*(?:平方米|㎡)")


def find(reading: Reading) -> Iterator[Conflict]:
    """Divide the gap by the norm and compare the homes with the people."""
    norm, gap = _NORM.search(reading.text), _GAP.search(reading.text)
    people = _population(reading)
    if norm is None or gap is None or people is None:
        return
    norms = [float(one) for one in norm.groups() if one]
    homes = [100 * float(gap[1]) / one for one in norms]
    if max(homes) > 0.5 * people[0]:
        said = "—".join(f"{one:.0f}" for one in sorted(homes))
        yield Conflict(
            places=(Place(gap.start(), gap.end()), Place(norm.start(), norm.end()), people[1]),
            arithmetic=(
                f"{gap[1]} 平方米 ÷ 每百户 {'—'.join(number(one) for one in norms)} 平方米 "
                f"＝ {said} 户，而全部人口约 {people[0]:.0f} 人"
            ),
            question="补足面积的户数基数是多少？",
        )


def _population(reading: Reading) -> tuple[float, Place] | None:
    """The whole people: stated, or the elders divided by their share."""
    for draft in reading.drafts:
        facts = draft.baselines
        for one, share in pairwise(facts):
            if (
                one.unit in ("人", "名")
                and one.value > 100
                and share.unit == "%"
                and re.search("占.{0,4}人口", share.subject)
                and 1 <= share.value < 60
            ):
                return 100 * one.value / share.value, share.place
        for one in facts:
            if (
                one.unit == "人"
                and re.search("(?:总|常住|户籍)人口", one.subject)
                and one.value > 1000
            ):
                return one.value, one.place
    return None


_BODY = (
    "某区方案\n一、基本情况\n全区60岁及以上老年人3164人，占总人口的26%。\n二、目标\n推进。"
    "\n三、主要任务\n1.补短板。按照每百户15-20平方米标准，补足养老服务设施面积{}平方米。\n"
)
definition = Check(
    title="补足面积与户数不合",
    title_en="An area gap no population allows",
    says="补足面积按每百户标准折算的户数超过人口的一半",
    says_en="The area to be made good implies more homes than half the people",
    severity=Severity.MEDIUM,
    find=find,
    examples=(Sample(_BODY.format("1900.6"), 1), Sample(_BODY.format("300"), 0)),
)
