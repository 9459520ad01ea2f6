"""Totals and subtotals that do not match their rows."""

from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity, number
from anhuai.plans.rules.drafts import Draft, Reading, Subtotal


def find(reading: Reading) -> Iterator[Conflict]:
    """Add up the rows of each group and of the list."""
    for draft in reading.drafts:
        for one in draft.subtotals:
            rows = [p for p in draft.projects if p.is_listed and p.budget is not None]
            if one.category:
                rows = [p for p in rows if p.category == one.category]
            total = round(sum(p.budget or 0 for p in rows), 6)
            if rows and one.budget is not None and abs(total - one.budget) > 1e-6:
                yield _conflict(draft, one, [p.budget or 0 for p in rows], total)


def _conflict(draft: Draft, one: Subtotal, amounts: list[float], total: float) -> Conflict:
    name = one.category or "合计"
    sums = "＋".join(number(amount) for amount in amounts[:12]) + ("…" if len(amounts) > 12 else "")
    heads = [s.budget for s in draft.subtotals if s.category and s.budget is not None]
    other = ""
    grand = next(
        (s.budget for s in draft.subtotals if not s.category and s.budget is not None), None
    )
    if one.category and grand is not None and heads:
        every = sum(p.budget or 0 for p in draft.projects if p.is_listed)
        other = f"；合计 {number(grand)}：各行相加 {number(every)}，各小计相加 {number(sum(heads))}"
    places = [
        p.place
        for p in draft.projects
        if p.is_listed and (not one.category or p.category == one.category)
    ]
    return Conflict(
        places=(one.place, *places[:1], *places[-1:]),
        arithmetic=f"{name}：{sums}＝{number(total)} 万元，文件写 {number(one.budget)} 万元，相差 "
        f"{number(abs(total - (one.budget or 0)))} 万元{other}",
        question=f"“{name}”应为 {number(total)} 还是 {number(one.budget)} 万元？",
        severity=Severity.LOW if abs(total - (one.budget or 0)) <= 1 else None,
    )


_LIST = (
    "附件\n序号\t项目名称\t建设性质\t建设内容\t总投资（万元）"
    "\n1\t幸福大院建设\t新建\t建设用房\t100\n2\t敬老院改造\t改扩建\t改造用房\t200\n合计\t{}"
    "\n"
)
_BODY = "某县养老规划\n一、目标\n推进建设。\n二、主要任务\n1.建设。推进建设。\n"
definition = Check(
    title="合计与分项不符",
    title_en="A total is not the sum of its rows",
    says="小计或合计不等于所列各行之和",
    says_en="A subtotal or total differs from the sum of the rows it covers",
    severity=Severity.HIGH,
    find=find,
    examples=(Sample(_BODY + _LIST.format(305), 1), Sample(_BODY + _LIST.format(300), 0)),
)
