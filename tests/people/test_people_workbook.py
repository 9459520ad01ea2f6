"""Workbooks of people: good rows in, every error of every row back, in again without harm."""

import re
import uuid
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anhuai.kernel.identity import make_citizen_id
from anhuai.people import actions, queries
from anhuai.people.catalogue import KINDS
from anhuai.people.models import Circumstance, Contact, Correction, Household, Kinship, Person
from anhuai.people.rules.sheets import read_tags
from anhuai.people.views.workbook import COLUMNS, PEOPLE
from anhuai.platform import clock
from anhuai.platform.acting import Actor, Refused
from anhuai.platform.models import AuditEntry
from anhuai.platform.sheets import reading
from anhuai.platform.sheets.register import Outcome, Result, Row
from tests.people import small

HEAD = make_citizen_id("990000", date(1948, 1, 1), 1)
WIFE = make_citizen_id("990000", date(1950, 3, 2), 2)
CHILD = make_citizen_id("990000", date(2015, 3, 2), 3)


def row(number: int = 2, **values: str) -> Row:
    base = {
        "name": "周桂兰", "identity": "", "division": "柳林村", "address": "二组 15 号",
        "relation": "户主",
    }  # fmt: skip
    return Row(number, {**base, **values})


FAMILY = (
    row(2, name="王建国", identity=HEAD, phone="13900000000", hukou=small.VILLAGE),
    row(3, name="李秀英", identity=WIFE, relation="妻", head=HEAD,
        tags="最低生活保障（农村·二类）、独居"),
    row(4, name="王朵朵", identity=CHILD, relation="孙女", head=HEAD, guardian=WIFE,
        contact_name="王强", contact_phone="13900000001", division=small.VILLAGE),
)  # fmt: skip


def take(actor: Actor, *rows: Row, dry: bool = False) -> list[Outcome]:
    return actions.take_people(actor, rows, dry)


def errors(outcome: Outcome) -> dict[str, str]:
    return dict(outcome.errors)


def test_a_family_comes_in_whole(clerk: Actor) -> None:
    assert [one.result for one in take(clerk, *FAMILY)] == [Result.ADDED] * 3
    home = Household.objects.get()
    assert home.head.name == "王建国"
    assert set(Person.objects.values_list("household", flat=True)) == {home.pk}
    wife = Person.objects.get(name="李秀英")
    held = Circumstance.objects.filter(person=wife).values_list("code", "kind", "grade")
    assert set(held) == {("dibao", "rural", "2"), ("living_alone", "", "")}
    kin = set(Kinship.objects.values_list("person__name", "relative__name", "relation"))
    assert kin == {
        ("王建国", "李秀英", "spouse_of"), ("李秀英", "王建国", "spouse_of"),
        ("李秀英", "王朵朵", "guardian_of"),
    }  # fmt: skip
    assert Contact.objects.get().name == "王强"
    assert queries.consistency(clerk, on=clock.today()) == []
    entry = AuditEntry.objects.filter(kind="action").latest("sequence")
    assert sorted(entry.ids) == sorted(Person.objects.values_list("pk", flat=True))


def test_a_dry_run_changes_nothing(clerk: Actor) -> None:
    assert all(one.result is Result.ADDED for one in take(clerk, *FAMILY, dry=True))
    assert not Person.objects.exists()
    assert not AuditEntry.objects.filter(kind="action").exists()


def test_the_same_workbook_again_updates_and_adds_nobody(clerk: Actor) -> None:
    take(clerk, *FAMILY)
    again = take(clerk, *FAMILY)
    assert [one.result for one in again] == [Result.UPDATED] * 3
    assert Person.objects.count() == 3
    assert not Correction.objects.exists()
    assert Kinship.objects.count() == 3
    assert Contact.objects.count() == 1


def test_an_update_changes_what_is_written_and_keeps_what_is_blank(clerk: Actor) -> None:
    take(clerk, *FAMILY)
    changed = row(2, name="王建业", identity=HEAD, tags="独居")
    assert take(clerk, changed)[0].result is Result.UPDATED
    head = Person.objects.get(identity_index=Person.objects.get(name="王建业").identity_index)
    assert head.phone_index
    assert head.hukou == small.VILLAGE
    assert Correction.objects.get().field == "name"
    assert Circumstance.objects.filter(person=head, code="living_alone").exists()


