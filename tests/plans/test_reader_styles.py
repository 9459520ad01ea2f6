"""The reader on styles of real divisions of work: matrices of cases, none from a text."""

from collections.abc import Callable, Sequence
from itertools import product

import pytest

from anhuai.plans.engine import read
from anhuai.plans.rules.drafts import Draft, Task

LEADS = (("县民政局",), ("县民政局", "县卫生健康局"))
HELP = (
    ("县财政局",),
    ("县财政局", "县残联", "各乡镇人民政府"),
    ("县消防救援大队", "团县委", "县数据局"),
)
WAYS = (
    "（{lead}牵头，{help}配合）",
    "（{lead}负责牵头，{help}等按职责分工负责）",
    "（由{lead}会同{help}负责）",
    "（牵头单位：{lead}；配合单位：{help}）",
    "（牵头：{lead}；配合：{help}，10月底前完成）",
    "（主办：{lead}；协办：{help}）",
    "【牵头单位：{lead}；责任单位：{help}】",
    "\n牵头单位：{lead}\n责任单位：{help}",
    "牵头部门为{lead}，配合部门为{help}。",
    "由{lead}会同{help}等负责落实。",
)


def draft_of(body: str, title: str = "青岭县养老服务提升行动方案") -> Draft:
    (draft,) = read(f"{title}\n{body}")
    return draft


def only(body: str) -> Task:
    first, *_ = draft_of(
        f"二、重点任务\n（一）健全服务网络。优化布局。{body}\n（二）加强监管。严格执法。"
    ).tasks
    return first


@pytest.mark.parametrize(("way", "lead", "others"), list(product(WAYS, LEADS, HELP)))
def test_who_leads_and_who_helps_in_every_way(
    way: str, lead: tuple[str, ...], others: tuple[str, ...]
) -> None:
    task = only(way.format(lead="、".join(lead), help="、".join(others)))
    assert (task.leads, task.responsible) == (lead, others)


@pytest.mark.parametrize(
    "tail", ["", "按职责分工负责", "等按职责分工负责", "分工负责", "分别负责", "，年内持续推进"]
)
@pytest.mark.parametrize(
    "units", [("县教育局", "县财政局"), ("县委组织部", "共青团中央", "人民银行")]
)
def test_a_flat_list_leads_with_nobody(tail: str, units: tuple[str, ...]) -> None:
    task = only(f"（{'、'.join(units)}{tail or '负责'}）")
    assert (task.leads, task.responsible) == ((), units)


@pytest.mark.parametrize("mark", ["分别牵头", "共同牵头", "均牵头"])
def test_several_lead_together(mark: str) -> None:
    task = only(f"（县民政局、县卫健局（{mark}），县财政局）")
    assert (task.leads, task.responsible) == (("县民政局", "县卫健局"), ("县财政局",))


def test_counties_of_a_city_are_one_name() -> None:
    assert only("（牵头单位：市科协，配合单位：市民政局，各区、县级市）").responsible == (
        "市民政局",
        "各区、县级市",
    )


ROWS = (
    ("1", "新建托育园6家。", "县教育局、县妇联", "县卫健局"),
    ("2", "培训护理员80人次。", "县人社局", "县民政局"),
)


@pytest.mark.parametrize(
    "layout",
    ["\n".join, "\n\n".join, "\t".join, " | ".join],
    ids=["cell a line", "blank lines", "tabs", "bars"],
)
@pytest.mark.parametrize("last", [True, False])
def test_the_column_that_leads_may_stand_last(
    layout: Callable[[Sequence[str]], str], *, last: bool
) -> None:
    bars = layout("ab") == "a | b"
    head = ["序号", "事项", "配合单位", "牵头单位"]
    lines = []
    for row in (head, *ROWS):
        cells = list(row) if last else [*row[:2], row[3], row[2]]
        lines.append(f"| {layout(cells)} |" if bars else layout(cells))
    draft = draft_of("\n".join(lines), "青岭县2024年重点工作任务分解表")
    assert [(one.leads, one.responsible) for one in draft.tasks] == [
        (("县卫健局",), ("县教育局", "县妇联")),
        (("县民政局",), ("县人社局",)),
    ]
    assert {(one.value, one.unit) for one in draft.indicators} == {(6, "家"), (80, "人次")}


