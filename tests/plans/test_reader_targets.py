"""What a sentence or a table promises: invented ones, one or two for each rule of the grammar."""

import pytest

from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.engine import Draft, read
from anhuai.plans.engine.binding import Word

WORDS = [Word(key, one.title, one.unit, one.says) for key, one in INDICATORS.items()]
GOALS = """某县养老服务发展规划（2021—2025年）
一、规划背景
（一）发展基础。略。
二、主要目标
{}
三、主要任务
（一）完善养老服务体系。加强统筹。
四、保障措施
（一）加强组织领导。各部门密切配合。
"""


def goals(said: str) -> Draft:
    (draft,) = read(GOALS.format(said), WORDS)
    return draft


def figures(said: str) -> list[tuple[float | None, str, str]]:
    return [(one.value, one.unit, one.operator) for one in goals(said).indicators]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("社区服务设施面积达到每百户33平米以上。", [(33, "平方米/百户", ">=")]),
        ("各镇养老设施均不低于常住人口每千人36平方米。", [(36, "平方米/千人", ">=")]),
        ("人均健身场地面积达到2.4平方米。", [(2.4, "平方米/人", "=")]),
        ("孕产妇死亡率控制在13/10万以内。", [(13, "/10万", "<=")]),
        ("助餐能力达到每天3000人次。", [(3000, "人次/天", "=")]),
        ("每千人口托位数2023年达到3个，2025年达到4.4个。",
         [(3, "个/千人", "="), (4.4, "个/千人", "=")]),
        ("每个社区至少建成1个助餐点、1个书画室。",
         [(1, "个/社区", ">="), (1, "个/社区", ">=")]),
        ("每个城市社区社团数量为9个、每个村社团数量为4个。",
         [(9, "个/社区", "="), (4, "个/村", "=")]),
        ("社区商业面积占比力争完成市定目标（≥12%）。", [(12, "%", ">=")]),
        ("床位从310张增加到520张。", [(520, "张", "=")]),
        ("乡镇至少应有一所老年学校。", [(1, "所/乡镇", ">=")]),
        ("敬老院运行经费不少于4万元/年。", [(4, "万元/年", ">=")]),
        ("为70名失能老人建设家庭床位，为400名老人提供不少于20次上门服务。",
         [(70, "名", "="), (400, "名", "=")]),
        ("新建敬老院3所，其中县级不少于1所，新增床位240个。",
         [(3, "所", "="), (1, "所", ">="), (240, "个", "=")]),
    ],
)  # fmt: skip
def test_what_is_promised(said: str, found: list[tuple[float, str, str]]) -> None:
    assert figures(said) == found


@pytest.mark.parametrize(
    "said",
    [
        "截至2020年底，全县共有养老机构9家，床位880张，每千名老年人拥有床位27张。",
        "我县现有老年人4.1万人，占总人口的20.6%。",
        "预计到2025年，全县老年人口将达到5万人，占总人口比重达到25%。",
        "目前已建成8个助餐点，还有5个正在建设。",
        "单体敬老院床位原则上不超过130张。",
        "日间照料床位不少于12张，配备工作人员不少于4人。",
        "新区养老床位按照老年人口的3.2%配置。",
        "约30%的老年人处于半失能状态。",
        "基本养老服务覆盖全体老年人。",
    ],
)
def test_what_is_not(said: str) -> None:
    assert figures(said) == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("敬老院居室、浴室要全部安装呼叫装置。", "呼叫装置"),
        ("改造后的敬老院须达到《敬老院改造验收指标》要求。", "敬老院"),
        ("养老设施覆盖所有城市社区。", "城市社区"),
        ("所有乡镇建成区域养老服务中心。", "区域养老服务中心"),
        ("有供养意愿的特困人员全部实现集中供养。", "集中供养"),
    ],
)
def test_everybody_and_everything_is_a_hundred(said: str, name: str) -> None:
    (one,) = goals(said).indicators
    assert (one.value, one.unit, one.implied) == (100, "%", True)
    assert name in one.name


def test_dates_reach_their_own_figures() -> None:
    several = goals(
        "到2023年和2025年，护理型床位占比分别达到52%和58%；助餐覆盖率分别达到70%和90%。"
    )
    assert [one.deadline for one in several.indicators] == ["2023", "2025", "2023", "2025"]
    year = goals("护理型床位占比2023年达到51%，2024年达到54%。")
    assert [one.deadline for one in year.indicators] == ["2023", "2024"]
    lent = goals("养老方面：到2024年底，体系更加完善。护理型床位占比达到53%。")
    assert [(one.deadline, one.deadline_inferred) for one in lent.indicators] == [("2024-12", True)]


def test_side_by_side_is_not_the_same_again() -> None:
    rates = goals("基本养老服务覆盖率达到100%，失能老人养老服务补贴覆盖率达到100%。").indicators
    assert len(rates) == 2
    both = goals("护理员岗前培训率和持证上岗率均达到100%。").indicators
    assert [one.name for one in both] == ["护理员岗前培训率", "护理员持证上岗率"]


def test_a_table_gives_its_column_of_targets_and_where_it_stands() -> None:
    draft = goals(
        "类别\t序号\t指标名称\t单位\t2020年实际值\t2025年目标值\t指标属性\n"
        "养老\t1\t养老机构护理型床位占比\t%\t31\t≥57\t约束性\n"
        "\t2\t适老化改造\t户\t[200]\t[900]\t预期性\n"
        "托育\t3\t每千人口托位数\t个\t1.1\t4.3\t预期性"
    )
    assert [(one.value, one.unit, one.operator, one.deadline) for one in draft.indicators] == [
        (57, "%", ">=", "2025"), (900, "户", "=", "2025"), (4.3, "个/千人", "=", "2025"),
    ]  # fmt: skip
    stands = [(one.value, one.year) for one in draft.baselines]
    assert stands == [(31, 2020), (200, 2020), (1.1, 2020)]


