"""Each page through the client: who may open it, what it shows, what sending it does."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from tests.childcare.conftest import Family, Home, apply, carer, enrol, make_family
from tests.people import small

from anhuai.childcare import actions
from anhuai.childcare.models import Application, Attendance, Check, Enrolment, Incident, PickUp
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.models import AuditEntry

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer
    return str(answer.content.decode())


def test_the_lists_say_when_they_are_empty(officer: Actor) -> None:
    client = small.browser(officer)
    for url, says in (
        ("/childcare/", "没有符合条件的托育机构"),
        ("/childcare/applications/", "没有符合条件的托位申请"),
        ("/childcare/children/", "没有符合条件的在托儿童"),
        ("/childcare/rules/", "还没有公布录取规则"),
        ("/childcare/figures", "合计"),
    ):
        assert says in text(client.get(url)), url


def test_a_family_finds_a_place_on_its_phone(officer: Actor, home: Home, family: Family) -> None:
    """From the family's page to the door: asked, ranked, offered, accepted, enrolled, there."""
    parent, manager = small.browser(family.actor), small.browser(home.manager)
    today = clock.today().isoformat()
    assert "申请托位" in text(parent.get("/childcare/mine/"))
    form = {
        "person": family.child, "guardian": family.mother, "care": "full_day",
        "wanted_from": today, "first": home.nursery.pk,
    }  # fmt: skip
    refused = text(parent.post("/childcare/applications/new", form))
    assert "须由已登记的父母或监护人" in refused
    assert f'value="{today}"' in refused  # what was filled in is still there
    assert parent.post("/childcare/applications/new", form | {"agreed": "on"}).status_code == 302
    made = Application.objects.get()
    page = f"/childcare/applications/{made.pk}/"
    assert "还没有排序" in text(parent.get(page))
    actions.publish_rule(
        officer, order=["same_town"], mode="draw", since=clock.today(), document="办法"
    )
    ranked = manager.post(
        f"/childcare/nurseries/{home.nursery.pk}/rank", {"group": "toddler_high", "seed": "公证"}
    )
    order = text(manager.get(ranked.headers["Location"]))
    assert "重新计算结果一致" in order
    assert "周小宝" not in order
    assert "第 1 位，共 1 份申请" in text(parent.get(page))
    sent = {"nursery_class": home.room.pk, "starts": today}
    assert manager.post(f"{page}offer", sent).status_code == 302
    assert "前答复" in text(parent.get(page))
    offer = made.offers.get()
    assert parent.post(f"/childcare/offers/{offer.pk}/accept", {"sent": "1"}).status_code == 302
    papers = {"since": today, "vaccination": "behind", "examined_on": today, "allergies": "花生"}
    assert parent.post(f"/childcare/offers/{offer.pk}/enrol/", papers).status_code == 403
    assert manager.post(f"/childcare/offers/{offer.pk}/enrol/", papers).status_code == 302
    child = f"/childcare/children/{Enrolment.objects.get().pk}/"
    assert "花生" in text(parent.get(child))
    assert "<svg" in text(parent.get(f"{child}pass"))
    named = {"name": "周奶奶", "relation": "grandparent", "phone": "13900000000"}
    assert parent.post(f"{child}pick-up", named).status_code == 302
    assert PickUp.objects.get().name == "周奶奶"
    assert AuditEntry.objects.filter(name="childcare.child_file").exists()


def test_a_day_at_the_class_by_tap_and_by_code(officer: Actor, home: Home, family: Family) -> None:
    one = enrol(officer, family, home)
    client = small.browser(home.manager)
    room = f"/childcare/classes/{home.room.pk}/"
    assert "没有儿童在园" in text(client.get(room))
    token = signing.dumps(one.pk, salt="anhuai.childcare.pass")
    assert "鸡蛋" in text(client.get(f"/childcare/scan/{token}"))
    assert client.get(f"/childcare/scan/{token}x").status_code == 404
    assert client.get(f"{room}arrive/{one.pk}").status_code == 405
    client.post(f"{room}arrive/{one.pk}", {"code": "1"})
    there = Attendance.objects.get()
    assert there.by_code
    assert "缺保育人员 1 名" in text(client.get(room))
    worker = carer(officer, home, "卫保育")
    assert client.post(f"{room}duty", {"worker": worker}).status_code == 302
    assert "配备达标" in text(client.get(room))
    base = f"/childcare/attendances/{there.pk}/"
    assert "不能登记为正常" in text(
        client.post(f"{base}check", {"part": "morning", "degrees": "38.2", "seen": "well"})
    )
    client.post(f"{base}check", {"part": "morning", "degrees": "36.5", "seen": "well"})
    assert Check.objects.get().tenths == 365
    client.post(f"{base}stranger", {"says": "自称叔叔"})
    assert Incident.objects.get().kind == "stranger"
    pick = actions.authorise(family.actor, enrolment=one.pk, name="周奶奶", relation="grandparent")
    assert client.post(f"{base}leave", {"pick_up": pick.pk}).status_code == 302
    there.refresh_from_db()
    assert there.left_with == pick


