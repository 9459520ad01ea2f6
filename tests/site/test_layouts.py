"""Sheets of other systems: their heads and codes pinned, what we hold there and back the same."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE

from anhuai.facilities import actions as facilities
from anhuai.facilities import queries as facility_queries
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.kernel.identity import make_citizen_id
from anhuai.kernel.layouts import Held, Kind
from anhuai.people import actions as people
from anhuai.people import queries as people_queries
from anhuai.people.catalogue import LAYOUTS as OF_PEOPLE
from anhuai.people.rules.circumstances import Held as HeldBy
from anhuai.people.rules.facts import Founding, Joining, PersonFacts
from anhuai.people.rules.kin import Relation
from anhuai.platform import layouts
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.jobs.worker import drain
from anhuai.platform.models import AuditEntry, Import
from anhuai.platform.sheets.register import Result, Row

ELDER_BORN, CHILD_BORN = date(1944, 5, 6), date(2016, 7, 8)
ELDER_ID = make_citizen_id("990000", ELDER_BORN, 17)
CHILD_ID = make_citizen_id("990000", CHILD_BORN, 22)
PHONE = "13000000017"
SINCE = date(2024, 1, 1)

INSTITUTION = [
    "统一社会信用代码",
    "机构类型",
    "机构名称",
    "成立日期",
    "行政区划代码",
    "详细地址",
    "经度",
    "纬度",
    "机构等级",
    "负责人姓名",
    "联系电话",
    "负责人证件号码",
    "登记机关",
    "法人类型",
    "全托床位数",
    "日托床位数",
    "护理型床位数",
    "床位总数",
    "建筑面积",
    "占地面积",
    "用房性质",
    "消防是否合格",
    "消防不合格原因",
    "是否有食品经营许可",
    "无食品经营许可原因",
    "机构性质（一级）",
    "机构性质（二级）",
    "是否特困人员供养服务机构",
    "是否光荣院",
    "是否区域性养老服务中心",
    "所在区域类型",
    "举办主体",
    "收住能力完好老年人",
    "收住部分失能老年人",
    "收住完全失能老年人",
    "收住特困老年人",
    "收住残疾老年人",
    "收住退役军人",
    "是否投保责任险",
    "是否长期护理保险定点",
    "居家服务：家庭养老床位",
    "居家服务：家庭养老床位（月服务人次）",
    "居家服务：助餐",
    "居家服务：助餐（月服务人次）",
    "居家服务：助洁",
    "居家服务：助洁（月服务人次）",
    "居家服务：助行",
    "居家服务：助行（月服务人次）",
    "居家服务：助浴",
    "居家服务：助浴（月服务人次）",
    "居家服务：康复护理",
    "居家服务：康复护理（月服务人次）",
    "居家服务：助医",
    "居家服务：助医（月服务人次）",
    "居家服务：探访关爱",
    "居家服务：探访关爱（月服务人次）",
    "社区服务：日间照料",
    "社区服务：老年餐桌",
    "社区服务：文化娱乐",
    "社区服务：时间银行",
    "社区服务：康复",
    "内设医疗机构",
    "签约医疗机构",
    "医疗机构执业许可（备案）",
    "医保定点",
    "享受税费减免",
    "享受建设补贴",
    "享受运营补贴",
    "享受土地优惠",
    "享受行政事业性收费减免",
    "享受水电气热优惠",
    "收费方式",
    "是否会员制",
    "护理费收费区间",
    "床位费收费区间",
    "餐费收费区间",
    "押金收费区间",
    "月末在住人数",
    "运营状态",
    "是否备案",
    "备案日期",
]
ELDER = [
    *[
        "评估编号",
        "评估基准日期",
        "评估原因",
        "姓名",
        "性别",
        "出生日期",
        "身高/体重",
        "民族",
        "宗教信仰",
        "公民身份号码",
    ],
    *["文化程度", "居住情况", "婚姻状况", "医疗费用支付方式", "经济来源", "信息提供者姓名"],
    *["信息提供者与老年人的关系", "联系人姓名", "联系人电话", "疾病诊断", "用药情况"],
    "近 30 天内照护风险事件",
    *[
        "压力性损伤",
        "关节活动度",
        "伤口情况",
        "特殊护理情况",
        "疼痛感",
        "牙齿缺失情况",
        "义齿佩戴情况",
    ],
    *["吞咽困难的情形和症状", "体重指数过低", "清理呼吸道无效", "昏迷", "其他"],
]
CHILD = [
    "姓名",
    "公民身份号码",
    "性别",
    "出生日期",
    "民族",
    "户籍地代码",
    "现居住地",
    "照片",
    "父亲姓名",
    "父亲状况",
    "父亲外出地",
    "父亲返乡时间",
    "父亲联系方式",
    "母亲姓名",
    "母亲状况",
    "母亲外出地",
    "母亲返乡时间",
    "母亲联系方式",
    "监护人姓名",
    "监护人与儿童关系",
    "监护能力",
    "家庭收入来源",
    "是否低保家庭",
    "受委托照护人",
    "委托照护协议",
    "委托照护起止",
    "是否告知学校和村（居）",
    "就读学校",
    "年级",
    "是否寄宿",
    "就学情况",
    "健康状况",
    "残疾等级",
    "预防接种",
    "实际照护人",
    "监护照护情况",
    "留守原因",
    "享受救助项目",
    "风险等级",
    "风险评估日期",
    "风险评估人",
    "风险评估理由",
    "走访记录",
    "事件报告",
    "帮扶方案",
]


def cells(code: str, actor: Actor, **query: str) -> list[dict[str, str]]:
    """The rows that go out, by our codes."""
    one = layouts.offered()[code]
    names = [field.code for field in one.layout.fields]
    return [dict(zip(names, row, strict=True)) for row in one.register.give(actor, query)]


def taken(code: str, actor: Actor, *given: dict[str, str], dry: bool = False) -> list[Any]:
    rows = [Row(number, one) for number, one in enumerate(given, start=2)]
    return layouts.offered()[code].register.take(actor, rows, dry)


@pytest.fixture
def officer(actor, linze) -> Actor:
    return actor("county_officer", division=COUNTY)


@pytest.fixture
def home(linze) -> int:
    facts = FacilityFacts(
        name="示例敬老院", division=VILLAGE, ownership=Ownership.PUBLIC, address="一号",
        phone="0936-0000000",
    )  # fmt: skip
    made = facilities.open_facility(SYSTEM, kind="rural_elderly_home", facts=facts, on=SINCE)
    facilities.add_beds(SYSTEM, facility=made.pk, labels=["1", "2"], on=SINCE)
    flags = facilities.BedFlags(nursing=True)
    facilities.add_beds(SYSTEM, facility=made.pk, labels=["3"], on=SINCE, flags=flags)
    facilities.add_licence(SYSTEM, facility=made.pk, kind="elderly_care_filing", since=SINCE)
    return made.pk


@pytest.fixture
def family(linze) -> tuple[int, int]:
    elder = people.register_person(
        SYSTEM,
        facts=PersonFacts(
            "安大爷", "1", ELDER_BORN, identity=ELDER_ID, hukou=VILLAGE, education="20",
            marital="30",
        ),
        home=Founding(VILLAGE, "二号"), on=SINCE,
    )  # fmt: skip
    people.set_contact(SYSTEM, person=elder.pk, name="安小妹", phone=PHONE)
    child = people.register_person(
        SYSTEM,
        facts=PersonFacts("安小宝", "2", CHILD_BORN, identity=CHILD_ID, hukou=VILLAGE),
        home=Joining(elder.household or 0, "40"), on=SINCE,
    )  # fmt: skip
    people.link_kin(
        SYSTEM, person=elder.pk, relative=child.pk, relation=Relation.GUARDIAN, since=SINCE,
        kind="statutory",
    )  # fmt: skip
    held = HeldBy("left_behind_child", SINCE, kind="both_out")
    people.set_circumstance(SYSTEM, persons=[child.pk], held=held)
    return elder.pk, child.pk


@pytest.mark.parametrize(
    ("code", "heads"), [("institution", INSTITUTION), ("elder", ELDER), ("left_behind", CHILD)]
)
def test_the_heads_are_exactly_these_in_this_order(code: str, heads: list[str]) -> None:
    assert list(layouts.offered()[code].register.heads) == heads


def test_the_codes_are_exactly_these() -> None:
    codes = {
        (name, field.code): dict(field.codes)
        for name, one in layouts.offered().items()
        for field in one.layout.fields
        if field.codes and field.kind is Kind.CODE
    }
    sex = {"1": "男", "2": "女", "0": "未知", "9": "未说明"}
    assert codes == {
        ("institution", "nature_1"): {
            "public": "公办", "public_built_privately_run": "公建民营", "private": "民办",
        },
        ("institution", "status"): {
            "planned": "规划", "building": "在建", "operating": "运营", "suspended": "停业整改",
        },
        ("elder", "sex"): sex,
        ("elder", "education"): {
            "illiterate": "文盲", "primary": "小学", "junior": "初中", "senior": "高中/技校/中专",
            "tertiary": "大专及以上", "unknown": "不详",
        },
        ("elder", "living"): {"alone": "独居"},
        ("left_behind", "sex"): sex,
        ("left_behind", "reason"): {
            "both_out": "父母双方外出", "one_out": "一方外出另一方无监护能力",
            "both_incapable": "父母双方均无监护能力",
        },
    }  # fmt: skip


def test_every_column_has_its_own_code_and_head_and_says_where_it_comes_from() -> None:
    for one in layouts.offered().values():
        fields = one.layout.fields
        assert len({f.code for f in fields}) == len({f.head for f in fields}) == len(fields)
        assert all(f.source for f in fields)
        assert one.layout.basis.note
        assert all(f.held is Held.BOTH for f in fields if f.required)


def test_a_column_nobody_holds_cannot_be_filled() -> None:
    with pytest.raises(KeyError):
        OF_PEOPLE["elder"].row({"religion": "x"})


def test_an_institution_goes_out_with_what_is_on_record(officer, home) -> None:
    (one,) = cells("institution", officer)
    assert one["name"] == "示例敬老院"
    assert (one["beds_full"], one["beds_nursing"], one["beds_total"]) == ("3", "1", "3")
    assert (one["filed"], one["filed_on"]) == ("是", "2024-01-01")
    assert (one["nature_1"], one["status"], one["area_code"]) == ("公办", "运营", VILLAGE)
    fields = layouts.offered()["institution"].layout.fields
    assert not any(one[f.code] for f in fields if f.held is Held.NONE)


def test_an_institution_out_and_in_is_the_same(officer, home) -> None:
    before = cells("institution", officer)
    (outcome,) = taken("institution", officer, before[0])
    assert (outcome.result, outcome.errors) == (Result.UPDATED, [])
    assert cells("institution", officer) == before


def test_what_a_sheet_changes_is_changed_and_what_is_new_is_opened(officer, home) -> None:
    (before,) = cells("institution", officer)
    new = before | {"name": "另一敬老院", "address": "九号"}
    outcomes = taken("institution", officer, before | {"address": "八号"}, new)
    assert [one.result for one in outcomes] == [Result.UPDATED, Result.ADDED]
    found = {one["name"]: one for one in cells("institution", officer)}
    assert found["示例敬老院"]["address"] == "八号"
    assert found["另一敬老院"]["beds_total"] == "0"  # labels are not in the sheet


def test_a_bad_institution_is_refused_with_every_reason_by_the_sheets_columns(officer, home):
    (before,) = cells("institution", officer)
    bad = before | {"building_area": "很大", "nature_1": "外星", "area_code": "620723999"}
    (outcome,) = taken("institution", officer, bad)
    assert {column for column, _says in outcome.errors} >= {"building_area", "nature_1"}
    (strange,) = taken("institution", officer, before | {"type": "幼儿园"})
    assert strange.errors[0][0] == "type"


def test_people_go_out_masked_and_whole_for_a_reason_on_the_trail(officer, family) -> None:
    (masked,) = cells("elder", officer)
    assert masked["identity"] != ELDER_ID
    assert PHONE not in masked.values()
    (whole,) = cells("elder", officer, reason="报送民政部")
    assert (whole["identity"], whole["contact_phone"]) == (ELDER_ID, PHONE)
    assert (whole["education"], whole["marital"]) == ("大专及以上", "丧偶")
    entry = AuditEntry.objects.filter(name="people.layouts.read").latest("sequence")
    assert (entry.reason, entry.ids) == ("报送民政部", [family[0]])


def test_a_leader_who_may_not_unmask_gets_no_whole_number(actor, family) -> None:
    from dataclasses import replace

    clerk = actor("town_clerk", division=TOWN)
    assert cells("elder", clerk, reason="x")[0]["identity"] == ELDER_ID
    far = actor("town_clerk", division=OTHER_TOWN)
    assert cells("elder", replace(far), reason="x") == []


@pytest.mark.parametrize("code", ["elder", "left_behind"])
def test_people_out_and_in_are_the_same(officer, family, code: str) -> None:
    before = cells(code, officer, reason="往返")
    assert len(before) == 1
    outcomes = taken(code, officer, *before)
    assert [(one.result, one.errors) for one in outcomes] == [(Result.UPDATED, [])]
    assert cells(code, officer, reason="往返") == before
    person = people_queries.visible(officer).get(name="安大爷")
    assert person.education == "20"  # the finer code is not written over by the coarser


def test_a_child_named_left_behind_by_a_sheet_becomes_one(officer, family) -> None:
    (before,) = cells("left_behind", officer, reason="x")
    assert (before["reason"], before["guardian"]) == ("父母双方外出", "安大爷")
    row = people_queries.person(officer, person=family[1], on=SINCE).circumstances[0]
    people.end_circumstance(SYSTEM, circumstance=row.id, wrong=True, reason="误登")
    assert cells("left_behind", officer) == []
    (wrong,) = taken("left_behind", officer, before | {"reason": "父母双方均无监护能力"})
    assert wrong.errors[0][0] == "reason"  # no kind of ours: refused, not lost in silence
    (outcome,) = taken("left_behind", officer, before)
    assert outcome.errors == []
    assert cells("left_behind", officer, reason="x") == [before]


def test_another_reason_than_the_one_on_record_is_for_a_person_to_judge(officer, family) -> None:
    (before,) = cells("left_behind", officer, reason="x")
    (outcome,) = taken("left_behind", officer, before | {"reason": "一方外出另一方无监护能力"})
    assert outcome.errors[0][0] == "reason"
    assert cells("left_behind", officer, reason="x") == [before]


def test_who_is_masked_unknown_or_elsewhere_is_refused(officer, actor, family) -> None:
    (masked,) = cells("elder", officer)
    (whole,) = cells("elder", officer, reason="x")
    far = actor("town_clerk", division=OTHER_TOWN)
    stranger = make_citizen_id("990000", ELDER_BORN, 19)
    for who, row in (
        (officer, masked), (officer, whole | {"identity": stranger}),
        (officer, whole | {"identity": ""}), (far, whole),
    ):  # fmt: skip
        (outcome,) = taken("elder", who, row)
        assert [column for column, _says in outcome.errors] == ["identity"]


def test_a_dry_run_changes_nothing(officer, family) -> None:
    (before,) = cells("elder", officer, reason="x")
    taken("elder", officer, before | {"marital": "已婚"}, dry=True)
    assert cells("elder", officer, reason="x") == [before]


def test_the_pages_list_every_column_and_the_sheet_goes_through_a_real_workbook(
    signed_in, home, linze
) -> None:
    client: Client = signed_in("county_officer", division=COUNTY)
    assert "全国养老机构信息表" in client.get("/layouts/").content.decode()
    page = client.get("/layouts/institution/").content.decode()
    assert "未登记，导出为空" in page
    for head in INSTITUTION:
        assert head in page
    book = b"".join(client.get("/sheets/layout-institution/export").streaming_content)
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert rows[0] == INSTITUTION
    upload = SimpleUploadedFile("机构.xlsx", book)
    led = client.post("/sheets/layout-institution/import", {"workbook": upload})
    run = Import.objects.get()
    assert led.headers["Location"] == f"/imports/{run.pk}/"
    assert "可导入" in client.get(f"/imports/{run.pk}/").content.decode()
    client.post(f"/imports/{run.pk}/run")
    drain()
    run.refresh_from_db()
    assert (run.status, run.updated, run.refused) == ("done", 1, 0)
    village: Client = signed_in("provider", division=TOWN)
    assert village.get("/layouts/elder/").status_code == 404
    assert "您没有导入导出的权限" in village.get("/layouts/").content.decode()


def test_the_elders_page_asks_for_a_reason(signed_in, linze) -> None:
    client: Client = signed_in("county_officer", division=COUNTY)
    assert 'name="reason"' in client.get("/layouts/elder/").content.decode()
    assert client.get("/sheets/layout-elder/template").status_code == 200
    assert facility_queries.sheet_kinds()
