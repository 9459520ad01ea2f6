"""Who leads and who answers for a task, in the ways offices write it; every case is invented."""

import pytest

from anhuai.plans.engine import Draft, read
from anhuai.plans.rules.drafts import Task

FRONT = "青河县养老服务规划（2023-2025年）\n一、总体目标\n到2025年，护理型床位占比达到55%。\n"
Case = tuple[str, str, str]

BRACKETS: dict[str, Case] = {
    "led": ("（县民政局牵头，县财政局、县卫健局按职责分工负责）", "县民政局", "县财政局 县卫健局"),
    "led, alone": ("（县民政局牵头）", "县民政局", ""),
    "led, alone, to do": ("（县民政局牵头负责）", "县民政局", ""),
    "led the other way round": (
        "（由县民政局负责牵头，县财政局、县医保局配合）", "县民政局", "县财政局 县医保局"),
    "two lead": ("（县民政局、县卫健局牵头，县财政局配合）", "县民政局 县卫健局", "县财政局"),
    "two lead together": (
        "（县民政局、县卫健局共同牵头，县财政局参与）", "县民政局 县卫健局", "县财政局"),
    "with others": ("（县民政局会同县财政局、县住建局负责）", "县民政局", "县财政局 县住建局"),
    "led with others": (
        "（县民政局牵头，会同县财政局、县住建局落实）", "县民政局", "县财政局 县住建局"),
    "led, prefix once": (
        "（市民政局牵头，市财政局、卫生健康委、医保局按职责分工负责）",
        "市民政局", "市财政局 市卫生健康委 市医保局"),
    "groups": (
        "（县民政局牵头，县财政局配合；县卫健局牵头，县医保局配合）",
        "县民政局 县卫健局", "县财政局 县医保局"),
    "led, open": ("（县民政局牵头，县财政局等相关部门配合）", "县民政局", "县财政局"),
    "led, everybody": (
        "（县民政局牵头，县直有关部门配合，各乡镇人民政府负责落实）",
        "县民政局", "县直有关部门 各乡镇人民政府"),
    "flat": ("（县民政局、县财政局、县残联按职责分工负责）", "", "县民政局 县财政局 县残联"),
    "flat, open": ("（县民政局、县财政局等部门按照职责分工负责）", "", "县民政局 县财政局"),
    "flat, each": ("（县民政局、县财政局按各自职责负责）", "", "县民政局 县财政局"),
    "flat, by duty and towns": (
        "（县民政局、县财政局按职责分工负责，各镇（街道）落实）",
        "", "县民政局 县财政局 各镇（街道）"),
    "flat, towns": ("（县民政局，各乡镇人民政府）", "", "县民政局 各乡镇人民政府"),
    "counties first": (
        "（各县（市、区）人民政府，市民政局、市财政局按职责分工负责）",
        "", "各县（市、区）人民政府 市民政局 市财政局"),
    "counties and districts": (
        "（市民政局、市财政局，各县、区人民政府）", "", "市民政局 市财政局 各县、区人民政府"),
    "one": ("（县民政局负责）", "", "县民政局"),
    "label": ("（责任单位：县民政局、县财政局）", "", "县民政局 县财政局"),
    "label of signs of a scan": ("(责任单位:县民政局,县财政局)", "", "县民政局 县财政局"),
    "two labels": (
        "（牵头单位：县民政局；配合单位：县财政局、县卫健局）", "县民政局", "县财政局 县卫健局"),
    "two labels parted by a comma": (
        "（牵头单位：县民政局，配合单位：县财政局，各乡镇）", "县民政局", "县财政局 各乡镇"),
    "two labels parted by a stop": (
        "（牵头单位：县民政局。责任单位：县财政局、县卫健局。）",
        "县民政局", "县财政局 县卫健局"),
    "two labels and the list's sign": (
        "（牵头单位：县民政局、配合单位：县财政局）", "县民政局", "县财政局"),
    "three labels": (
        "（牵头单位：县民政局；责任单位：县财政局；参与单位：县残联、县妇联）",
        "县民政局", "县财政局 县残联 县妇联"),
    "labels and a day": (
        "（牵头单位：县民政局；责任单位：县财政局；完成时限：2025年12月底）",
        "县民政局", "县财政局"),
    "a label without its office": (
        "（牵头：县民政局；配合：县财政局、县残联）", "县民政局", "县财政局 县残联"),
    "a label that is two": ("（牵头及责任单位：县民政局）", "县民政局", ""),
    "label and led": (
        "（责任单位：县民政局牵头，县财政局、县残联配合）", "县民政局", "县财政局 县残联"),
    "label and marked": (
        "（责任单位：县民政局（牵头）、县财政局、县残联）", "县民政局", "县财政局 县残联"),
    "marked as a unit": (
        "（责任单位：县民政局〔牵头单位〕、县财政局）", "县民政局", "县财政局"),
    "in square brackets": ("【责任单位：县民政局、县财政局】", "", "县民政局 县财政局"),
    "in the brackets of numbers": ("〔县民政局牵头，县财政局配合〕", "县民政局", "县财政局"),
    "brackets within": (
        "（责任单位：县农业农村局（县乡村振兴局）、县民政局，各镇（街道））",
        "", "县农业农村局（县乡村振兴局） 县民政局 各镇（街道）"),
    "led, brackets within": (
        "（县农业农村局（乡村振兴局）牵头，县教育局（体育局）配合）",
        "县农业农村局（乡村振兴局）", "县教育局（体育局）"),
    "broken by a line": (
        "（县民政局牵头，县财政局、县卫\n生健康局按职责分工负责）",
        "县民政局", "县财政局 县卫生健康局"),
    "label broken by a line": (
        "（责任单位：县民政局、县财\n政局、县残联）", "", "县民政局 县财政局 县残联"),
    "bracket never closed": ("（责任单位：县民政局、县财政局", "", "县民政局 县财政局"),
    "bracket never opened": ("责任单位：县民政局、县财政局）", "", "县民政局 县财政局"),
    "as below": (
        "（县民政局、县财政局，列首位的为牵头部门，下同）", "县民政局", "县财政局"),
    "first leads, said within": (
        "（责任单位：县民政局、县财政局，排名第一的为牵头单位）", "县民政局", "县财政局"),
    "not listed again": (
        "（县民政局牵头，县财政局配合。以下各项均需各乡镇人民政府落实，不再一一列出）",
        "县民政局", "县财政局"),
    "not listed again, behind a comma": (
        "（县民政局牵头，县财政局配合，下同）", "县民政局", "县财政局"),
    "party offices": (
        "（县委组织部、县委宣传部、县委网信办、县委编办、县委社会工作部按职责分工负责）",
        "", "县委组织部 县委宣传部 县委网信办 县委编办 县委社会工作部"),
    "societies": (
        "（县残联、县妇联、团县委、县总工会、县红十字会、县老龄办、县计生协）",
        "", "县残联 县妇联 团县委 县总工会 县红十字会 县老龄办 县计生协"),
    "branches of higher offices": (
        "（县民政局、县税务局、人行青河县支行、国家金融监督管理总局青河监管支局、国网青河县供电公司）",
        "", "县民政局 县税务局 人行青河县支行 国家金融监督管理总局青河监管支局 国网青河县供电公司"),
    "squads and branches": (
        "（区民政局、公安分局、自然资源和规划分局、消防救援大队、市场监管局）",
        "", "区民政局 公安分局 自然资源和规划分局 区消防救援大队 区市场监管局"),
    "houses and companies": (
        "（县民政局、县大数据中心、县城投公司、县人民医院、县融媒体中心、县供销社）",
        "", "县民政局 县大数据中心 县城投公司 县人民医院 县融媒体中心 县供销社"),
    "towns by name": (
        "（县民政局，城关镇、河口镇、白沙乡人民政府）",
        "", "县民政局 城关镇 河口镇 白沙乡人民政府"),
    "towns, streets and a zone": (
        "（县民政局，各乡镇人民政府、街道办事处，开发区管委会）",
        "", "县民政局 各乡镇人民政府 街道办事处 开发区管委会"),
    "and between the last two": (
        "（县民政局、县财政局和县残联按职责分工负责）", "", "县民政局 县财政局 县残联"),
    "a province": (
        "（省民政厅牵头，省发展改革委、财政厅、自然资源厅、省医保局按职责分工负责）",
        "省民政厅", "省发展改革委 省财政厅 省自然资源厅 省医保局"),
    "ministries' names of a region": (
        "（自治区民政厅、财政厅、卫生健康委，各地级市人民政府按职责分工负责）",
        "", "自治区民政厅 自治区财政厅 自治区卫生健康委 各地级市人民政府"),
    "commas everywhere": ("（县民政局，县财政局，县残联负责）", "", "县民政局 县财政局 县残联"),
    "guided": (
        "（县民政局指导，各乡镇人民政府负责）", "", "县民政局 各乡镇人民政府"),
    "does and helps": (
        "（县民政局负责，县财政局、县残联配合）", "", "县民政局 县财政局 县残联"),
}  # fmt: skip

