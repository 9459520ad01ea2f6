"""Deadlines before the document's date or outside its years."""

from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity
from anhuai.plans.rules.drafts import Draft, Indicator, Project, Reading


def find(reading: Reading) -> Iterator[Conflict]:
    """Targets and projects due before the document was issued, or beyond the plan's years."""
    for draft in reading.drafts:
        for one in draft.indicators:
            if one.deadline and not one.deadline_inferred:
                yield from _judge(draft, one, one.deadline)
        for row in draft.projects:
            if row.ends and row.is_listed:
                yield from _judge(draft, row, str(row.ends))


def _judge(draft: Draft, one: Indicator | Project, due: str) -> Iterator[Conflict]:
    head = draft.head
    full = due if "-" in due else f"{due}-12"
    if head.issued and full < head.issued[:7]:
        why = f"期限 {due}，早于印发日期 {head.issued}"
    elif head.ends and int(due[:4]) > head.ends:
        why = f"期限 {due}，晚于规划期 {head.starts}—{head.ends}"
    else:
        return
    yield Conflict(
        places=(one.place,), arithmetic=f"“{one.name}”：{why}",
        question=f"“{one.name}”的期限是否有误，或已经完成？",
    )  # fmt: skip


_HEAD = (
    "北岭县人民政府办公室\n2022年8月12日\n北岭县“十四五”养老规划\n一、目标\n推进。\n二、"
    "主要任务\n1.建设。{}，新建养老服务中心3个。\n"
)
definition = Check(
    title="期限早于印发或超出规划期",
    title_en="A deadline before the document or beyond its years",
    says="指标或项目的期限早于文件日期，或在规划期之外",
    says_en="A target or project is due before the document was issued or beyond the plan's years",
    severity=Severity.MEDIUM,
    find=find,
    examples=(Sample(_HEAD.format("2021年底前"), 1), Sample(_HEAD.format("2024年底前"), 0)),
)
