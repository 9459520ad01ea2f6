"""Pages of visits: lists, records, the phone's shell and sync, permission, bad input."""

import gzip
import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.people import small
from tests.services.conftest import NOON, PNG, TODAY, Walker, elder_of, plan, visited
from tests.services.ordering import set_to

from anhuai.places.models import Division
from anhuai.platform.acting import Actor
from anhuai.platform.models import Account
from anhuai.services import actions
from anhuai.services.models import Phone, Target, Visit

LISTS = ("", "plan", "visits/", "rates", "rates/unvisited", "visitors/", "phones/")


@pytest.fixture
def made(officer: Actor, near: Walker, elder: int) -> Visit:
    plan(officer)
    return actions.record(near.actor, visited=visited(elder, answers={"meals": "fine"}))


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


@pytest.mark.parametrize("path", LISTS)
def test_lists_open_empty_and_full_and_for_officers_alone(
    officer: Actor, far_clerk: Actor, near: Walker, elder: int, path: str
) -> None:
    own, other = small.browser(officer), small.browser(far_clerk)
    assert text(own, f"/services/{path}")
    plan(officer)
    actions.record(near.actor, visited=visited(elder_of(officer, "周二妹")))
    assert text(own, f"/services/{path}?sort=-name&month=2026-06&q=周")
    page = text(other, f"/services/{path}")
    assert "周桂兰" not in page
    assert "周二妹" not in page
    assert Client().get(f"/services/{path}").status_code == 302


def test_the_list_says_who_is_due_and_the_rate_who_is_not_visited(
    officer: Actor, near: Walker, elder: int, made: Visit
) -> None:
    client = small.browser(officer)
    page = text(client, "/services/")
    assert "周桂兰" in page
    assert "本月已探访" in page
    elder_of(officer, "吴未访")
    plan(officer)
    assert "50.0" in text(client, "/services/rates")
    assert "吴未访" in text(client, "/services/rates/unvisited")
    assert "周桂兰" not in text(client, "/services/rates/unvisited")
    assert "50.0%" in text(client, "/")
    for code in ("visit-targets", "visits", "visit-rates", "visit-unvisited", "visit-loads",
                 "visitors"):  # fmt: skip
        assert client.get(f"/sheets/{code}/export").status_code in (200, 302)


def test_one_visit_shows_its_proof_and_is_withdrawn(
    officer: Actor, far_clerk: Actor, near: Walker, made: Visit
) -> None:
    proof = actions.add_proof(
        near.actor, client=uuid4(), visit=made.client, kind="signature", body=PNG, consented=False
    )  # type: ignore[arg-type]
    client, path = small.browser(officer), f"/services/visits/{made.pk}/"
    page = text(client, path)
    assert "能" in page
    assert "33 米" in page
    assert client.get(f"{path}proofs/{proof.pk}").content == PNG
    stranger = small.browser(far_clerk)
    assert stranger.get(path).status_code == 404
    assert stranger.get(f"{path}proofs/{proof.pk}").status_code == 404
    assert client.post(f"{path}withdraw", {"reason": "走错人家"}).status_code == 302
    assert "已作废" in text(client, path)


def test_a_call_is_written_down_at_the_desk_and_a_bad_form_keeps_what_was_filled_in(
    near: Walker, elder: int
) -> None:
    client = small.browser(near.actor)
    form = {
        "at": "2026-06-15T11:00", "mode": "phone", "outcome": "done", "confirmed": "none",
        "note": "说一切都好", "check_meals": "fine",
    }  # fmt: skip
    path = f"/services/visits/new/{elder}"
    bad = client.post(path, {**form, "at": "2026-06-20T11:00"})
    assert "说一切都好" in bad.content.decode()
    assert "核对手机的日期" in bad.content.decode()
    assert client.post(path, form).status_code == 302
    assert Visit.objects.get().answers == {"meals": "fine"}
    assert "说一切都好" in text(client, f"/services/visits/{Visit.objects.get().pk}/")
    assert "2026-06-15" in text(client, f"/people/{elder}/")


def test_visitors_are_entered_ended_and_persons_given_to_others(
    officer: Actor, near: Walker, elder: int
) -> None:
    client = small.browser(officer)
    actor = small.holder("village_worker", division=small.VILLAGE)
    name = Account.objects.get(pk=actor.account).username
    entered = client.post("/services/visitors/new", {"username": name, "since": "2026-01-01"})
    assert entered.status_code == 302
    assert client.post("/services/plan/renew").status_code == 302
    row = Target.objects.get()
    other = {near.one.pk, near.one.pk + 1} - {row.visitor_id}
    path = f"/services/targets/{row.pk}/reassign"
    assert "测试员" in text(client, path)
    assert client.post(path, {"visitor": other.pop(), "seen": row.visitor_id}).status_code == 302
    end = f"/services/visitors/{near.one.pk}/end"
    assert "不在岗" not in text(client, "/services/visitors/")
    assert client.post(end, {"on": "2026-06-15", "version": "1"}).status_code == 302
    assert "不在岗" in text(client, "/services/visitors/")


# the phone --------------------------------------------------------------------------------------


def parcel(*visits: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"phone": str(uuid4()), "sent": NOON.isoformat(), "visits": list(visits), **more}


def plain(person: int, **more: Any) -> dict[str, Any]:
    return {
        "client": str(uuid4()), "person": person, "at": NOON.isoformat(), "mode": "in_person",
        "outcome": "done", "where": [105.0, 38.0003, 10], "confirmed": "signature", **more,
    }  # fmt: skip


