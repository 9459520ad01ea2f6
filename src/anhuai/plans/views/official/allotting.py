"""A funding proposal on paper: the sum, the formula in words, every line with its arithmetic."""

from typing import Any

from anhuai.kernel.money import Fen, format_yuan
from anhuai.plans.catalogue.allotments import ALLOTMENTS
from anhuai.plans.rules.allotting import State, Whom
from anhuai.plans.views.official import Block, Grid, Heading, Paper, Text
from anhuai.plans.views.official.composing import office_of

_WHOM = {Whom.DEPARTMENT: "部门", Whom.PROJECT: "项目", Whom.TOWN: "乡镇"}
_COUNT = {Whom.DEPARTMENT: "牵头任务", Whom.PROJECT: "风险项数", Whom.TOWN: "可判断指标"}


def proposal_paper(one: Any) -> Paper:
    """Return a proposal with its lines as an official paper; the decision where there is one."""
    definition = ALLOTMENTS[one.formula]
    whom, lines = definition.whom, list(one.lines.all())
    scored = "缺口（元）" if whom is Whom.PROJECT else "得分"
    rows = [
        [
            str(line.order), line.name,
            _yuan(line.need) if whom is Whom.PROJECT
            else "—" if line.points is None else f"{line.points:g}",
            str(line.count), f"{line.weight.normalize():f}", _yuan(line.computed),
            _yuan(line.amount),
        ]
        for line in lines
    ]  # fmt: skip
    given = sum(line.amount for line in lines)
    rows.append(["", "合计", "", "", "", _yuan(sum(line.computed for line in lines)), _yuan(given)])
    heads = ("序号", _WHOM[whom], scored, _COUNT[whom], "权重", "按办法计算（元）", "建议（元）")
    blocks: list[Block] = [
        Heading("一、资金和分配办法"),
        Text(f"{one.year}年度拟安排资金{_yuan(one.total)}元，依据《{one.plan.title}》截至"
             f"{one.on.year}年{one.on.month}月{one.on.day}日的执行结果提出。"),
        Text(f"分配办法：{definition.title}。{definition.says}"
             "各行金额 = 总额 × 权重 ÷ 权重合计，尾差按余数大小分配。"),
        Heading("二、分配建议"),
        Grid(heads, rows, (7, 27, 13, 11, 14, 14, 14)),
    ]  # fmt: skip
    if given < one.total:
        blocks.append(Text(f"未安排{_yuan(one.total - given)}元。"))
    changed = [f"{line.name}：{line.reason}" for line in lines if line.reason]
    if changed:
        blocks += [Heading("三、与计算不同的理由"), *(Text(words) for words in changed)]
    if one.note:
        blocks.append(Text(f"说明：{one.note}"))
    blocks.append(Text(_decision(one)))
    return Paper(
        head=f"{one.plan.area_name}资金安排建议", number="", title=one.title, to="", blocks=blocks,
        sign=office_of(one.plan), on=one.decided_on or one.on,
        note="分配办法为产品缺省，未见法规规定，由本县审定后使用。",
    )  # fmt: skip


def _decision(one: Any) -> str:
    if one.status == State.PROPOSED:
        return f"提出人：{one.proposed_name}。尚未审定。"
    if one.status == State.WITHDRAWN:
        return f"提出人：{one.proposed_name}。已撤回：{one.reason}"
    said = "同意" if one.status == State.APPROVED else "不同意"
    opinion = f"：{one.reason}" if one.reason else ""
    return f"提出人：{one.proposed_name}；审定人：{one.decided_name}，{said}{opinion}。"


def _yuan(fen: int | None) -> str:
    return "—" if fen is None else format_yuan(Fen(fen))