LINES: dict[str, Case] = {
    "a line": ("责任单位：县民政局、县财政局", "", "县民政局 县财政局"),
    "a line that leads": ("牵头部门：县民政局", "县民政局", ""),
    "two lines": (
        "牵头单位：县民政局\n责任单位：财政局、卫健局，各乡镇",
        "县民政局", "县财政局 县卫健局 各乡镇"),
    "three lines": (
        "牵头部门：县民政局\n责任部门：县财政局\n配合单位：县残联、县妇联",
        "县民政局", "县财政局 县残联 县妇联"),
    "lines with persons": (
        "分管领导：王某某\n牵头单位：县民政局\n责任人：李某某\n配合单位：县财政局",
        "县民政局", "县财政局"),
    "a line of two labels and blanks": (
        "牵头单位：县民政局　　责任单位：县财政局　县卫健局", "县民政局", "县财政局 县卫健局"),
    "a label in brackets of its own": (
        "【牵头单位】县民政局\n【配合单位】县财政局、县残联", "县民政局", "县财政局 县残联"),
    "a label and a blank": ("责任单位　县民政局、县财政局", "", "县民政局 县财政局"),
    "a label with a bracket": (
        "责任单位（部门）：县民政局、县财政局", "", "县民政局 县财政局"),
    "a label of both": ("牵头（责任）单位：县民政局", "县民政局", ""),
    "a line broken": ("责任单位：县民政局、县财政局、县人力\n资源社会保障局", "",
                     "县民政局 县财政局 县人力资源社会保障局"),
    "a label broken by blanks": ("责 任 单 位：县民政局、县财政局", "", "县民政局 县财政局"),
    "lead and helpers in one": (
        "责任单位：县民政局牵头，县财政局、县残联配合", "县民政局", "县财政局 县残联"),
    "first by comma": (
        "责任单位：县民政局，县财政局、县残联", "县民政局", "县财政局 县残联"),
    "whose work it is": ("主办单位：县民政局\n协办单位：县财政局", "县民政局", "县财政局"),
    "a limit before": (
        "完成时限：2025年12月\n责任单位：县民政局、县财政局", "", "县民政局 县财政局"),
    "a limit behind": (
        "责任单位：县民政局、县财政局 完成时限：2025年12月", "", "县民政局 县财政局"),
    "a bracket alone": ("（县民政局牵头，县财政局配合）", "县民政局", "县财政局"),
    "a list alone behind a dash": (
        "——责任单位：县民政局、县财政局", "", "县民政局 县财政局"),
    "by a sentence": (
        "该项工作由县民政局牵头，县财政局、县残联配合。", "县民政局", "县财政局 县残联"),
    "as the unit that leads": (
        "牵头单位为县民政局，配合单位为县财政局、县残联。", "县民政局", "县财政局 县残联"),
}  # fmt: skip


