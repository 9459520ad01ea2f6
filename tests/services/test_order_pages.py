"""Pages of orders: permission, scope, empty and full, every step by its form, the API."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.people import small
from tests.services.conftest import NOON, PNG, TODAY, elder_of
from tests.services.ordering import Provider, credit, done, make_provider, told, wanted

from anhuai.platform.acting import Actor
from anhuai.services import actions, queries
from anhuai.services.models import Offering, Order
from anhuai.services.rules.ordering_words import Moment

LISTS = ("orders/", "offerings/", "care")
HOURS = {"on": (TODAY + timedelta(days=1)).isoformat(), "earliest": "09:00", "latest": "11:00"}


@pytest.fixture
def provider(officer: Actor) -> Provider:
    return make_provider(officer, "东河日间照料中心")


@pytest.fixture
def one(officer: Actor, elder: int, provider: Provider) -> Order:
    return actions.place(officer, wanted=wanted(elder))


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def send(client: Client, path: str, **data: object) -> str:
    answer = client.post(path, {"token": str(uuid4()), **data})
    assert answer.status_code == 302, answer.content.decode()[:6000]
    return answer["Location"]


@pytest.mark.parametrize("path", LISTS)
def test_lists_open_empty_and_full(officer: Actor, elder: int, path: str) -> None:
    client = small.browser(officer)
    assert text(client, f"/services/{path}")
    provider = make_provider(officer, "东河日间照料中心")
    actions.place(officer, wanted=wanted(elder))
    for asks in ("?sort=-state&q=周", "?state=matched&open=1", "?service=bathing_aid&doubtful=1"):
        assert text(client, f"/services/{path}{asks}")
    assert text(small.browser(provider.actor), f"/services/{path}")
    assert Client().get(f"/services/{path}").status_code == 302
    assert client.get("/sheets/orders/export").status_code in (200, 302)
    assert client.get("/sheets/offerings/export").status_code in (200, 302)


def test_others_see_nothing_of_an_order(
    officer: Actor, far_clerk: Actor, provider: Provider, one: Order
) -> None:
    other = make_provider(officer, "桃园日间照料中心", price=9_000)
    family = small.holder("family", person=elder_of(officer, "周别人"))
    for actor in (far_clerk, other.actor, family):
        client = small.browser(actor)
        assert "周桂兰" not in text(client, "/services/orders/")
        assert client.get(f"/services/orders/{one.pk}/").status_code == 404
        for step in ("accept", "cancel", "start", "confirm", "rate"):
            path = f"/services/orders/{one.pk}/do/{step}"
            assert client.get(path).status_code == 404
            assert client.post(path, {}).status_code == 404
    assert "周桂兰" in text(small.browser(provider.actor), "/services/orders/")
    assert small.browser(provider.actor).get(f"/services/orders/{one.pk}/do/x").status_code == 404


def test_an_officer_orders_for_a_person_and_matches_with_reasons(
    officer: Actor, elder: int, provider: Provider
) -> None:
    client = small.browser(officer)
    assert "下单" in text(client, f"/people/{elder}/")
    path = f"/services/orders/new/{elder}"
    assert "助浴" in text(client, path)
    data = {"service": "bathing_aid", "units": 1, "placed_by": "hotline", **HOURS}
    bad = client.post(path, {**data, "latest": "08:00"}).content.decode()
    assert "最晚时间应晚于最早时间" in bad
    where = send(client, f"{path}?case=7", **data)
    made = Order.objects.get()
    assert (made.source, made.through) == ("case:7", "desk")
    page = text(client, where)
    assert "周桂兰" in page
    assert made.number in text(client, f"/services/orders/?q={made.number}")
    match = f"/services/orders/{made.pk}/match"
    page = text(client, match)
    assert "还没有评价，按一半计" in page
    assert client.post(match, {"facility": "0"}).status_code == 200
    send(client, match, facility=provider.facility)
    assert text(client, f"/people/{elder}/").count("待接单")
    assert "待接单" in text(client, "/")


def test_a_day_of_a_provider(officer: Actor, elder: int, provider: Provider, one: Order) -> None:
    client = small.browser(provider.actor)
    assert "接单和派人" in text(client, "/")
    assert "周桂兰" in text(client, "/services/providing")
    base = f"/services/orders/{one.pk}/do"
    assert "马小兰" in text(client, f"{base}/accept")
    send(client, f"{base}/accept", worker=provider.worker, seen=one.version)
    send(client, f"{base}/set_out")
    at = NOON - timedelta(minutes=100)
    bad = client.post(f"{base}/start", {"at": f"{at:%Y-%m-%dT%H:%M}"}).content.decode()
    assert "没有定位的原因" in bad
    send(client, f"{base}/start", at=f"{at:%Y-%m-%dT%H:%M}", reason="电脑补录")
    data = {"at": f"{NOON:%Y-%m-%dT%H:%M}", "reason": "电脑补录", "units": 1}
    assert "浴后观察" in text(client, f"{base}/finish")
    send(client, f"{base}/finish", **data, steps=["vitals", "room", "bath", "dry", "after"])
    page = text(client, f"/services/orders/{one.pk}/")
    assert "没有定位，已说明原因" in page
    assert "自付 60.00 元" in text(client, f"{base}/confirm")
    wrong = client.post(f"{base}/confirm", {"how": "code", "code": "1"}).content.decode()
    assert "确认码不对" in wrong
    from django.core.files.uploadedfile import SimpleUploadedFile

    send(client, f"{base}/confirm", how="signature", file=SimpleUploadedFile("s.png", PNG))
    one.refresh_from_db()
    assert (one.state, one.confirmed) == ("confirmed", "signature")
    piece = one.pieces.get()
    path = f"/services/orders/{one.pk}/pieces/{piece.pk}"
    assert client.get(path).content == PNG
    assert small.browser(officer).get(f"/services/orders/{one.pk}/?paper=pdf").status_code == 200


def test_a_provider_takes_and_refuses(
    officer: Actor, elder: int, provider: Provider, one: Order
) -> None:
    client = small.browser(provider.actor)
    send(client, f"/services/orders/{one.pk}/do/refuse", reason="人手不够")
    other = make_provider(officer, "桃园日间照料中心")
    page = text(small.browser(other.actor), "/services/providing")
    assert "可以抢的单" in page
    assert "周桂兰" not in page  # before it is taken
    take = f"/services/orders/{one.pk}/take/{other.facility}"
    send(small.browser(other.actor), take)
    answer = small.browser(provider.actor).post(take)
    assert answer.status_code == 404, answer.content.decode()
    late = f"/services/orders/{one.pk}/take/{provider.facility}"
    assert "刚被别的服务商接走" in small.browser(provider.actor).post(late).content.decode()
    assert "周桂兰" in text(small.browser(other.actor), "/services/providing")


def test_the_family_orders_in_two_taps_and_confirms(
    officer: Actor, elder: int, provider: Provider
) -> None:
    credit(elder, 80_000)
    family = small.holder("family", person=elder)
    client = small.browser(family)
    assert "订服务" in text(client, "/")
    home = text(client, "/portal/order/")
    assert f"/portal/order/{elder}/bathing_aid" in home
    assert queries.code_of(elder) in home
    path = f"/portal/order/{elder}/bathing_aid"
    assert text(client, path)
    token = str(uuid4())
    data = {"on": HOURS["on"], "part": "morning", "token": token}
    for _twice in range(2):
        assert client.post(path, data).status_code == 302
    one = Order.objects.get()
    assert (one.placed_by, one.through) == ("family", "portal")
    assert client.get("/portal/order/999999/bathing_aid").status_code == 404
    assert client.get(f"/portal/order/{elder}/nothing").status_code == 404
    assert small.browser(officer).get(path).status_code == 404
    assert text(small.browser(officer), "/portal/order/")
    send(client, f"/services/orders/{one.pk}/do/cancel", reason="改天")
    one = done(officer, elder, provider)
    assert "确认服务" in text(client, "/portal/order/")
    own = text(client, f"/services/orders/{one.pk}/do/confirm_own")
    assert "自付 30.00 元" in own
    send(client, f"/services/orders/{one.pk}/do/confirm_own")
    send(client, f"/services/orders/{one.pk}/do/rate", stars=5, says="很好")
    send(client, f"/services/orders/{one.pk}/do/complain", reason="迟到了")
    page = text(client, f"/services/orders/{one.pk}/")
    assert "5 星" in page
    assert "派给" not in page
    assert client.get(f"/services/orders/{one.pk}/do/accept").status_code == 403


def test_missed_disputed_and_replaced_by_forms(
    officer: Actor, elder: int, provider: Provider, one: Order
) -> None:
    client = small.browser(officer)
    actions.accept(provider.actor, order=one.pk, worker=provider.worker)
    send(client, f"/services/orders/{one.pk}/do/missed", reason="没有来")
    where = send(client, f"/services/orders/{one.pk}/do/substitute", **HOURS)
    assert "待接单" in text(client, where)
    two = done(officer, elder, provider)
    send(client, f"/services/orders/{two.pk}/do/complain", reason="没有做完")
    send(client, f"/services/orders/{two.pk}/do/settle_dispute", units=0, reason="不付")
    two.refresh_from_db()
    assert two.amount == 0


def test_prices_are_put_down_and_ended(officer: Actor, provider: Provider) -> None:
    client = small.browser(provider.actor)
    data = {"facility": provider.facility, "service": "cleaning_aid", "division": small.COUNTY,
            "unit_price": "35.50", "since": TODAY.isoformat()}  # fmt: skip
    assert text(client, "/services/offerings/new")
    send(client, "/services/offerings/new", **data)
    made = Offering.objects.get(service="cleaning_aid")
    assert made.unit_price == 3_550
    assert "35.50" in text(client, "/services/offerings/")
    bad = client.post("/services/offerings/new", {**data, "service": "nursing_visit"})
    assert "没有这项服务要求的有效证照" in bad.content.decode()
    end = f"/services/offerings/{made.pk}/end"
    assert text(client, end)
    send(client, end, until=(TODAY + timedelta(days=2)).isoformat(), seen=made.version)
    other = make_provider(officer, "桃园日间照料中心", price=0)
    assert small.browser(other.actor).get(end).status_code == 404
    assert small.browser(small.holder("family", person=1)).get(end).status_code == 403


def test_the_api_for_a_provider_with_its_own_system(
    officer: Actor, elder: int, provider: Provider, one: Order
) -> None:
    client = small.browser(provider.actor)
    assert any(c["code"] == "bathing_aid" for c in client.get("/api/v1/orders/services").json())
    (row,) = client.get("/api/v1/orders?state=matched").json()["items"]
    assert (row["id"], row["name"]) == (one.pk, "周桂兰")

    def post(path: str, data: dict[str, object]) -> tuple[int, dict[str, object]]:
        answer = client.post(f"/api/v1/orders/{one.pk}/{path}", data, "application/json")
        return answer.status_code, answer.json()

    assert post("accept", {"worker": provider.worker})[1]["state"] == "accepted"
    where = [105.0, 38.0003, 12.0]
    at = (NOON - timedelta(minutes=100)).isoformat()
    began = {"client": str(uuid4()), "at": at, "sent": NOON.isoformat(), "where": where}
    assert post("proofs/start", began)[1]["state"] == "started"
    assert post("proofs/start", began)[1]["state"] == "started"
    ended = {**began, "client": str(uuid4()), "at": NOON.isoformat(), "steps": ["vitals"]}
    assert post("proofs/finish", ended)[1]["state"] == "done"
    status, said = post("confirmations", {"how": "code", "code": "1"})
    assert status == 422
    assert "确认码不对" in str(said)
    assert post("confirmations", {"how": "code", "code": queries.code_of(elder)})[0] == 200
    assert client.get(f"/api/v1/orders/{one.pk}").json()["state"] == "confirmed"
    other = make_provider(officer, "桃园日间照料中心", price=0)
    assert small.browser(other.actor).get(f"/api/v1/orders/{one.pk}").status_code == 404
    placed = {
        "client": str(uuid4()), "person": elder, "service": "bathing_aid", "on": HOURS["on"],
        "earliest": "09:00", "latest": "11:00",
    }  # fmt: skip
    mine = small.browser(officer)
    first = mine.post("/api/v1/orders", placed, "application/json").json()
    assert mine.post("/api/v1/orders", placed, "application/json").json() == first
    assert client.post("/api/v1/orders", placed, "application/json").status_code == 403
    assert told(Moment.START).client
