"""What the office's papers on a plan say: orders, task sheets, mid-term and final reports.

They are Chinese papers whatever the language of the page, drafted from the records; what no record
knows is left as a line to fill in, never made up.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.utils import translation

from anhuai.kernel.money import Fen, format_yuan
from anhuai.plans import queries
from anhuai.plans.queries import Board, Row
from anhuai.plans.rules.documents import ProjectStatus
from anhuai.plans.views.official import Bars, Block, Grid, Heading, Paper, Text
from anhuai.plans.views.wording import STATUS, name_of, number, target_text, with_unit
from anhuai.plans.views.words import PROJECT_STATUS, RISK
from anhuai.platform.acting import Actor
from anhuai.platform.words import is_english

MID, FINAL = "mid", "final"
_ORDINALS: Final = "一二三四五六七八九十"
_NOTE: Final = "本件由“安怀”平台根据系统记录起草，数据截至所署日期，须经审核后印发。"


def office_of(plan: Any) -> str:
    """Return the office a plan's papers are in the name of."""
    return str(plan.issuer or plan.area_name)


def order_paper(order: Any) -> Paper:
    """Return a supervision order with its answer, where there is one."""
    plan, task = order.plan, order.task
    rows = [
        ["督办事项", order.title], ["责任单位", order.department.name],
        ["规划依据", f"《{plan.title}》"],
        ["对应任务", f"{task.number} {task.title}" if task else "—"],
        ["回复期限", _day(order.reply_by)], ["督办要求", order.demand],
    ]  # fmt: skip
    if order.answer:
        rows.append(["办理情况", order.answer])
        rows.append(["回复日期", _day(order.answered) if order.answered else "已退回，待重新回复"])
    if order.closed:
        rows.append(["销号", f"{_day(order.closed)}　{order.closed_name}"])
    return Paper(
        head="督办通知单", number=order_number(order), title=f"关于“{order.title}”的督办通知",
        to=order.department.name, sign=office_of(plan), on=order.issued,
        blocks=(
            Grid(("项目", "内容"), rows, (22, 78)),
            Text(f"请于{_day(order.reply_by)}前将办理情况书面回复，并附佐证材料。"),
        ),
    )  # fmt: skip


def order_number(order: Any) -> str:
    """Return an order's number as papers write it: 督〔2026〕3号."""
    return f"督〔{order.year}〕{order.serial}号"


def order_shown(order: Any) -> str:
    """Return an order's number in the language of the page; papers keep the Chinese one."""
    return f"Order {order.year}-{order.serial}" if is_english() else order_number(order)


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def sheet_paper(actor: Actor, plan: Any, department: Any, on: date) -> Paper:
    """Return the sheet of the tasks of a plan that name a department: what it leads and shares."""
    asked = queries.TasksAsked(department=department.pk)
    tasks = list(queries.tasks(actor, on=on, asked=asked, found=plan))
    inside = queries.sees_inside(actor, plan)
    led = [one for one in tasks if department in one.leads.all()]
    shared = [one for one in tasks if one not in led]
    blocks: list[Block] = [
        Text(f"根据《{plan.title}》，现将{department.name}承担的任务印发，请对照落实。")
    ]
    for kind, rows in (("牵头任务", led), ("责任和配合任务", shared)):
        if rows:
            title = f"{_ORDINALS[0 if rows is led or not led else 1]}、{kind}（{len(rows)}项）"
            blocks += [Heading(title), _tasks(actor, rows, on, inside=inside)]
    if not tasks:
        blocks.append(Text("规划没有写明该部门的任务。"))
    return Paper(
        head=f"{plan.area_name}规划任务单", number="", to=department.name,
        title=f"{department.name}承担的规划任务清单", blocks=blocks, sign=office_of(plan), on=on,
        note=_NOTE,
    )  # fmt: skip


