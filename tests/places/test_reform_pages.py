"""Pages and API of reforms: drafted by one officer, confirmed by another, undone with a reason."""

from datetime import date

import pytest

from anhuai.people import actions as people
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.places import actions, queries
from anhuai.places.models import Reform
from anhuai.places.rules import Definition, PopulationMeasure, State
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs import worker
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TODAY, TOWN, VILLAGE

FORM = {"on": "2026-03-01", "document": "临政发〔2026〕虚构 2 号", "roles": "follow", "note": ""}


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def draft(client, unit: str, kind: str, **more: str) -> str:
    sent = client.post(f"/places/{unit}/reform/{kind}", {**FORM, **more})
    assert sent.status_code == 302, sent.content.decode()
    return sent.url


@pytest.fixture
def merger(linze, signed_in) -> tuple[str, object, object]:
    first, second = (signed_in("county_officer", division=COUNTY) for _ in range(2))
    people.register_person(
        SYSTEM, facts=PersonFacts("甲", "1", date(1950, 1, 1), hukou=OTHER_VILLAGE),
        home=Founding(OTHER_VILLAGE, "一号"), on=date(2020, 1, 1),
    )  # fmt: skip
    name = queries.name_of(TOWN)
    url = draft(first, OTHER_TOWN, "merge", others=TOWN, code=TOWN, name=name)
    return url, first, second


def test_a_merger_from_the_form_to_effect_and_back(merger) -> None:
    url, first, second = merger
    page = text(first.get(url))
    assert "等待另一位经办人确认" in page
    assert "常住人员" in page
    assert f"/people/?division={OTHER_TOWN}" in page
    assert "待确认" in text(first.get("/places/reforms/"))
    assert "起草人不能确认" in text(first.post(f"{url}confirm", {"version": "1"}))
    assert "常住人员 1" in text(second.get(f"{url}confirm"))
    assert second.post(f"{url}confirm", {"version": "1"}).status_code == 302
    worker.drain()
    assert "已生效" in text(second.get(url))
    gone = text(second.get(f"/places/{OTHER_TOWN}/"))
    assert "自 2026-03-01 起撤销" in gone
    assert f"/places/{TOWN}/" in gone
    assert "临政发〔2026〕虚构 2 号" in text(second.get(f"/places/{TOWN}/")), "on the timeline"
    version = Reform.objects.get().version
    undone = {"version": str(version), "reason": "公告撤回"}
    assert second.post(f"{url}undo", undone).status_code == 302
    worker.drain()
    assert "已撤销" in text(first.get(url))
    assert "公告撤回" in text(first.get(url))


def test_a_double_click_drafts_once(linze, signed_in) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    sent = {**FORM, "name": "虚构村村民委员会", "token": "7a0b5f1e-0000-4000-8000-000000000001"}
    first = officer.post(f"/places/{VILLAGE}/reform/rename", sent)
    again = officer.post(f"/places/{VILLAGE}/reform/rename", sent)
    assert first.url == again.url
    assert Reform.objects.count() == 1


def test_a_stale_page_confirms_nothing(merger) -> None:
    url, first, second = merger
    found = Reform.objects.get()
    towns = {f"code_{old}": row.new for old, row in follows(found).items()}
    names = {f"name_{old}": row.name for old, row in follows(found).items()}
    assert first.post(f"{url}villages", {"version": "1", **towns, **names}).status_code == 302
    assert second.post(f"{url}confirm", {"version": "1"}).status_code == 409


def follows(found: Reform) -> dict[str, object]:
    return {row.old: row for row in queries.successions(found) if len(row.old) == 12}


def test_villages_are_given_their_published_codes(merger) -> None:
    url, first, _second = merger
    found = Reform.objects.get()
    sent = {"version": "1"}
    for old, row in follows(found).items():
        sent |= {f"code_{old}": row.new, f"name_{old}": row.name}
    assert "新代码" in text(first.get(f"{url}villages"))
    sent[f"code_{OTHER_VILLAGE}"] = f"{TOWN}377"
    assert first.post(f"{url}villages", sent).status_code == 302
    assert follows(found)[OTHER_VILLAGE].new == f"{TOWN}377"
    sent |= {"version": "2", f"code_{OTHER_VILLAGE}": "620723103377"}
    assert "不在所选的乡镇" in text(first.post(f"{url}villages", sent))
    sent[f"code_{OTHER_VILLAGE}"] = VILLAGE
    assert "已经用过" in text(first.post(f"{url}villages", sent))


