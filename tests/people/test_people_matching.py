"""Other offices' lists: taken in, compared, reviewed, and never asked twice."""

import uuid
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from anhuai.kernel.identity import make_citizen_id
from anhuai.people import actions, jobs
from anhuai.people.engine import linking
from anhuai.people.models import ListRow, OfficeList, Pair, Person
from anhuai.people.queries import matching as queries
from anhuai.people.rules.delivered import Gazetteer, folded, house_of, read_birth
from anhuai.people.rules.matching import (
    COMPARISONS,
    BadThreshold,
    Candidate,
    Part,
    Standing,
    Thresholds,
    Verdict,
    standing_of,
)
from anhuai.platform.acting import Actor, NotHere, Refused
from anhuai.platform.jobs.worker import drain
from anhuai.platform.models import AuditEntry, Job
from anhuai.platform.posting import Stale
from anhuai.platform.sealing import unseal
from anhuai.platform.sheets.register import Outcome, Result, Row
from tests.people import small

ON = date(2026, 11, 21)
WANG = make_citizen_id("990000", date(1950, 3, 2), 22)


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


def row(number: int = 2, **values: str) -> Row:
    base = {"office": "残联", "listed_on": "2026-11-01", "name": "王秀兰"}
    return Row(number, {**base, **values})


def deliver(actor: Actor, *rows: Row) -> OfficeList:
    outcomes = actions.take_list(actor, rows, False)
    assert [one.errors for one in outcomes] == [[] for _ in rows]
    return OfficeList.objects.get(listed_on=rows[0].values["listed_on"])


def linked(actor: Actor, *rows: Row) -> OfficeList:
    found = deliver(actor, *rows)
    actions.start_linking(actor, list=found.pk)
    drain()
    found.refresh_from_db()
    assert found.state == "done", Job.objects.latest("pk").error
    return found


def wang(officer: Actor, **more: Any) -> int:
    more.setdefault("identity", WANG)
    return small.register(officer, "王秀兰", date(1950, 3, 2), "2", **more)


def standings(found: OfficeList) -> list[str]:
    return list(found.rows.order_by("number").values_list("standing", flat=True))


# -- reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "solar", "lunar", "partial"),
    [
        ("1950-03-02", date(1950, 3, 2), date(1950, 4, 18), ""),
        ("19500302", date(1950, 3, 2), date(1950, 4, 18), ""),
        ("农历1950.8.15", None, date(1950, 9, 26), ""),
        ("1950年3月", None, None, "195003"),
        ("1950", None, None, "1950"),
        ("1950-13-40", None, None, "1950"),
        ("不详", None, None, ""),
        ("", None, None, ""),
    ],
)
def test_a_birth_is_read_however_it_was_written(
    typed: str, solar: date | None, lunar: date | None, partial: str
) -> None:
    said = read_birth(typed, on=ON)
    assert (said.solar, said.lunar, said.partial) == (solar, lunar, partial)


def test_an_address_says_its_village_and_house() -> None:
    known = Gazetteer.of({"990001100": "东河镇", "990001100201": "柳林村", "990001101": "西山镇",
                          "990001101202": "柳林村", "990001101201": "石桥村"})  # fmt: skip
    assert known.find("安怀县东河镇柳林村二组 15 号") == "990001100201"
    assert known.find("石桥村三组") == "990001101201"
    assert known.find("柳林村三组") == ""  # two towns have one
    assert known.find("西山镇") == "990001101"
    assert known.find("外地") == ""
    assert house_of("二组 15 号") == house_of("2组15号") == "2-15"
    assert folded("劉國華") == "刘国华"


def test_every_level_of_a_comparison_weighs_differently() -> None:
    for one in COMPARISONS:
        weights = [round(level.weight, 2) for level in one.levels]
        assert len(set(weights)) == len(weights)
        assert 0 not in weights, one.code
        assert sum(level.m for level in one.levels) == pytest.approx(1, abs=0.01)
        assert sum(level.u for level in one.levels) == pytest.approx(1, abs=0.01)


