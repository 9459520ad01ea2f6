"""Each page through the client: who may open it, what it shows, what sending it does."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TODAY, TOWN, VILLAGE
from tests.facilities.conftest import SINCE, Opener

from anhuai.facilities import actions as facility_actions
from anhuai.facilities.rules import Status
from anhuai.kernel.identity import make_citizen_id
from anhuai.people.actions import register_person
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform.acting import SYSTEM
from anhuai.platform.models import AuditEntry, Organisation
from anhuai.workforce import actions
from anhuai.workforce.models import Certificate, Post, Training, Worker
from anhuai.workforce.rules import WorkerFacts

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def carer(opened: Opener, operator: Organisation) -> Post:
    """A care worker of a home, with a certificate that expires soon."""
    home = opened(operator=operator.pk)
    facts = WorkerFacts(name="王小红", sex="2", phone="13800001234")
    post = actions.hire(SYSTEM, kind="care_worker", facts=facts, facility=home.pk, on=SINCE)
    actions.add_certificate(
        SYSTEM, worker=post.worker_id, kind="elderly_care", grade="5", number="Y1", since=SINCE,
        until=TODAY + timedelta(20),
    )  # fmt: skip
    return post


def test_the_empty_list_says_so(linze: str, signed_in: SignedIn) -> None:
    shown = text(signed_in("county_officer", division=COUNTY).get("/workforce/"))
    assert "没有符合条件的人员" in shown


def test_the_list_filters_and_is_audited(carer: Post, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    for query, there in [
        ("", True), ("q=小红", True), ("q=wxh", True), ("q=李", False), ("kind=nurse", False),
        ("kind=care_worker&certified=1", True), ("certified=0", False), ("after=x", True),
        (f"division={TOWN}", True), (f"division={OTHER_TOWN}", False), ("sort=-since", True),
    ]:  # fmt: skip
        assert ("王小红" in text(officer.get(f"/workforce/?{query}"))) is there, query
    entry = AuditEntry.objects.filter(kind="reading", name="workforce.page").latest("sequence")
    assert entry.ids == [carer.worker_id]


def test_a_worker_page_masks_the_phone(carer: Post, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    actions.record_training(
        SYSTEM, workers=[carer.worker_id], kind="induction", title="岗前护理", completed=SINCE
    )
    shown = text(officer.get(f"/workforce/{carer.worker_id}/"))
    for piece in ("王小红", "养老护理员", "138****1234", "五级", "岗前护理", "夕阳红", "到期"):
        assert piece in shown, piece
    assert "13800001234" not in shown


def test_others_see_no_worker_outside_their_area(carer: Post, signed_in: SignedIn) -> None:
    clerk = signed_in("town_clerk", division=OTHER_TOWN)
    assert "王小红" not in text(clerk.get("/workforce/"))
    assert "王小红" not in text(clerk.get("/workforce/training"))
    key = carer.worker_id
    for page in (
        f"{key}/", f"{key}/edit", f"{key}/certificates", f"posts/{carer.pk}/end",
        f"new?worker={key}",
    ):  # fmt: skip
        assert clerk.get(f"/workforce/{page}").status_code == 404, page
    assert signed_in("village_worker", division=VILLAGE).get("/workforce/").status_code == 403


def test_a_leader_reads_but_opens_no_form(carer: Post, signed_in: SignedIn) -> None:
    leader = signed_in("leader", division=COUNTY)
    assert leader.get(f"/workforce/{carer.worker_id}/").status_code == 200
    for page in ("new", "training", f"{carer.worker_id}/edit", f"posts/{carer.pk}/end"):
        assert leader.get(f"/workforce/{page}").status_code == 403, page


def test_somebody_new_is_hired_at_a_facility_or_for_a_place(
    carer: Post, signed_in: SignedIn
) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    assert officer.get("/workforce/new").status_code == 200
    data = {
        "name": "李芳", "sex": "2", "kind": "nurse", "facility": carer.facility_id,
        "on": "2026-01-01",
    }  # fmt: skip
    sent = officer.post("/workforce/new", data | {"token": uuid4()})
    assert sent.status_code == 302
    assert "李芳" in text(officer.get(sent.url))
    neither = officer.post("/workforce/new", data | {"facility": "", "token": uuid4()})
    assert "请选择机构或地区" in text(neither)
    place = data | {"facility": "", "division": OTHER_VILLAGE, "kind": "village_child_officer"}
    assert officer.post("/workforce/new", place | {"token": uuid4()}).status_code == 302
    second = officer.post("/workforce/new", place | {"name": "赵六", "token": uuid4()})
    assert "已有一名儿童主任" in text(second)
    assert Worker.objects.count() == 3


def test_a_worker_gets_another_post_a_certificate_and_leaves(
    carer: Post, signed_in: SignedIn
) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    key = carer.worker_id
    steps = [
        (f"new?worker={key}", {"kind": "fire_safety_officer", "facility": carer.facility_id,
                               "on": "2026-01-01"}),
        (f"{key}/certificates", {"certificate": "fire_operator:", "since": "2026-01-01"}),
        (f"{key}/edit", {"name": "王晓红", "sex": "2", "version": 1}),
        (f"posts/{carer.pk}/end", {"on": "2026-02-01"}),
    ]  # fmt: skip
    for page, data in steps:
        assert officer.get(f"/workforce/{page}").status_code == 200, page
        sent = officer.post(f"/workforce/{page}", data | {"token": uuid4()})
        assert sent.status_code == 302, text(sent)
    assert Worker.objects.get().name == "王晓红"
    assert Certificate.objects.count() == 2
    assert officer.get(f"/workforce/posts/{carer.pk}/end").status_code == 404
    late = officer.post(f"/workforce/{key}/edit", {"name": "王红", "sex": "2", "version": 1})
    assert late.status_code == 409


def test_a_training_is_recorded_for_those_ticked(carer: Post, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    page = f"/workforce/training?facility={carer.facility_id}"
    assert "王小红（夕阳红养老院）" in text(officer.get(page))
    data = {"kind": "on_the_job", "title": "防噎食", "completed": "2026-05-01", "days": 2}
    nobody = officer.post(page, data | {"token": uuid4()})
    assert nobody.status_code == 200
    some = data | {"workers": [carer.worker_id], "token": uuid4()}
    assert officer.post(page, some).status_code == 302
    assert Training.objects.get().days == 2


def test_a_facility_page_shows_its_staff_to_those_who_may(
    carer: Post, signed_in: SignedIn, operator: Organisation
) -> None:
    url = f"/facilities/{carer.facility_id}/"
    manager = signed_in("institution_manager", organisation=operator)
    shown = text(manager.get(url))
    assert "王小红" in shown
    assert "90 天内到期" in shown
    assert f"/workforce/new?facility={carer.facility_id}" in shown
    assert "王小红" not in text(signed_in("village_worker", division=VILLAGE).get(url))


def test_the_api_lists_posts_in_scope(carer: Post, signed_in: SignedIn) -> None:
    listed = signed_in("leader", division=COUNTY).get("/api/v1/posts?kind=care_worker").json()
    assert [(one["worker"], one["place"], one["certificate"]) for one in listed["items"]] == [
        (carer.worker_id, VILLAGE, "expiring")
    ]
    other = signed_in("town_clerk", division=OTHER_TOWN)
    assert other.get("/api/v1/posts").json()["items"] == []
    assert signed_in("api_client", division=COUNTY).get("/api/v1/posts").status_code == 403


def test_a_closed_facility_page_names_who_was_there(carer: Post, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    facility_actions.change_status(
        SYSTEM, facility=carer.facility_id, status=Status.CLOSED, on=TODAY, reason="停办"
    )
    page = text(officer.get(f"/facilities/{carer.facility_id}/"))
    assert "注销，下列岗位同日结束" in page
    assert carer.worker.name in page
    assert "登记员工" not in page


def test_a_phone_is_shown_for_a_reason_to_who_may_write_it(
    carer: Post, operator: Organisation, signed_in: SignedIn
) -> None:
    url = f"/workforce/{carer.worker_id}/reveal"
    officer = signed_in("county_officer", division=COUNTY)
    assert url in text(officer.get(f"/workforce/{carer.worker_id}/"))
    assert "请写明查看原因" in text(officer.post(url, {"reason": "我"}))
    assert not AuditEntry.objects.filter(name="workforce.reveal_phone").exists()
    assert "13800001234" in text(officer.post(url, {"reason": "核对到岗"}))
    entry = AuditEntry.objects.get(name="workforce.reveal_phone")
    assert (entry.ids, entry.reason) == ([carer.worker_id], "核对到岗")
    own = signed_in("institution_manager", organisation=operator)
    assert "13800001234" in text(own.post(url, {"reason": "排班"}))
    leader = signed_in("leader", division=COUNTY)
    assert url not in text(leader.get(f"/workforce/{carer.worker_id}/"))
    assert leader.post(url, {"reason": "看看"}).status_code == 403
    assert signed_in("town_clerk", division=OTHER_TOWN).get(url).status_code == 404


@pytest.fixture
def resident(linze: str) -> str:
    """The ID number of somebody in the register."""
    number = make_citizen_id("990000", date(1985, 3, 2), 321)
    facts = PersonFacts("孙桂花", "1", date(1985, 3, 2), identity=number, phone="13900005678")
    register_person(SYSTEM, facts=facts, home=Founding(VILLAGE, "一组 1 号"), on=SINCE)
    return number


def test_a_worker_is_found_in_the_register_without_typing_again(
    opened: Opener, operator: Organisation, resident: str, signed_in: SignedIn
) -> None:
    home = opened(operator=operator.pk)
    clerk = signed_in("town_clerk", division=TOWN)
    data = {"kind": "care_worker", "facility": home.pk, "on": "2025-01-01", "token": uuid4()}
    assert "请填写姓名" in text(clerk.post("/workforce/new", data))
    wrong = make_citizen_id("990000", date(1985, 3, 2), 322)
    assert "没有找到这个身份证号" in text(clerk.post("/workforce/new", data | {"person": wrong}))
    assert "校验码不符" in text(
        clerk.post("/workforce/new", data | {"person": "990000198503023210"})
    )
    assert clerk.post("/workforce/new", data | {"person": resident}).status_code == 302
    made = Worker.objects.get()
    assert (made.name, made.sex, made.born) == ("孙桂花", "1", date(1985, 3, 2))
    page = text(clerk.get(f"/workforce/{made.pk}/"))
    assert f"/people/{made.person_id}/" in page
    shown = clerk.post(f"/workforce/{made.pk}/reveal", {"reason": "核对到岗"})
    assert "13900005678" in text(shown)
    manager = signed_in("institution_manager", organisation=operator)
    assert f"/people/{made.person_id}/" not in text(manager.get(f"/workforce/{made.pk}/"))
    assert "person" not in manager.get("/workforce/new").context["form"].fields
    sent = {"name": "孙桂华", "sex": "1", "born": "1985-03-02", "version": 1, "token": uuid4()}
    assert manager.post(f"/workforce/{made.pk}/edit", sent).status_code == 302


def test_a_known_worker_is_linked_once(
    carer: Post, resident: str, opened: Opener, signed_in: SignedIn
) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    url = f"/workforce/{carer.worker_id}/edit"
    assert clerk.post(url, {"person": resident, "version": 1, "token": uuid4()}).status_code == 302
    worker = Worker.objects.get(pk=carer.worker_id)
    assert (worker.name, worker.person_id is not None) == ("孙桂花", True)
    assert "person" not in clerk.get(url).context["form"].fields
    facts = WorkerFacts(name="王二", sex="2")
    other = actions.hire(
        SYSTEM, kind="care_worker", facts=facts, facility=carer.facility_id, on=SINCE
    )
    twice = {"person": resident, "version": 1, "token": uuid4()}
    assert "已是另一名从业人员" in text(clerk.post(f"/workforce/{other.worker_id}/edit", twice))
