"""The plan reader on invented plans in real styles; every item stands where it says."""

import time
from pathlib import Path

import pytest
import yaml
from bench.reader_scores import Strip, indicators, invented, projects, tasks
from bench.reader_varied import VARIATIONS

from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.catalogue.contradictions import CHECKS
from anhuai.plans.engine import Draft, read
from anhuai.plans.engine import departments as lists
from anhuai.plans.engine.binding import Word
from anhuai.plans.engine.dates import dates
from anhuai.plans.engine.normal import normal
from anhuai.plans.engine.numerals import chinese
from anhuai.plans.engine.quantities import quantities
from anhuai.plans.rules.checking import Check
from anhuai.plans.rules.drafts import Reading

FOLDER = Path(__file__).parent / "reader_plans"
WORDS = [Word(key, one.title, one.unit, one.says) for key, one in INDICATORS.items()]


def plan(name: str) -> tuple[str, Draft]:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    drafts = read(text, WORDS)
    assert len(drafts) == 1
    return text, drafts[0]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("五十五", 55),
        ("一万二千", 12000),
        ("二〇二五", 2025),
        ("十", 10),
        ("两", 2),
        ("", None),
        ("甲", None),
    ],
)
def test_chinese_numerals(said: str, value: int | None) -> None:
    assert chinese(said) == value


@pytest.mark.parametrize(
    ("said", "value", "unit", "operator"),
    [
        ("达到百分之五十五以上", 55, "%", ">="), ("不低于30%", 30, "%", ">="),
        ("三分之二以上", 66.67, "%", ">="), ("七成以上", 70, "%", ">="),
        ("1.4‰", 1.4, "‰", "="), ("1.2万张", 12000, "张", "="), ("8.03亿元", 8.03, "亿元", "="),
        ("≥70%", 70, "%", ">="), ("不超过50%", 50, "%", "<="), ("3-5家", 3, "家", "range"),
        ("超过50%", 50, "%", ">"),
    ],
)  # fmt: skip
def test_quantities(said: str, value: float, unit: str, operator: str) -> None:
    (found,) = quantities(said)
    assert (found.value, found.unit, found.operator) == (value, unit, operator)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("到2025年底", "2025-12"), ("2021年12月", "2021-12"), ("到“十四五”末", "2025"),
        ("二〇三〇年", "2030"), ("2025年底前", "2025-12"), ("到2025年", "2025"),
    ],
)  # fmt: skip
def test_deadlines(said: str, value: str) -> None:
    assert dates(said + "，建成")[-1].value == value


def test_what_a_scanner_broke_is_read_and_keeps_its_place() -> None:
    original = "累计完成IooO户，覆盖率达90虹，普及率达90%o。完成\uf0b370%"
    text = normal(original)
    assert text.plain == "累计完成1000户，覆盖率达90%，普及率达90%。完成≥70%"
    at = text.plain.index("1000户")
    place = text.place(at, at + 5)
    assert original[place.start : place.end] == "IooO户"


def test_genuine_per_mille_is_not_a_broken_percent() -> None:
    assert normal("占总人口的1.4‰。").plain == "占总人口的1.4‰。"


def test_departments_in_four_ways() -> None:
    labels = lists.labelled("建设。\n牵头单位：区民政局\n责任单位：区发展和改革局、财政局，各乡镇")
    assert labels is not None
    assert (labels.leads, labels.responsible) == (
        ("区民政局",), ("区发展和改革局", "区财政局", "各乡镇"),
    )  # fmt: skip
    bracket = lists.bracketed("推进改造。（州民政局牵头，州财政局、州残联，各县（市人民政府配合）")
    assert bracket is not None
    assert (bracket.leads, bracket.responsible[-1]) == (("州民政局",), "各县（市）人民政府")
    flat = lists.bracketed("推进。（市民政局、市商务局按职责分工负责）")
    assert flat is not None
    assert (flat.leads, flat.responsible, flat.is_flat) == ((), ("市民政局", "市商务局"), True)
    cell = lists.column("民政厅，省发展改革委、财政厅")
    assert cell is not None
    assert (cell.leads, cell.responsible) == (("民政厅",), ("省发展改革委", "省财政厅"))
    assert lists.bracketed("建设助餐点、爱心超市等设施（老饭桌、幸福院）。") is None