def test_a_split_from_the_form(linze, signed_in) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    lines = f"{TOWN} {queries.place(TOWN).name} 60\n620723109 虚构新镇 40%"
    url = draft(officer, TOWN, "split", shares=lines)
    assert "虚构新镇" in text(officer.get(url))
    assert "40%" in text(officer.get(url))
    page = text(officer.get(f"{url}villages"))
    assert f"to_{VILLAGE}" in page
    sent = {"version": "1", f"to_{VILLAGE}": "620723109"}
    for old, name in queries.villages_of([TOWN], on=TODAY).items():
        sent.setdefault(f"to_{old}", TOWN)
        sent |= {f"code_{old}": old, f"name_{old}": name}
    assert officer.post(f"{url}villages", sent).status_code == 302
    assert "620723109" in text(officer.get(url))
    wrong = {**FORM, "shares": f"{TOWN} 镇 160"}
    assert "不超过 100" in text(officer.post(f"/places/{TOWN}/reform/split", wrong))


def test_withdrawing_keeps_the_draft_on_the_list(merger) -> None:
    url, first, _second = merger
    assert first.post(f"{url}withdraw", {"version": "1"}).status_code == 302
    assert "已作废" in text(first.get("/places/reforms/?state=withdrawn"))
    assert Reform.objects.get().state == State.WITHDRAWN


def test_a_clerk_reads_and_changes_nothing(merger, signed_in) -> None:
    url, _first, _second = merger
    clerk = signed_in("town_clerk", division=TOWN)
    page = text(clerk.get(url))
    assert "会转移的记录" not in page
    assert clerk.get(f"{url}confirm").status_code == 403
    assert clerk.get(f"/places/{TOWN}/reform/rename").status_code == 403
    other = signed_in("town_clerk", division="620723103")
    assert other.get(url).status_code == 404
    stranger = signed_in("county_officer", division="620724")
    assert stranger.post(f"{url}confirm", {"version": "1"}).status_code == 404
    assert stranger.get(f"/places/{TOWN}/reform/rename").status_code == 404
    assert "还没有区划变更" in text(stranger.get("/places/reforms/"))


def figure(code: str, value: int, on: date = date(2025, 12, 31)) -> None:
    actions.record_figure(
        SYSTEM, code=code, measure=PopulationMeasure.TOTAL, definition=Definition.RESIDENT, on=on,
        value=value, source="虚构公报", today=TODAY,
    )  # fmt: skip


def test_past_figures_are_those_of_their_units_or_rebased_when_asked(merger) -> None:
    url, first, second = merger
    figure(TOWN, 10_000)
    figure(OTHER_TOWN, 2_345)
    second.post(f"{url}confirm", {"version": "1"})
    worker.drain()
    then = text(first.get(f"/places/{TOWN}/"))
    assert "10,000" in then
    assert "2,345" in then, "of the unit merged into it, under its own name"
    now = text(first.get(f"/places/{TOWN}/?units=now"))
    assert "12,345" in now
    assert "换算（估计）" not in now, "a merger of whole units is a sum, no estimate"
    figure(TOWN, 9_000, date(2024, 12, 31))
    assert "不能换算" in text(first.get(f"/places/{TOWN}/?units=now"))


def test_a_split_figure_is_an_estimate(linze, signed_in) -> None:
    first, second = (signed_in("county_officer", division=COUNTY) for _ in range(2))
    figure(TOWN, 1_000)
    lines = f"{TOWN} {queries.place(TOWN).name} 60\n620723109 虚构新镇 40"
    url = draft(first, TOWN, "split", shares=lines)
    second.post(f"{url}confirm", {"version": "1"})
    worker.drain()
    page = text(first.get("/places/620723109/?units=now"))
    assert "400" in page
    assert "换算（估计）" in page
    first.post("/preferences", {"language": "en"})
    assert "re-based (estimate)" in text(first.get("/places/620723109/?units=now"))


def test_the_map_draws_merged_towns_together(merger) -> None:
    url, first, second = merger
    second.post(f"{url}confirm", {"version": "1"})
    worker.drain()
    drawn = first.get(f"/places/{COUNTY}/children.geojson").json()["features"]
    codes = [feature["properties"]["code"] for feature in drawn]
    assert len(codes) == 12
    assert OTHER_TOWN not in codes


def test_the_api_gives_reforms_with_their_shares(merger, signed_in) -> None:
    _url, first, _second = merger
    listed = first.get("/api/v1/reforms").json()["items"]
    assert [one["document"] for one in listed] == [FORM["document"]]
    one = first.get(f"/api/v1/reforms/{listed[0]['id']}").json()
    assert {(row["old"], row["new"]) for row in one["successions"]} >= {
        (OTHER_TOWN, TOWN), (TOWN, TOWN),
    }  # fmt: skip
    stranger = signed_in("county_officer", division="620724")
    assert stranger.get(f"/api/v1/reforms/{listed[0]['id']}").status_code == 404
    assert stranger.get("/api/v1/reforms").json()["items"] == []
