"""Tasks, departments, projects and structure, on small invented texts a rule each."""

import pytest

from anhuai.plans.engine import Draft, read
from anhuai.plans.engine.departments import bracketed, labelled, units

GOALS = "青河县养老服务规划（2023-2025年）\n一、总体目标\n到2025年，护理型床位占比达到55%。\n"


def draft(text: str) -> Draft:
    """Return the only plan of a text."""
    (found,) = read(text)
    return found


def numbers(text: str) -> list[tuple[str, str]]:
    """Return the numbers and titles of a text's tasks that are no safeguards."""
    return [(one.number, one.title) for one in draft(text).tasks if not one.is_safeguard]


HEAD = "青河县2025年养老服务重点任务清单\n"
TABLES = {
    "columns": (
        "序号\t工作任务\t牵头单位\t责任单位\t时间节点\n"
        "一、健全基本养老服务\t\t\t\t\n"
        "1\t发布服务清单\t县民政局\t县财政局、县医保局\t6月底前\n"
        "二、扩大托育服务\t\t\t\t\n"
        "2\t建成托育中心\t县卫健局\t县发改局，各乡镇人民政府\t12月底前\n"
    ),
    "flat": (
        "序号\n重点任务\n具体措施\n牵头单位\n配合单位\n完成时限\n"
        "1\n发布服务清单\n修订县级基本养老服务清单，明确各项服务的对象、内容、标准和支出责任，"
        "向社会公布并每年评估调整一次。\n县民政局\n县财政局、县医保局\n2025年9月底\n"
        "2\n建成托育中心\n设置普惠托位。\n县卫健局\n县发改局，各乡镇人民政府\n2025年12月底\n"
    ),
}


@pytest.mark.parametrize("way", sorted(TABLES))
def test_tasks_that_stand_only_in_a_table(way: str) -> None:
    found = draft(HEAD + TABLES[way])
    assert [(one.number, one.title) for one in found.tasks] == [
        ("1", "发布服务清单"), ("2", "建成托育中心"),
    ]  # fmt: skip
    assert [one.leads for one in found.tasks] == [("县民政局",), ("县卫健局",)]
    assert found.tasks[1].responsible == ("县发改局", "各乡镇人民政府")
    assert found.projects == ()


def test_rows_of_a_table_promise_by_their_own_day() -> None:
    text = HEAD + (
        "序号\t重点任务\t牵头单位\t责任单位\t完成时限\n"
        "1\t新增老年助餐点12个\t县民政局\t县财政局\t2025年10月底\n"
        "2\t新增普惠托位160个\t县卫健局\t县教育局\t2025年12月底\n"
    )
    assert [(one.value, one.deadline) for one in draft(text).indicators] == [
        (12, "2025-10"), (160, "2025-12"),
    ]  # fmt: skip


def test_a_row_under_a_merged_cell_is_a_measure_of_the_task_above() -> None:
    found = draft(
        HEAD + "重点任务\t主要措施\t责任单位\n"
        "发展老年助餐\t新增助餐点。\t县民政局、县商务局\n"
        "\t制定补贴办法。\t县财政局\n"
        "加强综合监管\t开展检查。\t县民政局牵头，县消防救援大队配合\n"
    )
    assert [one.title for one in found.tasks] == ["发展老年助餐", "加强综合监管"]
    assert set(found.tasks[0].leads) | set(found.tasks[0].responsible) == {
        "县民政局", "县商务局", "县财政局",
    }  # fmt: skip
    assert found.tasks[1].leads == ("县民政局",)


def test_an_annex_gives_the_departments_of_tasks_it_repeats() -> None:
    found = draft(
        GOALS + "二、主要任务\n（一）发展老年助餐。新建食堂。\n（二）推进医养结合。签约合作。\n"
        "附件：重点任务分工表\n附件\n重点任务分工表\n序号\t重点任务\t牵头单位\t参与单位\n"
        "1\t发展老年助餐\t县民政局\t县商务局\n2\t推进医养结合\t县卫健局\t县医保局\n"
    )
    assert [(one.title, one.leads, one.responsible) for one in found.tasks] == [
        ("发展老年助餐", ("县民政局",), ("县商务局",)),
        ("推进医养结合", ("县卫健局",), ("县医保局",)),
    ]