def draft(text: str) -> Draft:
    """Return the only plan of a text."""
    (found,) = read(text)
    return found


def first(said: str, behind: str = "") -> Task:
    """Return the first task of a plan whose words end with what is said."""
    text = FRONT + (
        f"二、主要任务\n（一）发展老年助餐。新建老年食堂2家，优化布局。{said}\n"
        f"（二）加强综合监管。开展联合检查，完善制度。\n三、保障措施\n（一）加强领导。压实责任。\n{behind}"
    )
    tasks = draft(text).tasks
    assert [one.title for one in tasks] == ["发展老年助餐", "加强综合监管", "加强领导"]
    assert not tasks[1].leads
    assert not tasks[1].responsible
    return tasks[0]


def who(task: Task) -> tuple[set[str], set[str]]:
    """Return who leads and who else answers for a task."""
    return set(task.leads), set(task.responsible)


@pytest.mark.parametrize("case", BRACKETS.values(), ids=BRACKETS)
def test_departments_in_a_bracket_behind_the_task(case: Case) -> None:
    said, leads, rest = case
    task = first(said)
    assert who(task) == (set(leads.split()), set(rest.split()))
    assert task.lead_inferred == ("" if leads else rest.split()[0])


@pytest.mark.parametrize("case", LINES.values(), ids=LINES)
def test_departments_on_lines_behind_the_task(case: Case) -> None:
    said, leads, rest = case
    assert who(first("\n" + said)) == (set(leads.split()), set(rest.split()))


