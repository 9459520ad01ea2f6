"""More places named than houses to be built in them."""

import re
from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity
from anhuai.plans.rules.drafts import Reading

_SITES = re.compile(
    r"在((?:[\u4e00-\u9fff]{2,6}、)+[\u4e00-\u9fff]{2,4}?)(?:[等]?[一二三四五六七八九\d"
    r"]*[个]?(?:镇|乡|街道))?(?:分别)?(?:新建|改建|建设"
    r"|建成)[^。；;，,]{0,20}?(\d+)[个所处]"
)


def find(reading: Reading) -> Iterator[Conflict]:
    """Projects whose content names more places than it counts houses."""
    for draft in reading.drafts:
        for one in draft.projects:
            match = _SITES.search(one.content)
            if match is None or "照护单元" in one.content[: match.end()]:
                continue
            places, count = match[1].split("、"), int(match[2])
            if len(places) > count:
                yield Conflict(
                    places=(one.place,),
                    arithmetic=(
                        f"项目“{one.name}”点名 {len(places)} 处（{match[1]}），只建 {count} 个"
                    ),
                    question=f"“{one.name}”的 {count} 个建在哪里？",
                )


_LIST = (
    "附件\n序号\t项目名称\t建设性质\t建设年限\t建设内容\t总投资（万元）"
    "\n1\t乡镇中心\t新建\t2022-2025\t按年度在沙岭、新桥、泉水、平原新建养老服务中心{}个。"
    "\t100\n"
)
_BODY = "某县养老规划\n一、目标\n推进建设。\n二、主要任务\n1.建设。推进。\n"
definition = Check(
    title="点名地点多于建设数量",
    title_en="More places named than houses counted",
    says="项目内容点名的乡镇多于要建的个数",
    says_en="A project's content names more towns than it has houses to build",
    severity=Severity.MEDIUM,
    find=find,
    examples=(Sample(_BODY + _LIST.format(3), 1), Sample(_BODY + _LIST.format(4), 0)),
)
