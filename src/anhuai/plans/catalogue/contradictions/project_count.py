"""A stated number of projects that the list does not have."""

import re
from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity, number
from anhuai.plans.rules.drafts import Draft, Place, Reading

_STATED = re.compile(
    r"(?:项目|工程)(?:共)?(\d+)[个项](?=[，,。；;（(]|计划|概算|估算)|[（(](\d+)个项目[）)]"
)
_SUBS = re.compile(r"其中[:：]?((?:[^，,。；;]{2,14}\d+个[，,][^；;。]{0,16}[；;。]?)+)")


def find(reading: Reading) -> Iterator[Conflict]:
    """Compare stated counts with the rows of the plan's list and with their own parts."""
    for draft in reading.drafts:
        rows = [one for one in draft.projects if one.is_listed]
        said = _stated(reading.text, draft)
        wrong = [(count, place) for count, place in said if count != len(rows)]
        if not rows or not wrong:
            continue
        parts = _parts(reading.text, draft)
        own = f"，文件分项 {'＋'.join(map(str, parts))}＝{sum(parts)}" if parts else ""
        yield Conflict(
            places=(*(place for _, place in wrong), rows[-1].place),
            arithmetic=f"写明 {wrong[0][0]} 个项目，清单实列 {len(rows)} 个{own}",
            question=f"项目是 {number(wrong[0][0])} 个还是 {len(rows)} 个？",
        )


def _stated(text: str, draft: Draft) -> list[tuple[int, Place]]:
    return [
        (int(match[1] or match[2]), Place(match.start(), match.end()))
        for match in _STATED.finditer(text, draft.start, draft.end)
        if "其中" not in text[max(draft.start, match.start() - 12) : match.start()]
        and not _is_part(text, match.start())
        and re.search(
            "投资|合计|总计|重点项目", text[max(draft.start, match.start() - 14) : match.end() + 14]
        )
    ]


def _is_part(text: str, at: int) -> bool:
    """A count behind 其中 in the same paragraph is a part, not the whole."""
    paragraph = text[text.rfind("\n", 0, at) + 1 : at]
    return "其中" in paragraph


def _parts(text: str, draft: Draft) -> list[int]:
    match = _SUBS.search(text, draft.start, draft.end)
    return [int(one) for one in re.findall(r"项目(\d+)个", match[1])] if match else []


_LIST = (
    "附件\n序号\t项目名称\t建设性质\t建设内容\t总投资（万元）"
    "\n1\t幸福大院建设\t新建\t建设用房\t100\n2\t敬老院改造\t改扩建\t改造用房\t200\n合计\t\t"
    "\t\t300\n"
)
definition = Check(
    title="项目个数与清单不符",
    title_en="The number of projects is not the list's",
    says="正文或合计行写明的项目个数与清单的行数不同",
    says_en="The text or the total line gives another number of projects than the list has rows",
    severity=Severity.HIGH,
    find=find,
    examples=(
        Sample((
                f"某县养老规划\n一、目标\n全县建设项目3个，总投资300万元。\n二、"
                f"主要任务\n1.建设。推进建设。\n{_LIST}"
            ), 1),
        Sample((
                f"某县养老规划\n一、目标\n全县建设项目2个，总投资300万元。\n二、"
                f"主要任务\n1.建设。推进建设。\n{_LIST}"
            ), 0),
    ),
)  # fmt: skip
