"""Workbooks: heads wherever people put them, any encoding, damaged numbers, all errors returned."""

import csv
import io
import resource
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.conftest import COUNTY

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, files
from anhuai.platform.acting import Actor
from anhuai.platform.jobs import worker
from anhuai.platform.jobs.backend import put
from anhuai.platform.models import Import, Job, Parameter, StoredFile
from anhuai.platform.permits import Permit
from anhuai.platform.sheets import exporting, reading, writing
from anhuai.platform.sheets.register import (
    _DECLARED,
    Column,
    Outcome,
    Register,
    Result,
    Row,
)

COLUMNS = (
    Column("name", "姓名", required=True, example="王秀英"),
    Column("number", "证件号码", required=True, aliases=("身份证号",)),
    Column("sex", "性别", choices=("男", "女")),
)


def take(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:
    outcomes = []
    for row in rows:
        outcome = Outcome(row)
        if not row.values["name"]:
            outcome.refuse("name", "请填写姓名。")
        if reading.LOST_DIGITS in row.values["number"]:
            outcome.refuse("number", "证件号码被 Excel 改成了数字，末尾已丢失。")
        if not outcome.errors and not dry:
            Parameter.objects.create(key=row.values["number"], value=row.values["name"])
        outcomes.append(outcome)
    return outcomes


@pytest.fixture
def register():
    made = Register(
        code="sample", title="样表", columns=COLUMNS, take=take, take_permit=Permit.PEOPLE_IMPORT,
        heads=["姓名"], give=lambda actor, query: ([str(n)] for n in range(int(query.get("n", 3)))),
        give_permit=Permit.PEOPLE_EXPORT, list_url="/people/",
    )  # fmt: skip
    _DECLARED["sample"] = made
    yield made
    del _DECLARED["sample"]


def book(path: Path, write: Callable[[xlsxwriter.Workbook, object], None]) -> Path:
    workbook = xlsxwriter.Workbook(str(path))
    write(workbook, workbook.add_worksheet())
    workbook.close()
    return path


def read(path: Path) -> list[Row]:
    kind = files.CSV if path.suffix == ".csv" else files.XLSX
    return list(reading.opened(path, kind, COLUMNS).rows)


def test_heads_are_found_below_a_title_and_through_merged_groups(tmp_path: Path) -> None:
    def write(workbook, sheet) -> None:
        sheet.merge_range(0, 0, 0, 2, "沙河镇人员登记表")
        sheet.merge_range(1, 0, 2, 0, "姓名")
        sheet.merge_range(1, 1, 1, 2, "证件信息")
        sheet.write(2, 1, "身份证号")
        sheet.write(2, 2, "性别")
        sheet.write_row(3, 0, ["王秀英", "990000194001010022", "女"])

    rows = read(book(tmp_path / "a.xlsx", write))
    assert [(r.number, dict(r.values)) for r in rows] == [
        (4, {"name": "王秀英", "number": "990000194001010022", "sex": "女"})
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_csv_is_read_in_every_encoding_people_save(tmp_path, encoding: str, separator: str) -> None:
    path = tmp_path / "a.csv"
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(["姓名*", "证件号码*", "性别"])
    writer.writerow(["欧阳娜", "'99000019260630012X", "女"])
    path.write_bytes(text.getvalue().encode(encoding))
    assert read(path)[0].values == {"name": "欧阳娜", "number": "99000019260630012X", "sex": "女"}


def test_a_number_that_excel_damaged_is_marked_not_taken(tmp_path: Path) -> None:
    def write(workbook, sheet) -> None:
        sheet.write_row(0, 0, ["姓名", "证件号码"])
        sheet.write_row(1, 0, ["王秀英", 990000194001010022])

    assert reading.LOST_DIGITS in read(book(tmp_path / "a.xlsx", write))[0].values["number"]


@pytest.mark.parametrize(
    ("heads", "code"), [(["姓名"], "heads"), (["别的", "什么"], "heads"), ([], "heads")]
)
def test_missing_columns_are_named(tmp_path: Path, heads: list[str], code: str) -> None:
    path = book(tmp_path / "a.xlsx", lambda w, s: s.write_row(0, 0, [*heads, "x"]))
    with pytest.raises(Unfit) as error:
        read(path)
    assert error.value.code == code
    assert "证件号码" in error.value.message


def test_a_workbook_without_rows_or_broken_says_so(tmp_path: Path) -> None:
    empty = book(tmp_path / "a.xlsx", lambda w, s: s.write_row(0, 0, ["姓名", "证件号码"]))
    with pytest.raises(Unfit, match="没有数据行"):
        read(empty)
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(Unfit, match="另存"):
        read(broken)


def test_the_template_has_heads_marks_and_drop_downs(tmp_path: Path, register) -> None:
    path = tmp_path / "t.xlsx"
    writing.template(register, path)
    opened = CalamineWorkbook.from_path(str(path))
    assert opened.sheet_names[:2] == ["数据", "填写说明"]
    assert opened.get_sheet_by_name("数据").to_python()[0] == ["姓名*", "证件号码*", "性别"]


RUNS_IN_EXCEL = ["=cmd|'/c calc'!A0", "=1+1", "+1-1", "-2+3", "@SUM(1)", "\t=1+1", "\r=1"]


def formulas_in(path: Path) -> int:
    with zipfile.ZipFile(path) as book:
        sheets = [name for name in book.namelist() if "worksheets/" in name]
        return sum(book.read(name).count(b"<f") for name in sheets)


@pytest.mark.parametrize("text", RUNS_IN_EXCEL)
def test_what_would_run_in_excel_stays_text_wherever_it_goes_out(
    tmp_path: Path, register, text: str
) -> None:
    path = tmp_path / "e.xlsx"
    writing.export(["姓名"], [[text]], path)
    (cell,) = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1]
    assert isinstance(cell, str)
    assert cell.strip() == text.strip()
    back = tmp_path / "r.xlsx"
    bad = Outcome(Row(2, {"name": text}))
    bad.refuse("name", text)
    refused = writing.Returned(register, back)
    refused.add(bad)
    refused.close()
    assert formulas_in(path) == formulas_in(back) == 0


def test_a_zip_bomb_named_xlsx_is_refused_before_it_unpacks(
    linze, register, signed_in, tmp_path
) -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bomb,
        bomb.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as inside,
    ):
        for _ in range(300):
            inside.write(b"\0" * 1_048_576)
    out.seek(0)
    out.name = "名单.xlsx"
    assert len(out.getvalue()) < 2_000_000
    officer = signed_in("county_officer", division=COUNTY)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sent = officer.post("/sheets/sample/import", {"workbook": out}, follow=True)
    assert "表格内容过大或带有宏" in sent.content.decode()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000, "KiB"