def test_two_likely_candidates_are_a_question() -> None:
    def one(person: int, probability: float, *parts: Part) -> Candidate:
        return Candidate(1, person, probability, 0, parts)

    limits = Thresholds()
    assert standing_of([], limits) is Standing.NEW
    assert standing_of([one(1, 0.999)], limits) is Standing.CERTAIN
    assert standing_of([one(1, 0.999), one(2, 0.4)], limits) is Standing.POSSIBLE
    clearly = Candidate(1, 3, 0.9999, 25.0, ())
    assert standing_of([clearly, one(2, 0.4)], limits) is Standing.CERTAIN
    assert standing_of([one(1, 0.6)], limits) is Standing.POSSIBLE
    differs = Part("identity", "other", -4)
    assert standing_of([one(1, 0.999, differs)], limits) is Standing.CONFLICT
    wrong = (Part("identity", "same", 40), Part("name", "other", -6))
    assert standing_of([one(1, 0.9, *wrong), one(2, 0.999)], limits) is Standing.CONFLICT
    with pytest.raises(BadThreshold):
        Thresholds(0.9, 0.5)


# -- the engine ------------------------------------------------------------------------------------


def record(key: int, name: str = "王秀兰", **more: Any) -> linking.Record:
    base: dict[str, Any] = {
        "unique_id": key, "name": name, "pinyin": "wang xiu lan", "sex": "2", "born": "19500302",
        "lunar": "", "partial": "", "village": small.VILLAGE, "house": "3", "identity": "",
        "phone": "", "kin": "", "household": None,
    }  # fmt: skip
    return linking.Record(**{**base, **more})


def register() -> list[linking.Record]:
    crowd = [
        record(100 + n, f"李{chr(0x4E00 + n)}", pinyin="li x",
               born=f"19{n % 60 + 20}0{n % 9 + 1}11", village=small.FAR_VILLAGE, house=str(n))
        for n in range(400)
    ]  # fmt: skip
    return [
        record(1),
        record(2, "赵国强", pinyin="zhao guo qiang", sex="1", born="19480101"),
        *crowd,
    ]


def levels(tmp_path: Path, row: linking.Record) -> dict[str, str]:
    found = list(linking.link([row], register(), review=0.01, folder=tmp_path / "x"))
    if not found:
        return {}
    assert found[0][0].person == 1
    return {part.comparison: part.level for part in found[0][0].parts}


@pytest.mark.parametrize(
    ("changed", "comparison", "level"),
    [
        ({}, "name", "same"),
        ({"name": "王秀岚"}, "name", "sounds"),
        ({"name": "王秀花", "pinyin": "wang xiu hua"}, "name", "near"),
        ({"born": "19500203"}, "born", "swapped"),
        ({"born": "19500312"}, "born", "digit"),
        ({"born": "", "partial": "195003"}, "born", "partial"),
        ({"born": "19500114", "lunar": "19500302"}, "born", "lunar"),
        ({"born": "19501130"}, "born", "year"),
        ({"house": "9"}, "address", "village"),
        ({"village": "990001100202"}, "address", "town"),
        ({"village": ""}, "address", ""),
    ],
)
def test_what_agrees_and_what_does_not_is_told(
    tmp_path: Path, changed: dict[str, str], comparison: str, level: str
) -> None:
    assert levels(tmp_path, record(9, **changed)).get(comparison, "") == level
    assert not (tmp_path / "x").exists()


def test_who_is_somebody_else_is_not_found(tmp_path: Path) -> None:
    other = record(9, "陈大海", pinyin="chen da hai", sex="1", born="19700707", village="990001101")
    assert levels(tmp_path, other) == {}


def test_the_scratch_data_is_gone_after_a_failure(tmp_path: Path) -> None:
    def broken() -> Any:
        yield record(1)
        raise OSError("the list cannot be read")

    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "left-by-a-kill").write_text("old")
    with pytest.raises(OSError, match="cannot be read"):
        list(linking.link(broken(), register(), review=0.1, folder=tmp_path / "x"))
    assert list(tmp_path.iterdir()) == []


# -- taking a list in ------------------------------------------------------------------------------


def test_a_list_is_kept_as_it_came_with_its_numbers_sealed(officer: Actor) -> None:
    found = deliver(officer, row(key="C-7", identity=WANG, phone="13900000000", born="1950"))
    kept = ListRow.objects.get()
    assert (found.office, found.division, kept.name) == ("disabled", small.COUNTY, "王秀兰")
    assert unseal(kept.key_sealed) == "C-7"
    assert unseal(kept.identity_sealed) == WANG
    assert Person.objects.count() == 0
    entry = AuditEntry.objects.filter(name="people._keep_rows").get()
    assert "王秀兰" not in str(entry.detail)
    assert WANG not in str(entry.detail)


