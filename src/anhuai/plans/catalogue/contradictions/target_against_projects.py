"""A count promised in the text and another one in the project list."""

from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity, number
from anhuai.plans.rules.drafts import Amount, Indicator, Project, Reading


def find(reading: Reading) -> Iterator[Conflict]:
    """Compare each promised count with what the projects of the same plan build or renovate."""
    for draft in reading.drafts:
        for one in draft.indicators:
            if (
                one.unit not in ("个", "座", "所", "处", "家", "公里")
                or one.value is None
                or one.implied
            ):
                continue
            same = [(p, a) for p in draft.projects for a in _same(reading, one, p)]
            if same and all(amount.value != one.value for _, amount in same):
                yield _conflict(one, *same[0])


def _same(reading: Reading, one: Indicator, project: Project) -> list[Amount]:
    said = one.name if len(one.name) >= 8 else _around(reading, one)
    found = []
    renovates = any(word in said[-24:] for word in ("改造", "提升", "改建"))
    for amount in project.amounts:
        if amount.unit != one.unit or amount.is_new == renovates:
            continue
        noun = amount.what.removeprefix("已建").removeprefix("建设")[-6:]
        if len(noun) >= 4 and noun in said + one.name:
            found.append(amount)
    return found


def _around(reading: Reading, one: Indicator) -> str:
    """The clause up to the number, with what it continues."""
    start = max(0, one.place.start - 60)
    said = reading.text[start : one.place.end].replace(",", "，")
    figure = number(one.value)
    return said[: said.rfind(figure)] if figure in said else said


def _conflict(one: Indicator, project: Project, amount: Amount) -> Conflict:
    verb = "新建" if amount.is_new else "改造"
    return Conflict(
        places=(one.place, project.place),
        arithmetic=f"正文“{one.name}”{number(one.value)}{one.unit}；"
        f"项目“{project.name}”{verb}{amount.what}"
        f" {number(amount.value)}{amount.unit}",
        question=(
            f"{verb}{amount.what}以正文 {number(one.value)}{one.unit}还是项目 "
            f"{number(amount.value)}{amount.unit}为准？"
        ),
    )


_LIST = (
    "附件\n序号\t项目名称\t建设性质\t建设内容\t总投资（万元）"
    "\n1\t日间照料工程\t新建\t在三个社区新建日间照料中心{}个。\t100\n"
)
_BODY = "某县养老规划\n一、目标\n推进建设。\n二、主要任务\n1.建设。在新小区新建日间照料中心4个。\n"
definition = Check(
    title="任务数量与项目数量不符",
    title_en="The text and the project list promise different counts",
    says="正文承诺的数量与项目清单中同一内容的数量不同",
    says_en="What the text promises to build or renovate differs from the project that does it",
    severity=Severity.HIGH,
    find=find,
    examples=(Sample(_BODY + _LIST.format(8), 1), Sample(_BODY + _LIST.format(4), 0)),
)