def upload(client: Client, rows: list[list[str]], name: str = "表.xlsx"):
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out)
    sheet = workbook.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    workbook.close()
    out.seek(0)
    out.name = name
    return client.post("/sheets/sample/import", {"workbook": out})


def test_good_rows_go_in_and_every_error_of_every_bad_row_comes_back(
    linze, register, signed_in
) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    rows = [["姓名", "证件号码", "性别"], ["王秀英", "1", "女"], ["", "2", "男"], ["李四", "3", ""]]
    shown = officer.get(upload(officer, rows).url)
    assert "可导入 2 行，有误 1 行" in shown.content.decode()
    assert not Parameter.objects.filter(key="1").exists(), "a preview changes nothing"
    run = Import.objects.get()
    officer.post(f"/imports/{run.pk}/run")
    officer.post(f"/imports/{run.pk}/run")  # pressed twice
    worker.drain()
    run.refresh_from_db()
    assert (run.status, run.rows, run.added, run.refused) == ("done", 3, 2, 1)
    returned = officer.get(f"/files/{run.returned_id}")
    path = files.path_of(run.returned.digest)
    lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert returned.status_code == 200
    assert lines[1] == ["", "2", "男", 3.0, "姓名：请填写姓名。"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsm", b"PK\x03\x04", "带宏"),
        ("a.xlsx", b"", "空的"),
        ("a.xlsx", b"MZ\x90\x00 program", "类型不对"),
        ("a.pdf", b"%PDF-1.7", "类型不对"),
    ],
)
def test_a_wrong_file_gets_a_sentence(linze, register, signed_in, name, content, says) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    stream = io.BytesIO(content)
    stream.name = name
    page = officer.post("/sheets/sample/import", {"workbook": stream})
    assert says in page.content.decode()
    assert not Import.objects.exists()


def test_too_large_a_file_gets_a_sentence(linze, register, signed_in, settings) -> None:
    settings.ANHUAI_UPLOAD_LIMIT = 10
    officer = signed_in("county_officer", division=COUNTY)
    page = upload(officer, [["姓名", "证件号码"], ["王", "1"]])
    assert "拆成几个文件" in page.content.decode()


def test_another_persons_import_and_file_are_not_here(linze, register, signed_in) -> None:
    officer, other = (signed_in("county_officer", division=COUNTY) for _ in range(2))
    upload(officer, [["姓名", "证件号码"], ["王", "1"]])
    run = Import.objects.get()
    assert other.get(f"/imports/{run.pk}/").status_code == 404
    assert other.get(f"/files/{run.upload_id}").status_code == 404
    leader = signed_in("leader", division=COUNTY)
    assert leader.get("/sheets/sample/import").status_code == 403


def test_a_short_list_comes_at_once_and_a_long_one_as_a_job(linze, register, signed_in) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    at_once = officer.get("/sheets/sample/export?n=5")
    assert at_once["Content-Disposition"].startswith("attachment")
    later = officer.get("/sheets/sample/export?n=2500")
    assert later.status_code == 302
    worker.drain()
    page = officer.get(later.url)
    assert "/files/" in page.content.decode()


def test_outcomes_count_errors_as_refused() -> None:
    outcome = Outcome(Row(1, {}))
    assert outcome.result is Result.ADDED
    outcome.refuse("name", "x")
    outcome.refuse("sex", "y")
    assert outcome.result is Result.REFUSED
    assert len(outcome.errors) == 2


def test_a_result_is_linked_for_its_owner_and_named_for_others(linze, register, signed_in) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    kept = StoredFile.objects.create(
        name="名册.xlsx", media_type="x", size=1, digest="0" * 64, account=officer.account,
        created_at=clock.now(),
    )  # fmt: skip
    job = put(exporting.run_export, ["x", {}, officer.account.pk, "zh-hans"], {},
              title="导出", account=officer.account.pk)  # fmt: skip
    Job.objects.filter(pk=job.pk).update(status="SUCCESSFUL", result={"file": kept.pk})
    page = officer.get(f"/jobs/{job.pk}/").content.decode()
    assert f"/files/{kept.pk}" in page
    for role in ("county_administrator", "auditor"):
        reader = signed_in(role, division=COUNTY)
        page = reader.get(f"/jobs/{job.pk}/").content.decode()
        assert f"/files/{kept.pk}" not in page
        assert f"结果只有提交任务的{officer.account.name}能打开" in page
        assert reader.get(f"/files/{kept.pk}").status_code == 404