def test_a_table_of_years_gives_one_a_year_and_rows_never_merge() -> None:
    draft = goals(
        "指标\t2021年\t2022年\t2023年\n新增托位（个）\t150\t150\t200\n新增助餐点（个）\t150\t150\t200"
    )
    assert [(one.value, one.deadline) for one in draft.indicators] == 2 * [
        (150, "2021"), (150, "2022"), (200, "2023"),
    ]  # fmt: skip


def test_a_box_of_one_cell_a_line_keeps_words_around_its_figures() -> None:
    draft = goals(
        "专栏1 主要指标\n指标\n2025年目标值\n1.养老床位总量\n达到2600张以上\n2.养老专业招生规模\n"
        "明显增长\n3.每千名老年人配备社会工作者人数\n保持1人以上\n4.老年大学覆盖面\n"
        "每个县（市、区）至少1所"
    )
    assert [(one.value, one.unit, one.operator) for one in draft.indicators] == [
        (2600, "张", ">="), (1, "人/千名老年人", ">="), (1, "所/县（市、区）", ">="),
    ]  # fmt: skip


def test_a_table_with_single_blanks_is_a_table() -> None:
    draft = goals("序号 指标 2020年 2025年 属性\n1 护理型床位占比 33% 56% 约束性")
    assert [(one.value, one.deadline) for one in draft.indicators] == [(56, "2025")]


def test_rows_of_an_annex_promise_with_their_own_time_limit() -> None:
    (draft,) = read(
        GOALS.format("略。")
        + "附件\n任务清单\n序号\t重点任务\t目标要求\t责任单位\t完成时限\n"
        + "1\t实施适老化改造\t完成320户\t县民政局\t2024年10月底\n",
        WORDS,
    )
    (one,) = draft.indicators
    assert (one.value, one.unit, one.deadline) == (320, "户", "2024-10")
    assert "适老化改造" in one.name


def test_lines_of_a_list_without_stops_stay_lines() -> None:
    items = ("护理型床位占比达到51%", "培育社会服务机构40家", "未保工作机制覆盖率达到93%以上",
             "城市和农村平台覆盖率分别达到61%、32%", "每万人拥有社会组织6.2个")  # fmt: skip
    found = figures("\n".join(f"{one}" for one in items) + "\n")
    assert [value for value, _unit, _sign in found] == [51, 40, 93, 61, 32, 6.2]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("每个街道至少建成1个综合性养老服务中心。", "street_center_coverage"),
        ("每个县建有1所以失能照护服务为主的养老机构。", "county_disabled_inst"),
        ("养老服务床位总量达到3000张。", "beds_total"),
        ("失能、半失能特困人员集中供养率达到62%。", "tekun_disabled_central"),
        ("改建敬老院护理型床位占比不低于52%。", "nursing_bed_share_rebuilt"),
        ("基本养老服务覆盖率达到100%。", ""),
    ],
)
def test_keys(said: str, key: str) -> None:
    (one,) = goals(said).indicators
    assert one.key == key


YEAR = "青河县2025年养老服务工作要点\n一、工作目标\n护理型床位占比达到55%。\n二、重点任务\n"


@pytest.mark.parametrize(
    ("said", "value", "unit", "name", "due"),
    [
        ("6月底前，新建老年食堂12个。", 12, "个", "新建老年食堂", "2025-06"),
        ("3月底前改造80户；10月底前，新建老年食堂12个。", 12, "个", "新建老年食堂", "2025-10"),
        ("将6所敬老院转型为区域养老服务中心。", 6, "所", "敬老院转型为区域养老服务中心", "2025"),
        ("城市低保标准提高到每人每月850元。", 850, "元/人·月", "城市低保标准", "2025"),
        (
            "特困人员基本生活标准达到1100元/人·月。",
            1100,
            "元/人·月",
            "特困人员基本生活标准",
            "2025",
        ),
    ],
)
def test_promises_of_a_plan_of_one_year(
    said: str, value: float, unit: str, name: str, due: str
) -> None:
    (draft,) = read(YEAR + f"1.加强建设。{said}\n2.培养人才。加强培训。\n")
    found = draft.indicators[-1]
    assert (found.value, found.unit, found.name, found.deadline) == (value, unit, name, due)


@pytest.mark.parametrize(
    "said", ["按每千人口不少于10个托位规划建设托育设施。", "高龄老人每人每月发放补贴100元。"]
)
def test_a_ratio_to_build_by_and_a_benefit_are_no_promises(said: str) -> None:
    (draft,) = read(YEAR + f"1.加强建设。{said}\n2.培养人才。加强培训。\n")
    assert [one.value for one in draft.indicators] == [55]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("年底前县社会福利中心完成主体工程。", "县社会福利中心"),
        ("县中心敬老院改扩建项目主体结构封顶。", "县中心敬老院改扩建项目"),
    ],
)
def test_a_house_whose_only_evidence_is_how_far_its_building_comes(said: str, name: str) -> None:
    (draft,) = read(YEAR + f"1.加强建设。{said}\n2.培养人才。加强培训。\n")
    assert [one.name for one in draft.projects] == [name]