def _tasks(actor: Actor, tasks: Iterable[Any], on: date, *, inside: bool) -> Grid:
    rows = []
    with translation.override("zh-hans"):
        for one in tasks:
            others = [d.name for d in (*one.leads.all(), *one.responsible.all())]
            goals = "；".join(
                f"{name_of(t, d)} {target_text(t, d)}"
                for t in queries.task(actor, one.pk).targets.all()
                if (d := queries.indicator(t.indicator))
            )
            late = one.status == "open" and one.deadline is not None and one.deadline < on
            state = "已办结" if one.status == "done" else "已逾期" if late else f"{one.progress}%"
            rows.append([
                one.number, one.title + (f"（指标：{goals}）" if goals else ""),
                "、".join(dict.fromkeys(others)), _day(one.deadline) if one.deadline else "未写",
                state if inside else "",
            ])  # fmt: skip
    return Grid(("编号", "任务", "涉及部门", "期限", "进度"), rows, (10, 42, 24, 14, 10))


def report_paper(
    actor: Actor, plan: Any, on: date, kind: str, following: Any | None = None
) -> Paper:
    """Return the mid-term or final evaluation of a plan, drafted from the day's figures."""
    with translation.override("zh-hans"):
        board = queries.board(actor, plan=plan, on=on)
        name = "中期评估报告" if kind == MID else "总结评估报告"
        parts: list[tuple[str, list[Block]]] = [
            ("总体情况", _overall(actor, plan, board)),
            ("指标完成情况", _figures(board)),
            ("未达到和进展滞后的指标", _unmet(actor, board)),
            ("任务完成情况", _work(actor, plan, on)),
            ("项目建设情况", _building(actor, plan, on)),
        ]
        findings = queries.findings(actor, plan)
        if findings:
            parts.append(("规划文本中需要说明的问题", _doubts(findings)))
        if following is not None:
            parts.append(("与下一规划期的衔接", _compared(actor, plan, following)))
        parts.append(("下一步工作建议", [Text("（请填写）", blank=True)]))
        blocks: list[Block] = []
        for at, (title, body) in enumerate(parts):
            blocks += [Heading(f"{_ORDINALS[at]}、{title}"), *body]
    return Paper(
        head=f"{plan.area_name}规划实施评估", number="", title=f"《{plan.title}》{name}", to="",
        blocks=blocks, sign=office_of(plan), on=on, note=_NOTE,
    )  # fmt: skip


def _overall(actor: Actor, plan: Any, board: Board) -> list[Block]:
    counts = board.counts
    said = "，".join(f"{STATUS[s][0]}{counts[s]}项" for s in STATUS if counts[s])
    tasks = list(queries.tasks(actor, on=board.on, found=plan))
    done = sum(one.status == "done" for one in tasks)
    text = (
        f"《{plan.title}》规划期为{plan.starts}—{plan.ends}年，共提出指标{len(board.rows)}项、"
        f"任务{len(tasks)}项。截至{_day(board.on)}，{said or '尚无指标可评估'}；"
        f"任务已办结{done}项。"
    )
    total = max(1, len(board.rows))
    bars = [(str(STATUS[s][0]), 100 * counts[s] / total, f"{counts[s]}项") for s in STATUS]
    return [Text(text), Bars("指标完成情况", [one for one in bars if one[1]])]


def _figures(board: Board) -> list[Block]:
    rows = [
        [
            name_of(row.target, row.definition),
            number(row.target.baseline),
            target_text(row.target, row.definition),
            with_unit(row.measured.value, row.definition),
            number(row.judgement.gap),
            str(STATUS[row.judgement.status][0]),
        ]
        for row in board.rows
    ]  # fmt: skip
    heads = ("指标", "基期", "目标", "现值", "差距", "评估")
    return [Grid(heads, rows, (34, 11, 15, 15, 12, 13)), Text(_sources(board), plain=True)]


def _sources(board: Board) -> str:
    computed = sum(row.definition.is_computed for row in board.rows)
    return (
        f"注：{computed}项由系统记录计算，{len(board.rows) - computed}项由部门填报并经另一人确认；"
        "没有数据的不作推算。"
    )


def _unmet(actor: Actor, board: Board) -> list[Block]:
    short = [row for row in board.rows if row.judgement.status in queries.SHORT]
    if not short:
        return [Text("没有未达到或进展滞后的指标。")]
    told = queries.causes_of(actor, board.plan)
    blocks: list[Block] = []
    for at, row in enumerate(short, start=1):
        name = name_of(row.target, row.definition)
        blocks += [Heading(f"{at}. {name}", 2), *_short(row, told.get(row.target.pk, []), board.on)]
    return blocks