SECOND: dict[str, Case] = {
    "a space behind the list": (
        "（ 县民政局 牵头， 县财政局 、县残联 配合 ）", "县民政局", "县财政局 县残联"),
    "led by the county's office": (
        "（县政府办公室牵头，县民政局、各乡镇（街道）配合）",
        "县政府办公室", "县民政局 各乡镇（街道）"),
    "each does": (
        "（县民政局、县卫健局、县医保局分别负责）", "", "县民政局 县卫健局 县医保局"),
    "each by its own": (
        "（县民政局、县卫健局根据职责分工负责，各乡镇、街道办事处具体落实）",
        "", "县民政局 县卫健局 各乡镇 街道办事处"),
    "a stop within": (
        "（县民政局、县财政局按职责分工负责。）", "", "县民政局 县财政局"),
    "ending in a semicolon": ("（责任单位：县民政局、县财政局）；", "", "县民政局 县财政局"),
    "label of lead and duty": (
        "（牵头单位：县卫健委、县民政局；责任单位：县医保局、县人社局、各镇人民政府）",
        "县卫健委 县民政局", "县医保局 县人社局 各镇人民政府"),
    "label, group of villages": (
        "（责任单位：县民政局、各乡（镇）人民政府、城区社区管委会）",
        "", "县民政局 各乡（镇）人民政府 城区社区管委会"),
    "label of departments": ("（责任部门：市民政局、发展改革委、财政局、住房城乡建设局）", "",
                            "市民政局 市发展改革委 市财政局 市住房城乡建设局"),
    "implementers": (
        "（牵头单位：市民政局；实施单位：各县（市、区）人民政府、管委会）",
        "市民政局", "各县（市、区）人民政府 管委会"),
    "long names": (
        "（县发展和改革局、县住房和城乡建设局、县人力资源和社会保障局、县文化广电和旅游局负责）",
        "", "县发展和改革局 县住房和城乡建设局 县人力资源和社会保障局 县文化广电和旅游局"),
    "an office and its other name": (
        "（县民政局、县卫生健康局（县疾控局）、县委社工部按职责分工负责）",
        "", "县民政局 县卫生健康局（县疾控局） 县委社工部"),
    "with open towns": (
        "（区民政局牵头，区财政局、区规划和自然资源局等部门及各街道办事处配合）",
        "区民政局", "区财政局 区规划和自然资源局 各街道办事处"),
    "hosted": ("（主办单位：县民政局；协办单位：县残联）", "县民政局", "县残联"),
    "a day and the list in one bracket": (
        "（2025年12月底前完成；责任单位：县民政局、县财政局）", "", "县民政局 县财政局"),
    "a list and a day": (
        "（县民政局牵头，县财政局配合，2025年6月底前完成）", "县民政局", "县财政局"),
    "a list and for ever": (
        "（责任单位：县民政局、县财政局，长期坚持）", "", "县民政局 县财政局"),
    "a named street": (
        "（区民政局、新华街道办事处、区城投集团）", "", "区民政局 新华街道办事处 区城投集团"),
    "a bank and a tax office": (
        "（县财政局、县税务局、人民银行青河支行按职责分工负责）",
        "", "县财政局 县税务局 人民银行青河支行"),
    "a city's districts": (
        "（市民政局、市卫生健康委按职责分工负责，各区县政府、市高新区管委会落实）",
        "", "市民政局 市卫生健康委 各区县政府 市高新区管委会"),
    "an autonomous region's short names": (
        "（旗民政局牵头，旗财政局、卫健委，各苏木镇配合）",
        "旗民政局", "旗财政局 旗卫健委 各苏木镇"),
    "members of a group": (
        "（县养老服务联席会议成员单位按职责分工负责）", "", "县养老服务联席会议成员单位"),
    "a label behind a stop": (
        "责任单位：县民政局、县财政局。", "", "县民政局 县财政局"),
    "in curly labels": ("[责任单位：县民政局、县财政局]", "", "县民政局 县财政局"),
    "half signs": ("(县民政局牵头,县财政局、县残联配合)", "县民政局", "县财政局 县残联"),
    "leaders named behind": (
        "（责任单位：县民政局，责任人：张某某）", "", "县民政局"),
    "two tasks of one lead": (
        "（县民政局牵头；县财政局、县残联配合）", "县民政局", "县财政局 县残联"),
    "duty to everybody": ("（各乡镇、县直各部门）", "", "各乡镇 县直各部门"),
    "by duty behind a comma": (
        "（县民政局、县卫健局、县教体局，按职责分工负责）", "", "县民政局 县卫健局 县教体局"),
    "takes part": (
        "（县民政局（县老龄办）牵头，县财政局、县中医院参加）",
        "县民政局（县老龄办）", "县财政局 县中医院"),
    "and each town": (
        "（县民政局、县财政局及各镇（街道）按职责分工负责）", "", "县民政局 县财政局 各镇（街道）"),
    "to each village": ("（各乡镇人民政府负责）", "", "各乡镇人民政府"),
    "a province's cities": (
        "（省民政厅、省财政厅，各设区市人民政府）", "", "省民政厅 省财政厅 各设区市人民政府"),
    "a lead with others in a row": (
        "（牵头部门：县民政局　责任部门：县财政局、县残联）", "县民政局", "县财政局 县残联"),
}  # fmt: skip