def push(client: Client, body: Any, *, packed: bool = False) -> Any:
    raw = json.dumps(body).encode()
    kind = "application/gzip" if packed else "application/json"
    return client.post(
        "/services/field/sync", gzip.compress(raw) if packed else raw, content_type=kind
    )


def test_the_shell_holds_nobodys_data_and_is_small(
    officer: Actor, near: Walker, elder: int
) -> None:
    plan(officer)
    client = small.browser(near.actor)
    page = text(client, "/services/field/")
    assert "周桂兰" not in page
    assert len(gzip.compress(page.encode())) < 4_000
    assert small.browser(officer).get("/services/field/").status_code == 403
    assert client.get("/services/field/sw.js").status_code in (200, 404)


def test_a_phone_sends_and_gets_its_list_packed_or_not(
    officer: Actor, near: Walker, elder: int
) -> None:
    plan(officer)
    client, one = small.browser(near.actor), plain(elder)
    for packed in (True, False):
        answer = push(client, parcel(one, {"client": "x"}, plain(0)), packed=packed)
        assert answer.status_code == 200
        body = answer.json()
        assert [bool(each.get("id")) for each in body["taken"]] == [True, False, False]
        assert body["taken"][0]["client"] == one["client"]
        assert [card[:2] for card in body["cards"]] == [[elder, "周桂兰"]]
        assert body["walk"] == {"start": None, "detour": 140, "pace": 250}
    assert Visit.objects.count() == 1
    assert Phone.objects.count() == 2


def test_the_phone_learns_where_a_round_begins_and_how_far_ways_are(
    officer: Actor, near: Walker, elder: int
) -> None:
    """From the village's middle, else the town's; the factor and the pace are the county's."""
    plan(officer)
    client = small.browser(near.actor)
    Division.objects.filter(code=small.VILLAGE[:9]).update(longitude=105.2, latitude=38.1)
    set_to("places.detour", 200)
    set_to("places.helper_speed", 6)
    assert push(client, parcel()).json()["walk"] == {
        "start": [105.2, 38.1], "detour": 200, "pace": 100,
    }  # fmt: skip
    Division.objects.filter(code=small.VILLAGE).update(longitude=105.0, latitude=38.0)
    assert push(client, parcel()).json()["walk"]["start"] == [105.0, 38.0]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\x1f\x8b\x08broken", b'{"phone": 1}', b"\xff\xfe"]
)
def test_what_cannot_be_read_is_said_and_stays_on_the_phone(near: Walker, body: bytes) -> None:
    client = small.browser(near.actor)
    for kind in ("application/json", "application/gzip"):
        answer = client.post("/services/field/sync", body, content_type=kind)
        assert answer.status_code == 400
        assert "仍在手机上" in answer.json()["detail"]


def test_a_packed_parcel_that_unpacks_without_end_is_not_read(near: Walker) -> None:
    bomb = gzip.compress(b" " * (64 << 20))
    client = small.browser(near.actor)
    answer = client.post("/services/field/sync", bomb, content_type="application/gzip")
    assert answer.status_code == 400


def test_pictures_come_by_themselves_and_twenty_megabytes_are_refused_unread(
    near: Walker, elder: int
) -> None:
    client, one = small.browser(near.actor), plain(elder)
    push(client, parcel(one))
    query = f"client={uuid4()}&visit={one['client']}&kind=photo&consented=1"
    url = f"/services/field/proof?{query}"
    big = client.post(url, b"\xff\xd8\xff" + b"0" * (20 << 20), content_type="image/jpeg")
    assert big.status_code == 413
    assert "1 MB" in big.json()["detail"]
    first = client.post(url, PNG, content_type="image/png").json()
    assert client.post(url, PNG, content_type="image/png").json() == first
    bad = client.post("/services/field/proof?client=1", PNG, content_type="image/png")
    assert bad.status_code == 400


def test_a_lost_phone_learns_of_it_without_signing_in(
    officer: Actor, near: Walker, elder: int
) -> None:
    client, key = small.browser(near.actor), str(uuid4())
    here = f"/services/field/here?phone={key}"
    told = client.get(here).json()
    assert (told["account"], told["revoked"]) == (near.actor.account, False)
    phone = Phone.objects.get()
    assert text(client, "/services/phones/")
    assert small.browser(officer).post(f"/services/phones/{phone.pk}/revoke").status_code == 302
    assert client.get(here).json() == {"account": None, "token": "", "revoked": True}
    again = small.browser(near.actor)
    refused = push(again, parcel(plain(elder), phone=key))
    assert (refused.status_code, refused.json()["code"]) == (422, "revoked")
    assert Client().get("/services/field/here?phone=x").json()["revoked"] is False


def test_other_systems_read_visits_and_rates_and_put_one_on_record(
    officer: Actor, near: Walker, elder: int
) -> None:
    plan(officer)
    walker, desk = small.browser(near.actor), small.browser(officer)
    sent = plain(elder)
    for _ in range(2):
        answer = walker.post("/api/v1/visits", sent, content_type="application/json")
        assert answer.status_code == 200
    assert desk.post("/api/v1/visits", sent, content_type="application/json").status_code == 403
    (item,) = desk.get("/api/v1/visits?within=990001").json()["items"]
    assert (item["person"], item["outcome"]) == (elder, "done")
    rates = desk.get(f"/api/v1/visits/rates?on={TODAY}&by=village").json()
    assert [(one["listed"], one["visited"]) for one in rates] == [(1, 1)]
    wrong = walker.post(
        "/api/v1/visits", {**plain(elder), "outcome": "other"}, content_type="application/json"
    )
    assert (wrong.status_code, wrong.json()["field"]) == (422, "reason")