def test_a_list_of_services_is_no_list_of_tasks_or_projects() -> None:
    found = draft(
        GOALS + "二、主要任务\n（一）发展老年助餐。新建食堂。\n附件：基本养老服务清单\n附件\n"
        "序号\t服务对象\t服务项目\t服务内容\t责任单位\n"
        "1\t80周岁以上老年人\t高龄津贴\t按月发放高龄津贴\t县民政局\n"
    )
    assert len(found.tasks) == 1
    assert found.projects == ()


@pytest.mark.parametrize(
    ("said", "leads", "rest"),
    [
        ("（省民政厅牵头，省财政厅按职责分工负责，各市、县（市、区）人民政府负责落实）",
         ("省民政厅",), ("省财政厅", "各市、县（市、区）人民政府")),
        ("（省民政厅牵头，省财政厅配合。以下均需各市人民政府落实，不再列出）",
         ("省民政厅",), ("省财政厅",)),
        ("（县民政局（牵头）、县财政局）", ("县民政局",), ("县财政局",)),
        ("（由县民政局牵头，县卫健局等部门和单位按照职责分工负责）", ("县民政局",), ("县卫健局",)),
        ("（州民政局、卫生健康委按职责分工负责，各县（市）人民政府负责）",
         (), ("州民政局", "州卫生健康委", "各县（市）人民政府")),
        ("（区民政局、卫健局、市场监管局）", (), ("区民政局", "区卫健局", "区市场监管局")),
        ("（县民政局）", (), ("县民政局",)),
        ("（县民政局、县财政局，各镇〈街道〉）", (), ("县民政局", "县财政局", "各镇〈街道〉")),
    ],
)  # fmt: skip
def test_departments_as_offices_write_them(
    said: str, leads: tuple[str, ...], rest: tuple[str, ...]
) -> None:
    found = bracketed(said)
    assert found is not None
    assert (found.leads, found.responsible) == (leads, rest)


def test_a_list_that_gives_each_name_its_prefix_completes_none() -> None:
    assert units("市高院、市公安局、上海银保监局、市税务局") == [
        "市高院", "市公安局", "上海银保监局", "市税务局",
    ]  # fmt: skip
    assert units("区民政局、财政局、残联")[1:] == ["区财政局", "区残联"]


def test_labels_with_leaders_and_words_in_names() -> None:
    found = labelled("牵头领导：李某某\n牵头单位：县民政局\n配合单位：各项目牵头单位，各镇\n")
    assert found is not None
    assert (found.leads, found.responsible) == (("县民政局",), ("各项目牵头单位", "各镇"))


def test_every_head_of_a_list_of_measures_is_a_task() -> None:
    said = "养老服务十条措施\n" + "".join(
        f"{number}、{title}。{body}\n"
        for number, title, body in (
            ("一", "统筹区域资源", "原则上每3个乡镇共用一所敬老院，接收各乡镇转送的特困人员。"),
            ("二", "优化功能定位", "敬老院要从兜底保障机构向区域养老服务中心转型。"),
            ("三", "健全综合监管", "建立以双随机为基本手段的监管机制。"),
        )
    )
    assert [title for _, title in numbers(said)] == ["统筹区域资源", "优化功能定位", "健全综合监管"]


def test_articles_are_tasks_but_not_the_one_on_validity() -> None:
    said = (
        "东河区支持托育服务若干政策措施\n第一条 加大建设补助。对新建托位给予补助。（区财政局）\n"
        "第二条 落实场地支持。国有房产减免租金。（区国资局）\n"
        "第三条 本措施自2024年5月1日起施行，有效期3年。\n"
    )
    assert [title for _, title in numbers(said)] == ["加大建设补助", "落实场地支持"]


def test_steps_and_validity_are_no_tasks_and_demands_behind_tasks_are_safeguards() -> None:
    said = GOALS + (
        "二、重点任务\n（一）发展老年助餐。新建食堂。\n三、实施步骤\n"
        "（一）启动阶段（2023年3月）。制定细化方案，召开会议，明确分工，全面部署各项工作。\n"
        "四、有关要求\n（一）加强领导。成立专班。\n"
    )
    found = draft(said).tasks
    assert [(one.title, one.is_safeguard) for one in found] == [
        ("发展老年助餐", False), ("加强领导", True),
    ]  # fmt: skip