@pytest.mark.parametrize("case", SECOND.values(), ids=SECOND)
def test_departments_in_more_brackets(case: Case) -> None:
    said, leads, rest = case
    assert who(first(said)) == (set(leads.split()), set(rest.split()))


TWICE: dict[str, Case] = {
    "paragraphs": (
        "（县民政局牵头，县财政局配合）\n同时完善配送。（县商务局牵头，县邮政局配合）",
        "县民政局 县商务局", "县财政局 县邮政局"),
    "sentences": (
        "（县民政局、县财政局负责）推动配送。（县商务局负责）", "", "县民政局 县财政局 县商务局"),
    "labels": (
        "（责任单位：县民政局、县财政局）\n同时完善配送。（责任单位：县商务局）",
        "", "县民政局 县财政局 县商务局"),
    "a bracket in the middle": (
        "落实补贴。（县民政局、县财政局按职责分工负责）今后逐年推开。", "", "县民政局 县财政局"),
}  # fmt: skip


@pytest.mark.parametrize("case", TWICE.values(), ids=TWICE)
def test_a_task_with_several_lists_has_them_all(case: Case) -> None:
    said, leads, rest = case
    assert who(first(said)) == (set(leads.split()), set(rest.split()))


NOTES = (
    "注：责任单位中排在第一位的为牵头单位。", "（各项任务列首位的为牵头单位）",
    "以上任务排名第一的单位为牵头部门，其他为配合单位。", "说明：第一个责任单位为牵头单位",
    "以上各项任务中，列第一位的部门为牵头单位。",
)  # fmt: skip


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize(
    "said", ["（县民政局、县财政局、县残联）", "\n责任单位：县民政局、县财政局、县残联"]
)
def test_a_note_once_says_that_the_first_leads(note: str, said: str) -> None:
    assert who(first(said, note + "\n")) == ({"县民政局"}, {"县财政局", "县残联"})
    assert who(first(said)) == (set(), {"县民政局", "县财政局", "县残联"})