def test_the_same_list_again_updates_its_rows(officer: Actor) -> None:
    deliver(officer, row(key="C-7", phone="13900000000"))
    (outcome,) = actions.take_list(officer, [row(5, key="C-7", phone="13900000001")], False)
    assert outcome.result is Result.UPDATED
    assert unseal(ListRow.objects.get().phone_sealed) == "13900000001"


def test_what_cannot_be_a_row_is_returned_with_reasons(officer: Actor) -> None:
    rows = [
        row(2, office="某局"), row(3, listed_on="2099-01-01"), row(4, name=""), row(5, key="A"),
        row(6, key="A"), row(7, listed_on="去年"),
    ]  # fmt: skip
    outcomes: list[Outcome] = actions.take_list(officer, rows, False)
    faulty = [bool(one.errors) for one in outcomes]
    assert faulty == [True, True, True, False, True, True]
    assert ListRow.objects.count() == 1


def test_a_dry_run_keeps_nothing(officer: Actor) -> None:
    actions.take_list(officer, [row()], True)
    assert not OfficeList.objects.exists()


# -- comparing -------------------------------------------------------------------------------------


def test_the_same_number_settles_it_and_offers_what_is_missing(officer: Actor) -> None:
    person = wang(officer)
    found = linked(officer, row(identity=WANG, phone="13900000000"))
    assert standings(found) == ["certain"]
    pair = Pair.objects.get()
    assert (pair.person_id, pair.verdict, pair.offered) == (person, "same", "phone")
    assert ListRow.objects.get().person_id == person
    assert Person.objects.get(pk=person).phone_index == ""


def test_a_wrong_number_is_a_conflict(officer: Actor) -> None:
    wang(officer)
    found = linked(officer, row(name="赵铁柱", sex="男", born="1980-01-01", identity=WANG))
    assert standings(found) == ["conflict"]
    assert Pair.objects.get().verdict == ""


def test_nobody_like_it_is_new(officer: Actor) -> None:
    wang(officer)
    assert standings(linked(officer, row(name="慕容雪", born="1999-09-09"))) == ["new"]


def doubtful(officer: Actor) -> tuple[int, Pair, OfficeList]:
    """A list whose row is probably somebody: same name and village, only the year of birth."""
    person = wang(officer, phone="")
    found = linked(
        officer, row(key="C-7", born="1950", address="东河镇柳林村一组9号", phone="13900000000")
    )
    assert standings(found) == ["possible"]
    return person, Pair.objects.get(), found


def test_a_doubt_is_asked_decided_and_never_asked_again(officer: Actor) -> None:
    person, pair, found = doubtful(officer)
    actions.decide_pair(officer, pair=pair.pk, version=pair.version, verdict=Verdict.DISTINCT)
    assert standings(found) == ["new"]
    next_one = linked(officer, row(key="C-7", listed_on="2026-11-15", born="1950",
                                   address="东河镇柳林村"))  # fmt: skip
    assert standings(next_one) == ["new"]
    assert Pair.objects.get().verdict == "distinct"
    assert not queries.pairs(officer).exists()
    assert person


def test_the_next_list_knows_who_was_accepted_before(officer: Actor) -> None:
    person, pair, _found = doubtful(officer)
    actions.decide_pair(
        officer, pair=pair.pk, version=pair.version, verdict=Verdict.SAME, take=["phone"]
    )
    assert unseal(Person.objects.get(pk=person).phone_sealed) == "13900000000"
    found = linked(officer, row(key="C-7", listed_on="2026-11-15", name="全改了"))
    assert standings(found) == ["certain"]
    assert found.rows.get().person_id == person


def test_a_fact_on_record_is_never_overwritten(officer: Actor) -> None:
    person, pair, _found = doubtful(officer)
    actions.decide_pair(officer, pair=pair.pk, version=pair.version, verdict=Verdict.SAME)
    one = Person.objects.get(pk=person)
    actions.correct_person(
        officer, person=person, version=one.version,
        facts=small.facts("王秀兰", date(1950, 3, 2), identity=WANG, phone="13900000009",
                          hukou=small.VILLAGE),
    )  # fmt: skip
    pair.refresh_from_db()
    actions.answer_offer(officer, pair=pair.pk, version=pair.version, field="phone", accepts=True)
    assert unseal(Person.objects.get(pk=person).phone_sealed) == "13900000009"