def test_a_chapter_on_social_security_is_no_safeguard_and_one_that_looks_back_no_task() -> None:
    said = (
        "烈山州民政事业规划\n第一章 开启民政发展新征程\n第一节 发展回顾\n养老床位86张。\n"
        "第二节 发展形势\n机遇并存。\n第二章 健全养老服务保障体系\n第一节 完善居家服务\n"
        "覆盖率达到100%。\n第二节 提升机构服务\n改造22所。\n第三章 保障措施\n第一节 强化法治\n"
        "依法行政。\n第二节 严格评估\n开展监测。\n"
    )
    assert [title for _, title in numbers(said)] == ["完善居家服务", "提升机构服务"]


def test_a_table_of_contents_opens_nothing() -> None:
    said = (
        "白塔省老龄规划\n目　录\n一、主要任务........5\n（一）健全制度........6\n"
        "二、保障措施........9\n"
        "一、主要任务\n（一）健全制度\n完善保险。\n二、保障措施\n（一）加强领导。各级重视。\n"
    )
    assert numbers(said) == [("一(一)", "健全制度")]


def test_a_count_goes_on_behind_a_box() -> None:
    said = GOALS + (
        "二、主要任务\n（一）完善服务\n1.发展居家养老。改造5户。\n专栏1 重点工程\n"
        "提升工程：每个县建成1所。\n2.强化医养结合。签约合作。\n"
    )
    assert [title for _, title in numbers(said)] == ["发展居家养老", "强化医养结合"]


def test_a_bracket_that_lost_its_number_stands_at_the_level_of_sections() -> None:
    said = (
        "临山区规划\n第一章 主要任务\n第一节 健全救助\n1.完善低保。提高标准。\n（）加快养老\n"
        "1.建设食堂。新建2家。\n第二章 保障措施\n第一节 加强领导\n各级重视。\n"
    )
    assert [title for _, title in numbers(said)] == ["完善低保", "建设食堂"]


def test_a_page_number_alone_above_a_heading_and_a_bracket_over_two_lines() -> None:
    said = GOALS + (
        "二、主要任务\n（一）建设食堂。新建2家。（州民政局、财政局，各县（市）人民政府\n"
        "按职责分工负责）\n3、\n（二）改造敬老院。改造3所。（州民政局、住建局按职责分工负责）\n"
    )
    found = draft(said).tasks
    assert [(one.number, one.responsible[-1]) for one in found] == [
        ("二(一)", "各县（市）人民政府"), ("二(二)", "州住建局"),
    ]  # fmt: skip


def test_the_number_behind_a_cell_of_departments_is_the_next_row() -> None:
    said = HEAD + (
        "序号\n重点任务\n责任单位\n1\n增强家庭照护能力\n"
        "市民政局、市卫生健康委、市人力资源社会保障局、市总工会\n2\n提升公办机构水平\n市民政局\n"
    )
    assert [one.number for one in draft(said).tasks] == ["1", "2"]


@pytest.mark.parametrize(
    ("said", "name", "budget", "beds", "area", "ends"),
    [
        ("投资3200万元建设县级养老服务中心，建筑面积8000平方米，床位200张，2024年建成。",
         "县级养老服务中心", 3200, 200, 8000, 2024),
        ("启动实施县福利中心二期工程，总投资5600万元，新增床位260张。",
         "县福利中心二期工程", 5600, 260, None, None),
        ("2024年底前建成区公办养老中心，建筑面积6480平方米，设置床位160张。",
         "区公办养老中心", None, 160, 6480, 2024),
        ("抓好投资9000万元的县医养结合中心项目建设，规划床位350张。",
         "县医养结合中心项目", 9000, 350, None, None),
        ("建设1所市级社会福利院，床位500张，建筑面积2.5万平方米。",
         "市级社会福利院", None, 500, 25000, None),
    ],
)  # fmt: skip
def test_a_house_a_sentence_builds(
    said: str, name: str, budget: float | None, beds: int | None, area: float | None,
    ends: int | None,
) -> None:  # fmt: skip
    found = draft(GOALS + f"二、重点任务\n1.加强建设。{said}\n2.培养人才。培训200人次。\n")
    (house,) = found.projects
    assert (house.name, house.budget, house.beds, house.floor_area, house.ends) == (
        name, budget, beds, area, ends,
    )  # fmt: skip
    assert [one.value for one in found.indicators] == [55, 200]  # its size is no promise


