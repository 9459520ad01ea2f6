"""Departments with tasks that the leading group's list does not have."""

import re
from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity
from anhuai.plans.rules.drafts import Draft, Place, Reading

_LIST = re.compile(r"(?:领导小组|专班|联席会议)[\s\S]{0,12}成员名单\s*\n[\s\S]{10,}")
_CORE = re.compile(r"^(?:自治区|省|州|市|县|区|旗)(?=.{2})|局$|委$|办$|（.*）$|委员会$")


def find(reading: Reading) -> Iterator[Conflict]:
    """Names of the tasks' departments looked for in the list of members."""
    for draft in reading.drafts:
        matches = list(_LIST.finditer(reading.text, draft.start, draft.end))
        if not matches:
            continue
        members = re.sub(r"\s", "", matches[-1][0])
        missing: dict[str, Place] = {}
        for task in draft.tasks:
            for name in (*task.leads, *task.responsible):
                if re.search("镇|乡|街道|各", name) or _core(name) in members:
                    continue
                missing.setdefault(name, task.departments_at or task.place)
        if missing:
            yield _conflict(draft, missing, Place(matches[-1].start(), matches[-1].end()))


def _core(name: str) -> str:
    for _ in range(3):
        name = _CORE.sub("", name)
    return name


def _conflict(draft: Draft, missing: dict[str, Place], where: Place) -> Conflict:
    del draft
    return Conflict(
        places=(*list(missing.values())[:5], where),
        arithmetic=f"任务责任单位中有 {len(missing)} 个不在成员名单：{'、'.join(missing)}",
        question="这些单位是否应列入领导小组？",
    )


_TEXT = (
    "某区方案\n一、目标\n推进。\n二、主要任务\n1.建设。推进设施建设。\n牵头单位："
    "区民政局\n责任单位：区{}\n附件\n领导小组成员名单\n成员：区民政局局长，区财政局局长\n"
)
definition = Check(
    title="责任单位不在成员名单",
    title_en="A responsible department missing from the annex",
    says="任务的责任单位没有列入附件的领导小组名单",
    says_en="A department with tasks is not among the members the annex lists",
    severity=Severity.LOW,
    find=find,
    examples=(Sample(_TEXT.format("医保局"), 1), Sample(_TEXT.format("财政局"), 0)),
)