NO_LISTS = (
    "（含养老服务中心、日间照料中心）", "（2023年新建1家、2024年新建1家）",
    "（城关镇、河口镇等地）", "（一类地区每家5万元）",
    "（老年大学、社区学校等）", "（试点期间由企业自行负责）",
)  # fmt: skip


@pytest.mark.parametrize("said", NO_LISTS)
def test_other_brackets_name_nobody(said: str) -> None:
    assert who(first(said)) == (set(), set())


TABLES: dict[str, tuple[str, str, str, str]] = {
    "flat": ("责任单位", "县民政局、县财政局、县残联", "", "县民政局 县财政局 县残联"),
    "one": ("责任单位", "县民政局", "", "县民政局"),
    "by comma": ("责任单位", "县民政局，县财政局、县残联", "县民政局", "县财政局 县残联"),
    "towns by comma": ("责任单位", "县民政局，各乡镇", "", "县民政局 各乡镇"),
    "blanks": ("责任单位", "县民政局 县财政局 县残联", "", "县民政局 县财政局 县残联"),
    "prefix once": ("责任单位", "县民政局、财政局、残联", "", "县民政局 县财政局 县残联"),
    "marked": ("责任单位", "县民政局（牵头）、县财政局", "县民政局", "县财政局"),
    "said": ("责任单位", "县民政局牵头，县财政局、县残联配合", "县民政局", "县财政局 县残联"),
    "labels": ("责任单位", "牵头单位：县民政局；配合单位：县财政局", "县民政局", "县财政局"),
    "short labels": ("责任分工", "牵头：县民政局 配合：县财政局", "县民政局", "县财政局"),
    "by duty": ("责任单位", "县民政局，县财政局按职责分工负责", "", "县民政局 县财政局"),
    "a head that says who leads": (
        "责任单位（列首位的为牵头单位）", "县民政局、县财政局", "县民政局", "县财政局"),
    "lead": ("牵头单位", "县民政局", "县民政局", ""),
    "two lead": ("牵头单位", "县民政局、县卫健局", "县民政局 县卫健局", ""),
    "lead and others": (
        "牵头单位\t责任单位", "县民政局\t财政局、残联", "县民政局", "县财政局 县残联"),
    "lead, duty, help": (
        "牵头单位\t责任单位\t参与单位", "县民政局\t县财政局\t县残联，各乡镇",
        "县民政局", "县财政局 县残联 各乡镇"),
    "host and help": ("主办单位\t协办单位", "县民政局\t县财政局", "县民政局", "县财政局"),
    "duty and help": ("责任单位\t配合单位", "县民政局\t县财政局", "", "县民政局 县财政局"),
    "a person's column": (
        "责任领导\t责任单位", "王某某\t县民政局、县财政局", "", "县民政局 县财政局"),
    "a lead's empty others": ("牵头单位\t配合单位", "县民政局\t／", "县民政局", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLES.values(), ids=TABLES)
def test_departments_in_the_columns_of_a_division_of_work(
    case: tuple[str, str, str, str],
) -> None:
    head, cells, leads, rest = case
    other = "\t".join("县卫健局" for _ in head.split("\t"))
    text = (
        "青河县2025年养老服务重点任务清单\n"
        f"序号\t重点任务\t{head}\t完成时限\n1\t新增老年助餐点12个\t{cells}\t2025年10月底\n"
        f"2\t完善监管制度\t{other}\t2025年12月底\n"
    )
    tasks = draft(text).tasks
    assert [one.title for one in tasks] == ["新增老年助餐点12个", "完善监管制度"]
    assert who(tasks[0]) == (set(leads.split()), set(rest.split()))
    assert tasks[0].lead_inferred == ("" if leads else rest.split()[0])