@pytest.mark.parametrize("name", ["wenhua", "beiling", "dongchuan", "nanping", "xishan"])
def test_every_item_stands_in_the_text_with_its_number(name: str) -> None:
    text, draft = plan(name)
    for one in (*draft.indicators, *draft.tasks, *draft.projects, *draft.norms, *draft.baselines):
        assert text[one.place.start : one.place.end].strip()
    for one in draft.indicators:
        if not one.implied and one.value is not None and one.value == int(one.value):
            quote = text[one.place.start : one.place.end].replace("IooO", "1000")
            digits = f"{int(one.value)}"
            assert digits in quote or any(c in quote for c in "百分成半一二三四五六七八九万"), one


def test_a_scanned_plan_with_page_marks_in_its_sentences() -> None:
    _text, draft = plan("wenhua")
    found = {one.key: (one.operator, one.value, one.unit) for one in draft.indicators}
    assert found["daycare_coverage"] == ("=", 90, "%")
    assert found["town_inst_share"] == (">", 50, "%")
    assert found["home_adaptation_annual"] == (">=", 200, "户/年")
    assert found["early_dev_knowledge"] == found["parenting_guidance"] == ("=", 90, "%")
    assert draft.tasks[0].responsible[0] == "州自然资源和规划局"
    assert not any(one.value == 10000 for one in draft.indicators)  # a threshold, not a promise


def test_facts_norms_and_money_a_person_are_no_promises() -> None:
    _text, draft = plan("nanping")
    values = {one.value for one in draft.indicators}
    assert not values & {5, 5000, 50, 80.5}
    assert draft.head.ends == 2025
    assert draft.tasks[0].responsible[-1] == "各乡镇人民政府"


def test_a_text_of_facts_promises_nothing() -> None:
    text = (
        "甲县工作情况\n一、基本情况\n截至2024年底，全县建成日间照料中心78个，"
        "覆盖率达到100%。\n二、取得成效\n已完成改造300户，护理型床位占比达到60%。"
    )
    assert [one for draft in read(text, WORDS) for one in draft.indicators] == []


def test_series_denominators_and_who_is_renovated() -> None:
    _text, draft = plan("xishan")
    found = [(one.name[:12], one.value, one.unit, one.deadline) for one in draft.indicators]
    assert ("养老机构护理型床位占比", 50, "%", "2023") in found
    assert ("养老机构护理型床位占比", 55, "%", "2025") in found
    units = {one.key: one.unit for one in draft.indicators}
    assert units["sw_per_1000_elders"] == "人/千名老年人"
    assert units["sw_per_100_beds"] == "人/百张床位"
    assert units["elder_univ_county"] == "所/县（市、区）"
    assert any(one.value == 1000 and "适老化改造" in one.name for one in draft.indicators)
    assert not any(one.value in (80, 750) for one in draft.indicators)


def test_a_table_between_tabs_gives_the_target_column() -> None:
    _text, draft = plan("beiling")
    pension = next(one for one in draft.indicators if one.key == "pension_insurance")
    assert (pension.value, [m.value for m in pension.mentions]) == (100, [100])
    assert [(p.name, p.budget, p.beds, p.starts, p.ends) for p in draft.projects] == [
        ("北岭区公办养老服务中心", 2860, 100, 2022, 2023),
        ("北岭区普惠托育服务中心", 480.5, None, 2023, 2024),
    ]


def test_chapters_broken_table_heads_and_a_five_year_title() -> None:
    _text, draft = plan("dongchuan")
    assert (draft.head.starts, draft.head.ends) == (2026, 2030)
    row = next(one for one in draft.indicators if "护理员数" in one.name)
    assert (row.value, row.unit, row.deadline) == (3.5, "人/千名老年人", "2030")
    assert [task.title for task in draft.tasks][:2] == ["完善基本养老服务清单", "强化特困供养"]


@pytest.mark.parametrize("code", CHECKS)
def test_each_check_speaks_on_its_examples_and_only_there(code: str) -> None:
    check: Check = CHECKS[code]
    for example in check.examples:
        reading = Reading(example.text, tuple(read(example.text, WORDS)))
        found = list(check.find(reading))
        assert len(found) == example.found, (code, [one.arithmetic for one in found])
        for one in found:
            assert one.places
            assert all(reading.quote(place).strip() for place in one.places)