@pytest.mark.parametrize("day", ["9月底", "9月底前", "2024年9月", "9月30日前"])
def test_a_plan_of_one_year_leaves_the_year_out(day: str) -> None:
    body = (
        "序号\t任务\t责任单位\t完成时间\n"
        f"1\t新建助餐点6家\t县民政局\t{day}\n2\t培训护理员80人次\t县人社局\t年底"
    )
    draft = draft_of(body, "青岭县2024年重点工作任务分工方案")
    assert {one.value: one.deadline for one in draft.indicators}[6] == "2024-09"


BASES = ("比2023年", "较2023年", "在2023年基础上")


@pytest.mark.parametrize(("base", "verb"), list(product(BASES, ("提高", "增加", "提升"))))
def test_a_change_from_a_base_is_a_promise_where_a_later_date_leads(base: str, verb: str) -> None:
    ahead = draft_of(f"一、工作目标\n到2026年，失能老年人照护率{base}{verb}12个百分点。")
    assert [(one.value, one.unit) for one in ahead.indicators] == [(12, "个百分点")]
    again = draft_of(f"一、工作目标\n到2026年，照护率不低于60%，{base}{verb}12个百分点。")
    assert [one.value for one in again.indicators] == [60]
    told = draft_of(
        f"一、工作基础\n截至2024年底，照护率已{base}{verb}12个百分点。\n二、工作目标\n到2026年，照护率达到60%。"
    )
    assert [one.value for one in told.indicators] == [60]


@pytest.mark.parametrize(
    "said",
    [
        "2024年、2025年、2026年分别新增床位30张、40张、50张",
        "2024、2025、2026年分别新增床位30张、40张、50张",
        "2024年至2026年分别新增床位30张、40张、50张",
        "2024—2026年分别新增床位30张、40张、50张",
    ],
)
def test_so_much_in_each_year(said: str) -> None:
    draft = draft_of(f"一、工作目标\n{said}。")
    assert [(one.value, one.deadline) for one in draft.indicators] == [
        (30, "2024"), (40, "2025"), (50, "2026"),
    ]  # fmt: skip


def test_as_much_in_each_of_two_years() -> None:
    draft = draft_of("一、工作目标\n2025年和2026年各新增床位60张。")
    assert [(one.value, one.deadline) for one in draft.indicators] == [(60, "2025"), (60, "2026")]


@pytest.mark.parametrize(
    ("said", "accrual"),
    [
        ("每年培训护理员300人次", "annual"),
        ("累计培训护理员300人次", "cumulative"),
        ("每个街道至少建成1个养老综合体", "per_unit"),
        ("养老床位总数达到300张", "stock"),
        ("福利彩票公益金用于养老服务的比例不低于55%", "annual"),
        ("特殊困难老年人月探访率达到100%", "monthly"),
    ],
)
def test_over_what_time_a_figure_is_taken(said: str, accrual: str) -> None:
    assert draft_of(f"一、工作目标\n到2026年，{said}。").indicators[0].accrual == accrual


def test_chapters_that_open_with_a_year_and_an_annex_between_two() -> None:
    body = (
        "一、2025年主要目标\n1.床位数增长6%。（牵头单位：县民政局）\n2.托位数增长7%。（牵头单位：县卫健局）\n"
        "附件1\n分配表\n乡镇\t任务数（户）\n甲镇\t12\n二、工作要求\n（一）压实责任。倒排工期。"
    )
    draft = draft_of(body, "青岭县2025年重点工作责任分工")
    assert [(one.value, one.operator) for one in draft.indicators] == [
        (6, "increase_by"), (7, "increase_by"),
    ]  # fmt: skip
    assert [one.leads for one in draft.tasks] == [("县民政局",), ("县卫健局",), ()]


@pytest.mark.parametrize(
    "said",
    [
        "合同双方约定，甲方应于2024年支付乙方30%的价款。",
        "2023年全县新建床位300张，培训护理员80人次，取得明显成效。",
    ],
)
def test_a_text_without_headings_that_plans_nothing_promises_nothing(said: str) -> None:
    (draft,) = read(f"服务合同\n{said * 3}")
    assert not draft.indicators
