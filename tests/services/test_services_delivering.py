"""A care worker's phone: deeds at the door once each, whatever becomes of the others."""

import gzip
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from tests.people import small
from tests.services.conftest import HOUSE, NOON, PNG, TODAY, elder_of
from tests.services.rounds import (
    Provider,
    carer_of,
    found,
    ordered,
    provider,
    published,
    rostered,
)

from anhuai.platform.acting import Actor, Refused
from anhuai.platform.templatetags.anhuai import asset
from anhuai.services import actions, queries
from anhuai.services.models import Order, OrderPiece, OrderProof, Phone

__all__ = ["provider", "rostered"]
WHERE = [HOUSE[0], HOUSE[1] + 0.0003, 12]
VOICE = b"\x1a\x45\xdf\xa3" + b"0" * 200


@pytest.fixture
def served(officer: Actor, rostered: Provider) -> tuple[Actor, Client, Order]:
    """A carer with a phone, and an order of today that is theirs."""
    actor, _one = carer_of(rostered, rostered.workers[0])
    order = ordered(rostered, elder_of(officer), worker_id=rostered.workers[0])
    return actor, small.browser(actor), order


def deed(order: Order, kind: str, minutes: int = 0, **more: Any) -> dict[str, Any]:
    return {
        "client": str(uuid4()), "order": order.pk, "kind": kind, "where": WHERE,
        "at": (NOON - timedelta(minutes=60 - minutes)).isoformat(), **more,
    }  # fmt: skip


STEPS = ["agree", "rooms", "bed", "floor", "rubbish"]


def day_of(order: Order) -> list[dict[str, Any]]:
    return [deed(order, "start"), deed(order, "finish", 60, steps=STEPS, units=1)]


def push(client: Client, *deeds: dict[str, Any], packed: bool = False, **more: Any) -> Any:
    body = {"phone": str(uuid4()), "sent": NOON.isoformat(), "deeds": list(deeds), **more}
    raw = json.dumps(body).encode()
    kind = "application/gzip" if packed else "application/json"
    return client.post(
        "/services/rounds/sync", gzip.compress(raw) if packed else raw, content_type=kind
    )


def told(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [one.get("state") or one["error"] for one in answer.json()["taken"]]


def send_piece(browser: Client, order: Order, kind: str, body: bytes, **more: Any) -> Any:
    query = "&".join(
        f"{name}={value}"
        for name, value in {"client": uuid4(), "order": order.pk, "kind": kind, **more}.items()
    )
    return browser.post(f"/services/rounds/piece?{query}", body, content_type="image/png")


def test_the_shell_holds_nobodys_data_and_fits_ten_kilobytes(
    officer: Actor, served: tuple[Actor, Client, Order]
) -> None:
    _actor, client, _order = served
    answer = client.get("/services/rounds/")
    page = answer.content
    assert "周桂兰" not in page.decode()
    assert "microphone=(self)" in answer["Permissions-Policy"]
    files = [settings.FRONTEND / asset(name).removeprefix(settings.STATIC_URL)
             for name in ("rounds.js", "field.css")]  # fmt: skip
    if all(one.is_file() for one in files):
        size = len(gzip.compress(page)) + sum(len(gzip.compress(f.read_bytes())) for f in files)
        assert size <= 10 * 1024, size
    assert small.browser(officer).get("/services/rounds/").status_code == 403
    assert client.get("/services/rounds/sw.js").status_code in (200, 404)
    assert client.get("/services/days/").status_code == 403


@pytest.mark.django_db
def test_both_field_pages_can_be_installed() -> None:
    for app in ("field", "rounds"):
        told = json.loads(Client().get(f"/services/apps/{app}.webmanifest").content)
        assert told["start_url"] == f"/services/{app}/"
        assert [one["sizes"] for one in told["icons"]] == ["192x192", "512x512"]
    assert Client().get("/services/apps/other.webmanifest").status_code == 404


def test_a_day_at_the_door_is_on_record_once_however_often_it_is_sent(
    served: tuple[Actor, Client, Order],
) -> None:
    _actor, client, order = served
    deeds = day_of(order)
    for packed in (True, False, True):
        assert set(told(push(client, *deeds, packed=packed))) <= {"started", "done"}
    order.refresh_from_db()
    assert (order.state, order.done_units, order.doubts) == ("done", 1, [])
    assert OrderProof.objects.count() == 2
    assert OrderProof.objects.order_by("pk")[0].metres == 33
    assert Phone.objects.count() == 3
    confirm = deed(order, "confirm", 60, how="signature")
    assert "请先上传" in told(push(client, confirm))[0]
    assert send_piece(client, order, "signature", PNG).status_code == 200
    for _ in range(3):
        assert told(push(client, confirm)) == ["confirmed"]
    assert Order.objects.get(pk=order.pk).confirmed == "signature"


def test_the_list_comes_in_route_order_with_the_card_and_no_more(
    officer: Actor, rostered: Provider
) -> None:
    actor, _one = carer_of(rostered, rostered.workers[0])
    person = elder_of(officer)
    mine = [ordered(rostered, person) for _ in range(3)]
    ordered(rostered, elder_of(officer, "吴远"), service="nursing_visit")
    published(rostered)
    body = push(small.browser(actor)).json()
    own = Order.objects.filter(pk__in=[one.pk for one in mine], worker=rostered.workers[0])
    assert [row[0] for row in body["errands"]] == [one.pk for one in own.order_by("planned_at")]
    assert all(row[3] == "周桂兰" and row[9] for row in body["errands"])
    assert "吴远" not in json.dumps(body, ensure_ascii=False)
    assert set(body["care"]) == ({"cleaning_aid"} if own else set())


def test_one_refused_deed_leaves_the_others_and_keeps_its_sentence(
    officer: Actor, rostered: Provider, served: tuple[Actor, Client, Order]
) -> None:
    _actor, client, order = served
    gone = ordered(rostered, elder_of(officer, "吴远"), worker_id=rostered.workers[0],
                   state="cancelled")  # fmt: skip
    others = ordered(rostered, elder_of(officer, "郑三"), worker_id=rostered.workers[1])
    answer = told(
        push(client, deed(gone, "start"), deed(others, "start"), {"client": "x"},
             deed(order, "start", where=None), *day_of(order))
    )  # fmt: skip
    assert "现在是" in answer[0]
    assert "改派给别人" in answer[1]
    assert "请写明原因" in answer[2]
    assert answer[3:5] == ["started", "done"]
    assert "内容不完整" in answer[5]
    assert Order.objects.get(pk=others.pk).state == "accepted"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"at": (NOON + timedelta(hours=3)).isoformat()}, "核对手机的日期"),
        ({"at": (NOON - timedelta(days=70)).isoformat()}, "62 天以上"),
        ({"where": [HOUSE[0] + 0.2, HOUSE[1], 10]}, "写明原因"),
        ({"order": 9_999_999}, "没有这张订单"),
        ({"units": 500}, "内容不完整"),
    ],
)
def test_what_cannot_be_is_said(
    served: tuple[Actor, Client, Order], change: dict[str, Any], said: str
) -> None:
    _actor, client, order = served
    assert said in told(push(client, {**deed(order, "start"), **change}))[0]
    assert Order.objects.get(pk=order.pk).state == "accepted"