def test_two_officers_at_once_decide_once(officer: Actor) -> None:
    _person, pair, _found = doubtful(officer)
    actions.decide_pair(officer, pair=pair.pk, version=1, verdict=Verdict.SAME)
    with pytest.raises(Stale):
        actions.decide_pair(officer, pair=pair.pk, version=1, verdict=Verdict.DISTINCT)
    pair.refresh_from_db()
    assert pair.verdict == "same"


def test_a_decision_can_be_taken_back(officer: Actor) -> None:
    _person, pair, found = doubtful(officer)
    actions.decide_pair(officer, pair=pair.pk, version=1, verdict=Verdict.SAME)
    actions.reopen_pair(officer, pair=pair.pk, version=2, reason="看错了")
    assert standings(found) == ["possible"]
    assert queries.pairs(officer).get() == pair


def test_comparing_again_after_a_kill_changes_nothing(officer: Actor, monkeypatch: Any) -> None:
    wang(officer)
    small.register(officer, "赵国强", date(1948, 1, 1), "1")
    found = deliver(officer, row(2, identity=WANG), row(3, name="赵国强", born="1948-01-01",
                                                       address="柳林村"))  # fmt: skip
    actions.start_linking(officer, list=found.pk)
    monkeypatch.setattr(jobs, "CHUNK", 1)
    kept, calls = actions.keep_candidates, []

    def killed(actor: Actor, **given: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return kept(actor, **given)

    monkeypatch.setattr(jobs.actions, "keep_candidates", killed)
    with pytest.raises(KeyboardInterrupt):
        drain()
    assert ListRow.objects.exclude(person=None).count() == 1
    Job.objects.update(leased_until=None)
    drain()
    found.refresh_from_db()
    assert found.state == "done"
    assert Pair.objects.count() == 2
    assert list(Path(settings.DATA).rglob("*.duckdb")) == []


def test_starting_twice_starts_one_job(officer: Actor) -> None:
    found = deliver(officer, row())
    for _ in range(2):
        actions.start_linking(officer, list=found.pk)
    assert Job.objects.filter(task__endswith="link_list").count() == 1


def test_files_of_one_person_are_found_in_the_register(officer: Actor) -> None:
    first = wang(officer, phone="13900000000")
    second = small.register(
        officer, "王秀岚", date(1950, 3, 2), "2", phone="13900000000", identity=""
    )
    small.register(officer, "赵国强", date(1948, 1, 1), "1")
    actions.start_duplicates(officer)
    drain()
    pair = Pair.objects.get()
    assert (pair.person_id, pair.other_id) == (first, second)
    actions.decide_pair(officer, pair=pair.pk, version=1, verdict=Verdict.DISTINCT)
    actions.start_duplicates(officer)
    drain()
    assert Pair.objects.get().verdict == "distinct"


# -- scope -----------------------------------------------------------------------------------------


def test_another_towns_clerk_sees_neither_list_nor_pair(officer: Actor, far_clerk: Actor) -> None:
    _person, pair, found = doubtful(officer)
    assert not queries.lists(far_clerk).exists()
    for attempt in (
        lambda: queries.pair(far_clerk, pair=pair.pk),
        lambda: queries.office_list(far_clerk, found.pk),
        lambda: actions.start_linking(far_clerk, list=found.pk),
        lambda: actions.decide_pair(far_clerk, pair=pair.pk, version=1, verdict=Verdict.SAME),
    ):
        with pytest.raises(NotHere):
            attempt()


def test_a_clerk_compares_with_own_people_only(officer: Actor, far_clerk: Actor) -> None:
    wang(officer)
    assert standings(linked(far_clerk, row(identity=WANG))) == ["new"]


def test_who_may_not_import_may_not_compare(small_county: None) -> None:
    worker = small.holder("village_worker", division=small.VILLAGE)
    with pytest.raises(Refused):
        actions.take_list(worker, [row()], False)


def test_thresholds_are_the_countys(officer: Actor, clerk: Actor) -> None:
    actions.set_thresholds(officer, review=0.3, certain=0.99)
    assert queries.thresholds() == Thresholds(0.3, 0.99)
    with pytest.raises(actions.Impossible):
        actions.set_thresholds(clerk, review=0.1, certain=0.99)


# -- pages -----------------------------------------------------------------------------------------


def test_the_pages_from_upload_to_decision(officer: Actor) -> None:
    browser = small.browser(officer)
    assert "还没有外单位名单" in browser.get("/people/matching/").content.decode()
    assert "没有待复核的" in browser.get("/people/matching/queue").content.decode()
    assert "估计值" in browser.get("/people/matching/model").content.decode()
    _person, pair, found = doubtful(officer)
    assert "残联" in browser.get("/people/matching/").content.decode()
    assert "待复核" in browser.get(f"/people/matching/{found.pk}/").content.decode()
    assert "王秀兰" in browser.get(f"/people/matching/{found.pk}/rows").content.decode()
    queue = browser.get("/people/matching/queue?office=disabled&standing=possible&least=0.2")
    assert f"/people/matching/pairs/{pair.pk}/" in queue.content.decode()
    shown = browser.get(f"/people/matching/pairs/{pair.pk}/").content.decode()
    assert "只有年月（或年），与登记相符" in shown
    assert "同一村（社区）" in shown
    assert "13900000000" not in shown
    assert WANG not in shown
    done = decide(browser, pair, "same", take="phone")
    assert done.status_code == 302
    assert done["Location"].startswith("/people/matching/queue")
    pair.refresh_from_db()
    assert (pair.verdict, pair.decided_by) == ("same", "测试员")


def decide(browser: Client, pair: Pair, verdict: str, **more: str) -> Any:
    url = f"/people/matching/pairs/{pair.pk}/decide"
    return browser.post(url, {"version": str(pair.version), "verdict": verdict, **more})


def test_a_late_decision_is_told_and_changes_nothing(officer: Actor) -> None:
    _person, pair, _found = doubtful(officer)
    browser = small.browser(officer)
    decide(browser, pair, "distinct")
    late = decide(browser, pair, "same")
    shown = browser.get(late["Location"]).content.decode()
    assert "另一位经办人刚判断过" in shown
    assert "不是同一人" in shown
    pair.refresh_from_db()
    assert pair.verdict == "distinct"


def test_what_differs_is_marked_and_safe() -> None:
    from anhuai.people.views.pairs import differing

    assert differing("王秀兰", "王秀岚") == ("王秀<mark>兰</mark>", "王秀<mark>岚</mark>")
    assert "&lt;b&gt;" in differing("<b>", "x")[0]


def test_thresholds_are_set_on_the_page(officer: Actor) -> None:
    browser = small.browser(officer)
    url = "/people/matching/model"
    token = str(uuid.uuid4())
    browser.post(url, {"review": "30", "certain": "99", "token": token})
    assert queries.thresholds() == Thresholds(0.3, 0.99)
    refused = browser.post(url, {"review": "80", "certain": "60", "token": str(uuid.uuid4())})
    assert "低于" in refused.content.decode()


# -- over REST -------------------------------------------------------------------------------------


def test_a_list_is_delivered_linked_and_read_over_rest(small_county: None, signed_in: Any) -> None:
    officer = signed_in("county_officer", division=small.COUNTY)
    person = wang(small.holder("county_officer", division=small.COUNTY))
    sent = {"rows": [
        {"office": "残联", "listed_on": "2026-11-01", "name": " 王秀兰 ", "identity": WANG},
        {"office": "不知道", "listed_on": "2026-11-01", "name": "甲"},
    ]}  # fmt: skip
    url = "/api/v1/office-lists"
    kept, refused = officer.post(url, sent, content_type="application/json").json()["rows"]
    assert (kept["result"], kept["errors"]) == ("added", [])
    assert (refused["number"], refused["result"]) == (2, "refused")
    assert "来源单位" in refused["errors"][0]
    (listed,) = officer.get(url).json()["items"]
    assert (listed["state"], listed["office"]) == ("taken", "disabled")
    assert officer.post(f"{url}/{listed['id']}/link").json()["state"] == "linking"
    drain()
    (row,) = officer.get(f"{url}/{listed['id']}/rows").json()["items"]
    assert (row["name"], row["standing"], row["person"]) == ("王秀兰", "certain", person)
    assert officer.get("/api/v1/file-changes").json() == {"items": [], "next": ""}
    other = signed_in("town_clerk", division=small.OTHER_TOWN)
    assert other.get(f"{url}/{listed['id']}/rows").status_code == 404
    assert signed_in("leader", division=small.COUNTY).get(url).status_code == 403