def test_checks_find_what_a_small_plan_contradicts() -> None:
    text, draft = plan("beiling")
    reading = Reading(text, (draft,))
    spoken = {code for code, check in CHECKS.items() if list(check.find(reading))}
    assert spoken == {"area_gap", "below_floor", "places_against_population"}


@pytest.mark.parametrize(
    "text",
    [
        "1234567890" * 3000, "\n" * 30_000 + "一、目标\n", "（" * 5000 + "养老" * 5000,
        "区民政局、" * 5000, "养老，" * 10_000,
    ],
    ids=["digits", "lines", "brackets", "departments", "commas"],
)  # fmt: skip
def test_no_text_keeps_the_reader_busy(text: str) -> None:
    start = time.process_time()
    reading = Reading(text, tuple(read(text, WORDS)))
    assert [one for check in CHECKS.values() for one in check.find(reading)] == []
    assert time.process_time() - start < 5  # of CPU: 0.1 s, where a bad rule takes minutes


def test_a_long_reading_tells_how_far_it_is_and_can_be_stopped() -> None:
    lines = [f"{at}.推进第{at}项工作。到2025年，新建老年食堂{at}个。" for at in range(1, 400)]
    text = "\n".join(["某县养老服务规划（2021—2025年）", "一、主要任务", *lines])
    told: list[tuple[int, int]] = []
    read(text, step=lambda done, total: told.append((done, total)))
    assert len(told) > 5
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert all(done <= total for done, total in told)

    class Enough(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done:
            raise Enough

    with pytest.raises(Enough):
        read(text, step=stop)


@pytest.mark.parametrize("way", sorted(VARIATIONS))
def test_an_invented_plan_written_another_way_loses_little_and_invents_nothing(way: str) -> None:
    for path in sorted(FOLDER.glob("*.txt")):
        plain = path.read_text(encoding="utf-8")
        before = sum(len(one.indicators) for one in read(plain))
        found = sum(len(one.indicators) for one in read(VARIATIONS[way](plain)))
        assert before * 0.6 <= found <= before + 1, (path.name, before, found)


def test_a_list_with_commas_behind_a_line_of_departments_is_no_page_mark() -> None:
    text = (
        "某区养老服务方案\n一、主要任务\n1、加强设施建设。到2025年，新建老年食堂2个。\n"
        "牵头单位：区民政局\n责任单位：区财政局、发展和改革局、住房城乡建设和交通局，各乡镇\n"
        "2、补齐农村短板。到2025年，农村设施覆盖率达到65%以上。\n牵头单位：区民政局\n"
        "责任单位：区财政局"
    )
    draft = read(text, WORDS)[0]
    assert [one.number for one in draft.tasks] == ["1", "2"]
    assert len(draft.indicators) == 2


def at_least(share: float | None, floor: float) -> bool:
    """Say whether a share is high enough; without anything to score there is none."""
    return share is None or share >= floor


def test_a_share_of_nothing_right_is_no_share_of_nothing_to_score() -> None:
    assert at_least(None, 0.9)
    assert not at_least(0.0, 0.9)


ANNOTATED = Path(__file__).parent / "reader_gold"


@pytest.mark.parametrize("name", sorted(one.stem for one in (ANNOTATED / "gold").glob("*.yaml")))
def test_plans_annotated_before_they_were_read(name: str) -> None:
    gold = yaml.safe_load((ANNOTATED / "gold" / f"{name}.yaml").read_text(encoding="utf-8"))
    text = (ANNOTATED / "text" / f"{name}.txt").read_text(encoding="utf-8")
    (draft,) = read(text, WORDS)
    strip, said = Strip(text), list[str]()
    found = indicators(gold, draft, strip, said.append)
    assert (found.f1() or 0) >= 0.95, said
    assert at_least(found.share("deadline"), 0.9), said
    assert at_least(found.share("deadline_all"), 0.98), said  # inherited ones too
    work = tasks(gold, draft, said.append)
    assert (work.f1() or 0) >= 0.97, said
    assert at_least(work.share("departments"), 0.95), said
    assert projects(gold, draft, strip, said.append).missed == 0, said
    assert invented(gold, draft, text, strip, said.append) == 0, said
