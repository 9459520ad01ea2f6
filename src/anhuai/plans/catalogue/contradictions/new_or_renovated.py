"""A project called new whose content renovates what stands."""

import re
from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity
from anhuai.plans.rules.drafts import Reading

_RENOVATES = re.compile(
    r"(?:对(?:已|原|现|老)[^。；;]{2,60}?|(?:已运行|已建|原有)[^。；;]{2,60}?)(?:进行"
    r"|实施)?(?:改造|改扩建|维修)"
)


def find(reading: Reading) -> Iterator[Conflict]:
    """Rows of a list whose kind says 新建 and whose content or name says otherwise."""
    for draft in reading.drafts:
        for one in draft.projects:
            if one.kind != "新建" or not one.years_raw:
                continue
            match = _RENOVATES.search(one.content[:120])
            builds = re.search("新建|新增", one.content[: match.start()] if match else one.content)
            word = match[0] if match and not builds else ("扩建" if "扩建" in one.name else "")
            if word:
                yield Conflict(
                    places=(one.place,),
                    arithmetic=f"项目“{one.name}”建设性质写“新建”，内容或名称为“{word}”",
                    question=f"“{one.name}”的建设性质是新建还是改扩建？",
                )


_LIST = (
    "附件\n序号\t项目名称\t建设性质\t建设年限\t建设内容\t总投资（万元）"
    "\n1\t综合养老中心\t新建\t2023-2024\t{}\t100\n"
)
_BODY = "某县养老规划\n一、目标\n推进建设。\n二、主要任务\n1.建设。推进。\n"
definition = Check(
    title="建设性质与内容不符",
    title_en="A “new” project that renovates",
    says="清单写“新建”，名称或内容是改造、扩建已有设施",
    says_en="The list says new, the name or content renovates or extends what stands",
    severity=Severity.LOW,
    find=find,
    examples=(
        Sample(_BODY + _LIST.format("对已运行的办公楼进行改造，设置床位20张。"), 1),
        Sample(_BODY + _LIST.format("新建办公楼1栋，设置床位20张。"), 0),
    ),
)
