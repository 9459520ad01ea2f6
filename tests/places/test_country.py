"""Taking in a list of divisions: good rows in, each bad row named, again changes nothing."""

from datetime import date
from pathlib import Path

import pytest

from anhuai.places import queries
from anhuai.places.actions import RowError, load_divisions
from anhuai.places.models import Division
from anhuai.platform.acting import SYSTEM
from anhuai.site.cli import main
from tests.conftest import COUNTY, TOWN, VILLAGE


def listed(folder: Path, *lines: str, head: str = "code,name,level") -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8-sig")
    return path


def test_padded_official_codes_are_taken_in_their_shortest_form(linze, tmp_path) -> None:
    path = listed(
        tmp_path, "990000000000,虚构省,2", "990100000000,虚构市,4", "990121000000,虚构县,县级",
        "990121100000,虚构镇,9", "990121100200,虚构村村民委员会,12",
    )  # fmt: skip
    taken = load_divisions(SYSTEM, path=path)
    assert (taken.rows, taken.added, taken.refused) == (5, 5, 0)
    found = Division.objects.get(code="990121100200")
    assert (found.short_name, found.is_urban, found.pinyin[:7]) == ("虚构村", False, "xu gou ")
    assert Division.objects.get(code="990121").level == 6
    assert queries.name_of("990121100") == "虚构镇"


def test_again_changes_nothing(linze, tmp_path) -> None:
    path = listed(tmp_path, "990121100,虚构镇,9", f"{TOWN},{queries.place(TOWN).name},")
    assert load_divisions(SYSTEM, path=path).added == 1
    again = load_divisions(SYSTEM, path=path)
    assert (again.added, again.known, again.refused) == (0, 2, 0)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("99012110,少一位,", "8 位"),
        ("99O121,字母,", "只能是数字"),
        ("000000,全零,", "不能全是 0"),
        ("990121100,,9", "1 至 60 个字"),
        ("990121100,虚构镇,6", "级别写的是 6"),
        (f"{TOWN},别的名字,9", "更名请办理区划变更"),
        ("990121101,虚构镇,9\n990121101,虚构镇,9", "出现了两次"),
    ],
)
def test_each_bad_row_has_its_sentence_and_the_others_go_in(linze, tmp_path, line, says) -> None:
    path = listed(tmp_path, "990121109,前镇,9", line, "990121108,后镇,9")
    taken = load_divisions(SYSTEM, path=path)
    assert taken.refused == 1
    number, sentence = taken.errors[0]
    assert says in sentence
    assert number in (3, 4)
    assert Division.objects.filter(code__in=["990121109", "990121108"]).count() == 2


def test_a_code_that_ended_is_not_taken_again(linze, tmp_path) -> None:
    Division.objects.filter(code=VILLAGE).update(until=date(2026, 1, 1))
    taken = load_divisions(SYSTEM, path=listed(tmp_path, f"{VILLAGE},{queries.name_of(VILLAGE)},"))
    assert "代码不重复使用" in taken.errors[0][1]


def test_only_the_own_area_is_taken_in(linze, tmp_path, actor) -> None:
    officer = actor("county_officer", division=COUNTY)
    taken = load_divisions(officer, path=listed(tmp_path, "990121,外县,6", f"{COUNTY}999,虚构场,9"))
    assert (taken.added, taken.refused) == (1, 1)


def test_a_file_without_the_columns_is_refused(linze, tmp_path) -> None:
    with pytest.raises(RowError, match="code、name"):
        load_divisions(SYSTEM, path=listed(tmp_path, "a,b", head="代码,名称"))


def test_the_command_tells_what_it_did_and_fails_on_bad_rows(linze, tmp_path, capsys) -> None:
    good = listed(tmp_path, "990121100,虚构镇,9")
    assert main(["divisions", "load", str(good)]) == 0
    assert "新增 1，已有 0，有误 0" in capsys.readouterr().out
    bad = listed(tmp_path, "990121100,改名镇,9")
    assert main(["divisions", "load", str(bad)]) == 1
    assert "第 2 行：990121100 已登记为“虚构镇”" in capsys.readouterr().out
    assert main(["divisions", "load", str(tmp_path / "none.csv")]) == 2


def test_a_wide_scope_finds_names_in_the_area_served(linze, tmp_path) -> None:
    load_divisions(SYSTEM, path=listed(tmp_path, f"990121100201,{queries.name_of(VILLAGE)},12"))
    assert queries.named(queries.name_of(VILLAGE), within="") == [VILLAGE]