@pytest.mark.parametrize(
    "said",
    [
        "每个街道建成1所综合养老服务中心，建筑面积不低于1000平方米。",
        "新建普惠托育园6所，新增托位720个。",
        "支持社会力量投资5000万元以上的养老项目。",
        "已投资860万元建成县社会福利中心，床位120张。",
        "建设城关镇、河口镇、白沙镇3个区域性养老服务中心。",
        "推动市第一福利院、市第二福利院扩容增效，新增床位600张。",
    ],
)
def test_norms_programmes_and_what_is_built_are_no_house(said: str) -> None:
    found = draft(GOALS + f"二、重点任务\n1.加强建设。{said}\n2.培养人才。培训200人次。\n")
    assert found.projects == ()


def test_a_table_of_projects_without_numbers_and_one_with_groups_in_their_own_cells() -> None:
    front = GOALS + "二、主要任务\n（一）加强建设。完善设施。\n附件：\n重点项目表\n"
    plain = draft(
        front + "项目名称\t建设性质\t主要建设内容\t投资规模\t建设周期\n"
        "县福利院二期\t扩建\t床位150张\t1.2亿元\t2022-2025年\n"
        "县儿童福利院\t新建\t建筑面积2600平方米\t900万元\t2023-2024年\n"
    ).projects
    assert [(one.name, one.budget, one.ends) for one in plain] == [
        ("县福利院二期", 12000, 2025), ("县儿童福利院", 900, 2024),
    ]  # fmt: skip
    grouped = draft(
        front + "序号\n项目名称\n建设性质\n建设内容\n建设年限\n总投资\n一\n养老设施\n3800\n1\n"
        "县中心养老院\n新建\n床位260张\n2021-2023\n3200\n2\n城区日间照料中心\n改建\n改建6所\n"
        "2022-2023\n600\n二\n殡葬设施\n1200\n3\n县殡仪服务站\n新建\n一层\n2023\n1200\n"
    ).projects
    assert [(one.number, one.budget, one.category) for one in grouped] == [
        ("1", 3200, "养老设施"), ("2", 600, "养老设施"), ("3", 1200, "殡葬设施"),
    ]  # fmt: skip


def test_a_chapter_of_projects_is_no_chapter_of_tasks() -> None:
    found = draft(
        GOALS + "二、主要任务\n（一）加强建设。完善设施。\n三、重点项目\n"
        "（一）县托育中心项目。总投资9800万元，建筑面积8500平方米，2023年开工，2025年建成。\n"
    )
    assert [one.title for one in found.tasks] == ["加强建设"]
    assert [(one.starts, one.ends) for one in found.projects] == [(2023, 2025)]


def test_two_houses_of_a_sentence_and_one_in_the_brackets_of_a_box() -> None:
    found = draft(
        GOALS + "二、重点任务\n1.加强建设。建设县社会福利院，总投资3200万元，"
        "县托育中心项目2024年6月竣工，总投资1380万元。\n2.培养人才。培训200人次。\n"
        "专栏1 提升行动\n改造供养设施，加快建设县第二敬老院（床位60张，总投资0.5亿元）。\n"
    )
    assert [(one.name, one.budget) for one in found.projects] == [
        ("县社会福利院", 3200), ("县托育中心项目", 1380), ("县第二敬老院", 5000),
    ]  # fmt: skip


def test_work_that_ends_like_an_office_and_brackets_within_a_name() -> None:
    found = draft(
        HEAD + "序号\n任务名称\n主要内容\n牵头单位\n责任单位\n1\n优化设施布局\n建设综合体1处\n"
        "县民政局\n县发改局\n县财政局\n2\n扩大托育供给\n新增托位26个\n县卫健局\n县教育局\n"
    )
    assert [(one.title, one.leads) for one in found.tasks] == [
        ("优化设施布局", ("县民政局",)), ("扩大托育供给", ("县卫健局",)),
    ]  # fmt: skip
    assert units("市民政局、市国资委等，各县〔市、区〕人民政府") == [
        "市民政局", "市国资委", "各县〔市、区〕人民政府",
    ]  # fmt: skip