def test_a_category_held_otherwise_refuses_its_row_alone(clerk: Actor) -> None:
    take(clerk, *FAMILY)
    other = row(3, name="李秀英", identity=WIFE, relation="妻", head=HEAD,
                tags="最低生活保障（城市·二类）")  # fmt: skip
    renamed = row(2, name="王建军", identity=HEAD, phone="13900000000", hukou=small.VILLAGE)
    wrong, good = take(clerk, other, renamed)
    assert (wrong.result, good.result) == (Result.REFUSED, Result.UPDATED)
    assert errors(wrong)
    assert Person.objects.filter(name="王建军").exists()
    held = Circumstance.objects.filter(person__name="李秀英", code="dibao", retracted_at=None)
    assert [one.kind for one in held] == ["rural"]


def test_every_error_of_every_row_is_said(clerk: Actor) -> None:
    found = take(
        clerk,
        row(2, name="周😀", identity="990000194001010015", division="火星村", relation="皇帝",
            tags="神仙", phone="1"),
        row(3, name="孙有福", sex="男", born="2099-01-01", division=small.FAR_VILLAGE, address=""),
        row(4, name="李四", identity=HEAD, relation="子", head=HEAD),
        row(5, name="李五", identity=HEAD, relation="子"),
        row(6, name="李六", identity=WIFE, relation="子",
            head=make_citizen_id("990000", date(1950, 1, 1), 9)),
        row(7, name="李七", sex="女", born="1950-01-01", contact_name="王强", guardian=WIFE,
            tags="留守老年人（三类）、残疾"),
    )  # fmt: skip
    assert {one.result for one in found} == {Result.REFUSED}
    said = [errors(one) for one in found]
    assert set(said[0]) == {
        "name", "identity", "sex", "born", "division", "relation", "tags", "phone",
    }  # fmt: skip
    assert set(said[1]) == {"born", "division", "address"}
    assert "管辖范围" in said[1]["division"]
    assert "找不到" in said[2]["head"]
    assert set(said[3]) == {"identity", "head"}
    assert "第 4 行" in said[3]["identity"]
    assert "找不到" in said[4]["head"]
    assert set(said[5]) >= {"contact_name", "guardian", "tags"}
    assert not Person.objects.exists()


def test_a_members_row_falls_with_the_heads(clerk: Actor) -> None:
    bad_head = row(2, name="王建国", identity=HEAD, phone="1")
    found = take(clerk, bad_head, FAMILY[1])
    assert "第 2 行" in errors(found[1])["head"]
    assert not Person.objects.exists()


def test_a_head_taken_in_before_seats_later_members(clerk: Actor) -> None:
    take(clerk, FAMILY[0])
    assert take(clerk, FAMILY[1])[0].result is Result.ADDED
    assert Household.objects.count() == 1
    away = row(5, name="孙有福", sex="男", born="1950-01-01", relation="子", head=HEAD,
               division="桃园村")  # fmt: skip
    assert "不一致" in errors(take(clerk, away)[0])["division"]


def test_people_elsewhere_dead_or_moved_are_not_touched(
    officer: Actor, clerk: Actor, far_clerk: Actor
) -> None:
    take(clerk, *FAMILY)
    theirs = row(2, name="王建国", identity=HEAD, division="石桥村")
    assert "管辖范围之外" in errors(take(far_clerk, theirs)[0])["identity"]
    moved = row(2, name="王建国", identity=HEAD, division="桃园村")
    assert "办理迁移" in errors(take(clerk, moved)[0])["division"]
    wife = Person.objects.get(name="李秀英")
    actions.record_death(officer, person=wife.pk, died=clock.today())
    assert "已登记死亡" in errors(take(clerk, FAMILY[1])[0])["identity"]


def test_a_likely_duplicate_without_number_is_left_to_a_person(clerk: Actor) -> None:
    newborn = row(2, name="王小宝", sex="男", born="2025-01-01")
    assert take(clerk, newborn)[0].result is Result.ADDED
    assert "核对是否同一人" in errors(take(clerk, newborn)[0])["name"]


def test_a_village_of_an_ambiguous_name_asks_for_its_town(officer: Actor) -> None:
    from anhuai.places import queries as places
    from anhuai.places.models import Division

    Division.objects.create(
        code="990001101202", name="柳林村", short_name="柳林村", pinyin="liulin", level=12,
        since=date(1949, 10, 1),
    )  # fmt: skip
    places.forget()
    assert "同名" in errors(take(officer, row(2, identity=WIFE))[0])["division"]
    assert take(officer, row(2, identity=WIFE, division="东河镇柳林村"))[0].result is Result.ADDED


def test_a_reader_may_not_import(small_county: None) -> None:
    with pytest.raises(Refused):
        take(small.holder("leader", division=small.COUNTY), *FAMILY)