def test_a_wrong_phone_clock_is_put_right_and_noted(served: tuple[Actor, Client, Order]) -> None:
    _actor, client, order = served
    ahead = timedelta(hours=5)
    one = deed(order, "start", at=(NOON + ahead - timedelta(minutes=30)).isoformat())
    assert told(push(client, one, sent=(NOON + ahead).isoformat())) == ["started"]
    order.refresh_from_db()
    assert order.started_at == NOON - timedelta(minutes=30)
    assert order.doubts == ["clock"]


def test_who_left_meanwhile_sends_what_was_done_before_and_nothing_after(
    rostered: Provider, served: tuple[Actor, Client, Order]
) -> None:
    actor, client, order = served
    one = queries.own_carer(actor)
    assert one is not None
    actions.end_carer(rostered.actor, carer=one.pk, version=1, on=TODAY)
    assert "不是本单位的上门服务员" in told(push(client, deed(order, "start")))[0]
    one.refresh_from_db()
    one.until = TODAY + timedelta(1)
    one.save()
    assert told(push(client, deed(order, "start"))) == ["started"]


def test_nobody_there_is_told_with_a_reason(served: tuple[Actor, Client, Order]) -> None:
    _actor, client, order = served
    assert "请写明原因" in told(push(client, deed(order, "missed")))[0]
    one = deed(order, "missed", reason="敲门没有人应")
    assert told(push(client, one)) == told(push(client, one)) == ["no_show"]


def test_files_come_by_themselves_with_consent_and_of_ones_own_orders(
    officer: Actor, rostered: Provider, served: tuple[Actor, Client, Order]
) -> None:
    _actor, client, order = served
    assert send_piece(client, order, "photo", PNG).status_code == 422
    key = uuid4()
    for _ in range(2):
        assert send_piece(client, order, "photo", PNG, consented=1, client=key).status_code == 200
    assert send_piece(client, order, "voice", VOICE).status_code == 200
    assert OrderPiece.objects.count() == 2
    big = send_piece(client, order, "photo", PNG + b"0" * (20 << 20), consented=1)
    assert (big.status_code, big.json()["code"]) == (413, "too_large")
    others = ordered(rostered, elder_of(officer, "郑三"), worker_id=rostered.workers[1])
    assert send_piece(client, others, "photo", PNG, consented=1).json()["code"] == "order"
    assert client.post("/services/rounds/piece?order=x", PNG, content_type="x").status_code == 400


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\x1f\x8b\x08broken", b"\xff\xfe"])
def test_what_cannot_be_read_stays_on_the_phone(
    served: tuple[Actor, Client, Order], body: bytes
) -> None:
    for kind in ("application/json", "application/gzip"):
        answer = served[1].post("/services/rounds/sync", body, content_type=kind)
        assert answer.status_code == 400
        assert "仍在手机上" in answer.json()["detail"]


def test_a_lost_phone_and_an_account_that_serves_nobody_are_refused(
    officer: Actor, served: tuple[Actor, Client, Order]
) -> None:
    _actor, client, order = served
    key = str(uuid4())
    assert told(push(client, deed(order, "start"), phone=key)) == ["started"]
    actions.revoke_phone(officer, phone=Phone.objects.get(key=key).pk)
    again = small.browser(_actor)
    assert push(again, phone=key).json()["code"] == "revoked"
    other = found(officer, "别家服务", small.FAR_VILLAGE, "外人")
    from tests.services.rounds import at_organisation

    stranger = at_organisation("carer", other.organisation)
    assert push(small.browser(stranger)).json()["code"] == "no_carer"
    with pytest.raises(Refused):
        actions.deliver(officer, phone=uuid4(), agent="x", sent=NOON, deeds=[])
