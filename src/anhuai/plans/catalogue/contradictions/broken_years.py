"""Years in which a digit has been lost, or which end before they start."""

import re
from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity
from anhuai.plans.rules.drafts import Reading


def find(reading: Reading) -> Iterator[Conflict]:
    """Cells of years that hold a year of three digits, or an end before its start."""
    for draft in reading.drafts:
        for one in draft.projects:
            lost = re.search(r"(?<!\d)\d{3}(?!\d)", one.years_raw)
            backwards = one.starts and one.ends and one.ends < one.starts
            if lost or backwards:
                yield Conflict(
                    places=(one.place,),
                    arithmetic=f"项目“{one.name}”建设年限写“{one.years_raw}”"
                    + (
                        f"，年份缺一位数字，暂读作 {one.starts}—{one.ends}"
                        if lost
                        else "，止年早于起年"
                    ),
                    question=f"“{one.name}”的建设年限是哪几年？",
                )


_LIST = (
    "附件\n序号\t项目名称\t建设性质\t建设年限\t建设内容\t总投资（万元）"
    "\n1\t村务中心建设\t新建\t{}\t新建村务活动中心。\t100\n"
)
_BODY = "某县社区规划\n一、目标\n推进建设。\n二、主要任务\n1.建设。推进。\n"
definition = Check(
    title="年份残缺或倒置",
    title_en="A year with a digit lost or in the wrong order",
    says="建设年限缺一位数字，或止年早于起年",
    says_en="A year has lost a digit, or ends before it starts",
    severity=Severity.MEDIUM,
    find=find,
    examples=(
        Sample(_BODY + _LIST.format("2021-204"), 1),
        Sample(_BODY + _LIST.format("2021-2024"), 0),
    ),
)