def test_tags_are_read_as_they_are_written_out() -> None:
    for code, kind in KINDS.items():
        for chosen in kind.kinds or (None,):
            for grade in kind.grades or (None,):
                text = kind.label(grade.code if grade else "", chosen.code if chosen else "")
                found, wrong = read_tags(text, KINDS, since=date(2026, 1, 1))
                assert wrong == []
                assert [(one.code, one.kind, one.grade) for one in found] == [
                    (code, chosen.code if chosen else "", grade.code if grade else "")
                ]


def workbook(path: Path, heads: list[list[str]], rows: list[list[str]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, len(heads[-1]) - 1, "柳林村人口登记表")
    for at, line in enumerate([*heads, *rows], start=1):
        for column, text in enumerate(line):
            sheet.write_string(at, column, text)
    book.close()
    return path


TITLES = ["姓名", "身份证号", "所在村", "住址", "与户主关系", "户主证件号码"]
LINES = [
    ["王建国", HEAD, "柳林村", "二组", "户主", ""],
    ["李秀英", WIFE, "柳林村", "二组", "妻", HEAD],
]


def test_a_workbook_under_a_merged_title_comes_in(clerk: Actor, tmp_path: Path) -> None:
    path = workbook(tmp_path / "people.xlsx", [TITLES], LINES)
    rows = list(reading.opened(path, "xlsx", COLUMNS).rows)
    assert [one.result for one in take(clerk, *rows)] == [Result.ADDED] * 2


def test_a_csv_in_gb18030_comes_in(clerk: Actor, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    text = "\r\n".join(",".join(line) for line in [TITLES, *LINES])
    path.write_bytes(text.encode("gb18030"))
    rows = list(reading.opened(path, "text/csv", COLUMNS).rows)
    assert [one.result for one in take(clerk, *rows)] == [Result.ADDED] * 2


def test_a_number_excel_has_rounded_is_refused(clerk: Actor, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "lost.xlsx"))
    sheet = book.add_worksheet()
    for column, title in enumerate(TITLES):
        sheet.write_string(0, column, title)
    for column, text in enumerate(LINES[0]):
        sheet.write_string(1, column, text)
    sheet.write_number(1, 1, float(HEAD))
    book.close()
    rows = list(reading.opened(tmp_path / "lost.xlsx", "xlsx", COLUMNS).rows)
    found = take(clerk, *rows)[0]
    assert found.result is Result.REFUSED
    assert "identity" in errors(found)


def test_the_export_can_be_read_back_and_hides_numbers(clerk: Actor) -> None:
    take(clerk, *FAMILY)
    given = list(PEOPLE.give(clerk, {"age_from": "60"}))
    assert {line[0] for line in given} == {"王建国", "李秀英"}
    assert all(HEAD not in line and WIFE not in line for line in given)
    assert len(given[0]) == len(PEOPLE.heads)
    assert AuditEntry.objects.filter(name="people.export").exists()


def test_the_pages_of_the_register_are_there(clerk: Actor, tmp_path: Path) -> None:
    client = small.browser(clerk)
    template = client.get("/sheets/people/template")
    assert template.status_code == 200
    raw = b"".join(template.streaming_content) if template.streaming else template.content
    assert raw[:2] == b"PK"
    path = workbook(tmp_path / "people.xlsx", [TITLES], LINES)
    upload = SimpleUploadedFile("people.xlsx", path.read_bytes())
    answer = client.post(
        "/sheets/people/import", {"workbook": upload, "token": str(uuid.uuid4())}, follow=True
    )
    assert answer.status_code == 200
    assert "王建国" in answer.content.decode()
    assert not Person.objects.exists()


def test_a_chunk_is_few_queries_however_many_rows(clerk: Actor) -> None:
    rows = [
        row(at, identity=make_citizen_id("990000", date(1950, 1, 1 + at % 28), at))
        for at in range(1, 401)
    ]
    with CaptureQueriesContext(connection) as captured:
        assert all(one.result is Result.ADDED for one in take(clerk, *rows))
    assert len(captured) < 60


@pytest.mark.parametrize("asked", [{"identity_index": "ab"}, {"identity_index__in": ["ab", "cd"]}])
def test_an_id_number_is_found_by_index_however_large_the_register(db, asked) -> None:
    rows = Person.objects.filter(**asked)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # a table this small is otherwise read whole
            cursor.execute("set local enable_seqscan = off")
    assert re.search("person_(by|one)_identity", rows.explain())
