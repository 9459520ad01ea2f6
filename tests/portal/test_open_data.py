"""Open data: drafted, published, frozen, withdrawn; read by anybody; nobody's data in it."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from tests.conftest import COUNTY, OTHER_VILLAGE, TOWN, VILLAGE

from anhuai.facilities import actions as facilities
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.people import actions as people
from anhuai.people.rules.circumstances import Held
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.plans import actions as plans
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.portal import actions, queries
from anhuai.portal.actions import BadRelease
from anhuai.portal.catalogue import DATA_SETS
from anhuai.portal.models import Release

SINCE = date(2024, 1, 1)
NAMES = "赵钱孙李周吴郑王"


@pytest.fixture
def officer(actor, linze) -> Actor:
    return actor("county_officer", division=COUNTY)


def settle(count: int, village: str, *, alone: int = 0, family: str = "安") -> None:
    for at in range(count):
        facts = PersonFacts(f"{family}{NAMES[at]}", "1", date(1945, 1, 1 + at), hukou=village)
        made = people.register_person(
            SYSTEM, facts=facts, home=Founding(village, f"{family}{at}号"), on=SINCE
        )
        if at < alone:
            held = Held("living_alone", SINCE)
            people.set_circumstance(SYSTEM, persons=[made.pk], held=held)


def released(officer: Actor, code: str = "population", **changed) -> Release:
    given = {"code": code, "on": clock.today()} | changed
    made = actions.draft_release(officer, **given)
    return actions.publish_release(officer, release=made.pk)


def rows_of(one: Release, circumstance: str) -> dict[str, list[str]]:
    return {row[1]: row[2:] for row in one.rows if row[0] == circumstance}


def test_counts_by_town_and_band_hide_small_cells_and_what_gives_them_away(officer) -> None:
    settle(8, VILLAGE, alone=3)
    settle(7, OTHER_VILLAGE, alone=6, family="平")
    one = released(officer)
    everybody = rows_of(one, "全部常住人口")
    assert everybody["合计"][-1] == "15"
    assert sum(cell == "8" for row in everybody.values() for cell in row) == 2
    alone = rows_of(one, "独居")
    cells = [cell for row in alone.values() for cell in row]
    assert "<5" in cells
    assert "3" not in cells
    assert "6" not in cells  # it would give the 3 away


def test_the_public_reads_it_without_signing_in_as_page_csv_and_json(officer) -> None:
    settle(6, VILLAGE)
    released(officer, note="试点")
    public = Client()
    assert "常住人口" in public.get("/portal/").content.decode()
    page = public.get("/portal/data/population/").content.decode()
    assert "隐去规则" in page
    assert "试点" in page
    text = public.get("/portal/data/population.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0][:3] == ["情形", "乡镇（街道）", "0–2 岁"]
    body = public.get("/portal/data/population.json").json()
    assert body["small_cells"] == 5
    assert body["licence"]
    assert len(body["rows"]) == len(lines) - 1
    assert body["rows"][0]["town"] == lines[1][1]


def test_nothing_is_public_before_it_is_published_nor_after_it_is_withdrawn(officer) -> None:
    public = Client()
    assert "还没有公开的数据" in public.get("/portal/").content.decode()
    made = actions.draft_release(officer, code="population", on=clock.today())
    for url in ("data/population/", "data/population.csv", "data/population.json"):
        assert public.get(f"/portal/{url}").status_code == 404
    actions.publish_release(officer, release=made.pk)
    assert public.get("/portal/data/population/").status_code == 200
    with pytest.raises(BadRelease):
        actions.withdraw_release(officer, release=made.pk, reason=" ")
    actions.withdraw_release(officer, release=made.pk, reason="发现错误")
    assert public.get("/portal/data/population/").status_code == 404
    with pytest.raises(BadRelease):
        actions.publish_release(officer, release=made.pk)


def test_what_is_published_is_frozen(officer) -> None:
    settle(6, VILLAGE)
    one = released(officer)
    settle(6, OTHER_VILLAGE, family="平")
    body = Client().get("/portal/data/population.json").json()
    assert [list(row.values()) for row in body["rows"]] == one.rows


def test_institutions_go_out_without_anything_personal_and_no_formula_runs(officer) -> None:
    facts = FacilityFacts(
        name="示例敬老院", division=VILLAGE, ownership=Ownership.PUBLIC, address="=cmd|x",
        phone="13000000001",
    )  # fmt: skip
    home = facilities.open_facility(SYSTEM, kind="rural_elderly_home", facts=facts, on=SINCE)
    facilities.add_beds(SYSTEM, facility=home.pk, labels=["1", "2"], on=SINCE)
    one = released(officer, "institutions")
    (row,) = one.rows
    assert (row[0], row[5]) == ("示例敬老院", "2")
    assert "13000000001" not in str(one.rows)
    text = Client().get("/portal/data/institutions.csv").content.decode()
    assert "'=cmd|x" in text


def test_the_countys_indicators_go_out_with_targets_and_origin(officer) -> None:
    plans.load_plan(SYSTEM, code="linze-2025-civil")
    one = released(officer, "indicators")
    assert len(one.rows) > 5
    assert all(len(row) == len(DATA_SETS["indicators"].columns) for row in one.rows)


def test_only_officers_of_the_county_publish_and_no_day_to_come(officer, actor) -> None:
    with pytest.raises(BadRelease):
        actions.draft_release(officer, code="nothing", on=clock.today())
    with pytest.raises(BadRelease):
        actions.draft_release(officer, code="population", on=clock.today() + timedelta(days=1))
    with pytest.raises(Refused):
        actions.draft_release(
            actor("town_clerk", division=TOWN), code="population", on=clock.today()
        )
    with pytest.raises(NotHere):
        queries.collected(officer, "nothing", division=COUNTY, on=clock.today(), threshold=5)


def test_the_officers_pages_draft_publish_and_withdraw(signed_in, linze) -> None:
    client: Client = signed_in("county_officer", division=COUNTY)
    assert "还没有开放数据" in client.get("/portal/releases/").content.decode()
    bad = client.post("/portal/releases/new", {"code": "population", "on": "2999-01-01"})
    assert "不能晚于今天" in bad.content.decode()
    led = client.post("/portal/releases/new", {"code": "population", "on": str(clock.today())})
    url = led.headers["Location"]
    assert "草稿" in client.get(url).content.decode()
    client.post(f"{url}publish")
    assert "已公开" in client.get(url).content.decode()
    client.post(f"{url}withdraw", {"reason": "发现错误"})
    assert "已撤下" in client.get("/portal/releases/?state=withdrawn").content.decode()
    far: Client = signed_in("county_officer", division="620724")
    assert far.get(url).status_code == 404


def test_the_threshold_is_a_setting(officer, settings) -> None:
    settings.ANHUAI_SMALL_CELL = 10
    settle(8, VILLAGE)
    one = released(officer)
    assert "<10" in [cell for row in one.rows for cell in row]
    assert "8" not in [cell for row in one.rows for cell in row]