def _short(row: Row, told: Sequence[Any], on: date) -> list[Block]:
    """The gap in figures, then what was said of it up to the day; a line to fill in where none."""
    ahead = row.judgement.forecast
    guess = f"，按现有进度到期时约为{with_unit(ahead.value, row.definition)}" if ahead else ""
    due = f"{row.target.deadline.year}年" if row.target.deadline else "期限未写明"
    figures = (
        f"目标{target_text(row.target, row.definition)}（{due}），"
        f"现值{with_unit(row.measured.value, row.definition)}，"
        f"差距{number(row.judgement.gap)}{guess}。"
    )
    known = [one for one in told if one.on <= on]
    if not known:
        return [Text(f"{figures}原因和整改措施：", blank=True)]
    return [
        Text(figures),
        *(
            Text(f"{one.year}年原因：{one.says}"
                 + (f"　整改措施：{one.remedy}" if one.remedy else ""))
            for one in reversed(known)
        ),
    ]  # fmt: skip


def _work(actor: Actor, plan: Any, on: date) -> list[Block]:
    rows = [
        [
            one.department.name, str(one.leads), str(one.done), str(one.overdue),
            "—" if one.progress is None else f"{one.progress}%",
            "—" if one.points is None else f"{one.points:g}",
        ]
        for one in queries.standings(actor, on=on, plan=plan) if one.leads
    ]  # fmt: skip
    if not rows:
        return [Text("规划没有写明任务的牵头单位。")]
    heads = ("牵头单位", "任务", "办结", "逾期", "平均进度", "得分")
    return [Grid(heads, rows, (34, 12, 12, 12, 16, 14))]


def _building(actor: Actor, plan: Any, on: date) -> list[Block]:
    projects = queries.projects(actor, plan)
    if not projects:
        return [Text("规划没有列出项目。")]
    budget = sum(one.budget or 0 for one in projects)
    spent = queries.spent_of(actor, plan)
    done = sum(one.status == ProjectStatus.ACCEPTED for one in projects)
    money = "" if spent is None else f"，已支出{format_yuan(Fen(spent))}元"
    rows = []
    for one in projects:
        warned = "、".join(str(RISK[risk]) for risk in queries.risks_of(actor, one, on))
        rows.append([
            one.name, f"{one.starts or ''}—{one.ends or ''}",
            "—" if one.budget is None else f"{one.budget / 1_000_000:g}",
            f"{(one.spent or 0) / 1_000_000:g}",  # type: ignore[attr-defined]
            str(PROJECT_STATUS[one.status][0]), warned or "—",
        ])  # fmt: skip
    heads = ("项目", "年份", "计划投资（万元）", "已支出（万元）", "状态", "风险")
    text = (
        f"规划列项目{len(projects)}个，计划投资{format_yuan(Fen(budget))}元{money}，"
        f"已竣工验收{done}个。"
    )
    return [Text(text), Grid(heads, rows, (30, 14, 14, 14, 13, 15))]


def _doubts(findings: Sequence[Any]) -> list[Block]:
    return [Text(f"{at}. {one.topic}：{one.says}") for at, one in enumerate(findings, start=1)]


def _compared(actor: Actor, plan: Any, following: Any) -> list[Block]:
    rows = []
    for name, cells in _side_by_side(actor, plan, following):
        rows.append([name, *cells])
    if not rows:
        return [Text(f"《{following.title}》没有沿用本规划的指标。")]
    heads = ("指标", f"本期目标（{plan.ends}年）", f"下期目标（{following.ends}年）")
    return [Grid(heads, rows, (46, 27, 27))]


def _side_by_side(actor: Actor, plan: Any, following: Any) -> Iterable[tuple[str, tuple[str, str]]]:
    later = {one.indicator: one for one in queries.targets(actor, following)}
    for target in queries.targets(actor, plan):
        if target.indicator in later:
            definition = queries.indicator(target.indicator)
            yield (
                name_of(target, definition),
                (
                    target_text(target, definition),
                    target_text(later.pop(target.indicator), definition),
                ),
            )