def test_others_see_and_change_nothing(
    officer: Actor, far_clerk: Actor, home: Home, family: Family
) -> None:
    one = enrol(officer, family, home)
    waiting = apply(make_family(officer, "吴小贝"), home)
    stranger = make_family(officer, "郑小果")
    far, other = small.browser(far_clerk), small.browser(stranger.actor)
    for url in (
        f"/childcare/nurseries/{home.nursery.pk}/", f"/childcare/classes/{home.room.pk}/",
        f"/childcare/children/{one.pk}/", f"/childcare/applications/{waiting.pk}/",
        f"/childcare/children/{one.pk}/pass", f"/childcare/children/{one.pk}/book",
    ):  # fmt: skip
        assert far.get(url).status_code == 404, url
        assert other.get(url).status_code in (403, 404), url
    assert "东河托育园" not in text(far.get("/childcare/"))
    assert other.get("/childcare/").status_code == 403
    leader = small.browser(small.holder("leader", division=small.COUNTY))
    assert leader.get("/childcare/applications/").status_code == 403


def test_filters_and_workbooks(officer: Actor, home: Home, family: Family) -> None:
    enrol(officer, family, home)
    apply(make_family(officer, "吴小贝"), home)
    client = small.browser(officer)
    for query, there in (
        ("", True), ("q=小贝", True), ("q=小果", False), ("state=waiting", True),
        ("state=withdrawn", False), (f"nursery={home.nursery.pk}", True), ("nursery=99x", True),
        (f"division={small.OTHER_TOWN}", False), ("state=nonsense", True),
    ):  # fmt: skip
        assert ("吴小贝" in text(client.get(f"/childcare/applications/?{query}"))) is there, query
    assert "周小宝" in text(client.get("/childcare/children/?q=小宝"))
    assert "东河托育园" in text(client.get("/childcare/?q=东河"))
    assert "东河托育园" not in text(client.get("/childcare/?short=1"))
    for code in (
        "nurseries", "childcare-applications", "childcare-children", "childcare-figures",
    ):  # fmt: skip
        assert client.get(f"/sheets/{code}/export").status_code in (200, 302), code


def test_figures_count_all_residents_and_the_gap(officer: Actor, home: Home) -> None:
    from anhuai.childcare.queries import by_town, free_places

    for at in range(4):
        small.register(officer, f"周老{'一二三四'[at]}", clock.today() - timedelta(days=20000 + at))
    rows = {
        one.division: one
        for one in by_town(officer, on=clock.today(), division=small.COUNTY, target=45)
    }
    assert rows[small.TOWN].residents == 4
    assert rows[small.TOWN].places == 60
    assert rows[small.TOWN].gap == 0
    assert rows[small.OTHER_TOWN].per_thousand is None
    assert free_places([home.facility], on=clock.today()) == {home.facility: 20}
    assert free_places([home.facility], on=clock.today(), groups=["infant"]) == {}


def test_the_api_says_what_is_free_and_takes_arrivals(
    officer: Actor, home: Home, family: Family
) -> None:
    one = enrol(officer, family, home)
    client = small.browser(home.manager)
    (row,) = client.get("/api/v1/childcare/nurseries").json()
    assert (row["places"], row["enrolled"], row["name"]) == (20, 1, "东河托育园")
    sent = {"enrolment": one.pk, "nursery_class": home.room.pk}
    first = client.post("/api/v1/childcare/arrivals", sent, content_type="application/json")
    again = client.post("/api/v1/childcare/arrivals", sent, content_type="application/json")
    assert first.json() == again.json()
    assert first.status_code == 200
