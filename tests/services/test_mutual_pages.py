"""Pages of mutual help, activities and the elders' school: permission, scope, empty and full."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.people import small
from tests.services.conftest import NOON, PNG, TODAY, elder_of
from tests.services.test_mutual_actions import asking, confirmed, done, helper_of

from anhuai.platform.acting import Actor
from anhuai.services import actions
from anhuai.services.models import Activity, ElderCourse, HelpTask, HoursCertificate, Member
from anhuai.services.queries.targets import code_of
from anhuai.services.rules.mutual import MemberKind
from anhuai.services.rules.school import CourseFacts, Subject
from anhuai.services.rules.volunteers import ActivityFacts, ActivityKind

LISTS = (
    "mutual/", "mutual/members/", "mutual/pairs/", "mutual/teams/", "mutual/bank", "activities/",
    "school/", "school/participation",
)  # fmt: skip
SHEETS = (
    "helpers", "help-pairs", "help-teams", "help-tasks", "activities", "elder-courses",
    "participation",
)  # fmt: skip


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


@pytest.fixture
def helper(officer: Actor) -> Member:
    return helper_of(officer)


@pytest.fixture
def full(officer: Actor, helper: Member, elder: int) -> dict[str, Any]:
    """One of everything in the near village."""
    task = confirmed(officer, helper, elder)
    pair = actions.pair(officer, member=helper.pk, person=elder, since=date(2026, 6, 1))
    team = actions.found_team(
        officer, name="柳林互助队", division=small.VILLAGE, since=TODAY, leader=helper.pk
    )
    activity = actions.plan_activity(officer, facts=ActivityFacts(
        title="重阳义诊", kind=ActivityKind.HEALTH, division=small.VILLAGE, spot="村部",
        starts=NOON + timedelta(days=2), minutes=120, places=2,
    ))  # fmt: skip
    site = actions.open_site(
        officer, name="柳林教学点", division=small.VILLAGE, since=date(2026, 1, 1)
    )
    term = actions.open_term(
        officer, title="2026 年春季", since=date(2026, 3, 1), until=date(2026, 7, 1)
    )
    course = actions.open_course(officer, facts=CourseFacts(
        site=site.pk, term=term.pk, subject=Subject.PHONE, title="学用手机", teacher="刘老师",
        weekday=0, starts=time(9, 0), minutes=90, seats=1,
    ))  # fmt: skip
    actions.enrol(officer, course=course.pk, person=elder)
    return {
        "task": task, "pair": pair, "team": team, "activity": activity, "course": course,
        "elder": elder, "helper": helper,
    }  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_lists_open_empty(officer: Actor, far_clerk: Actor, path: str) -> None:
    for actor in (officer, far_clerk, small.holder("village_worker", division=small.VILLAGE)):
        assert text(small.browser(actor), f"/services/{path}")
    assert Client().get(f"/services/{path}").status_code == 302
    provider = small.holder("assessor", division=small.COUNTY)
    assert small.browser(provider).get(f"/services/{path}").status_code == 403


def test_lists_are_full_for_their_own_area_alone(
    officer: Actor, far_clerk: Actor, full: dict[str, Any]
) -> None:
    own, other = small.browser(officer), small.browser(far_clerk)
    said = {
        "mutual/?q=王": "王帮忙", "mutual/members/?kind=younger&sort=-name": "王帮忙",
        "mutual/pairs/?q=周": "周桂兰", "mutual/teams/": "柳林互助队",
        "activities/?state=planned": "重阳义诊", "school/?subject=phone&free=": "学用手机",
    }  # fmt: skip
    assert "&lt;span" not in text(own, "/services/mutual/")
    for path, word in said.items():
        assert word in text(own, f"/services/{path}"), path
        assert word not in text(other, f"/services/{path}"), path
    assert "没有常住老人" in text(other, "/services/school/participation")
    assert "东河镇" not in text(other, "/services/school/participation")
    for code in SHEETS:
        assert own.get(f"/sheets/{code}/export").status_code in (200, 302), code
    one = full["helper"].pk
    for path in (
        f"mutual/{full['task'].pk}/",
        f"mutual/members/{one}/",
        f"mutual/members/{one}/end",
        f"mutual/members/{one}/give",
        f"mutual/pairs/{full['pair'].pk}/end",
        f"mutual/teams/{full['team'].pk}/",
        f"activities/{full['activity'].pk}/",
        f"school/{full['course'].pk}/",
        f"mutual/ask/{full['elder']}",
        f"hours/new/{one}",
        f"mutual/grant/{full['elder']}",
        f"school/enrol/{full['elder']}",
    ):
        assert text(own, f"/services/{path}"), path
        assert other.get(f"/services/{path}").status_code == 404, path


def test_an_officer_does_it_all_by_pages(officer: Actor, elder: int) -> None:
    client = small.browser(officer)
    helper = small.register(officer, "王帮忙", date(1960, 1, 1))
    assert "登记为互助成员" in text(client, f"/people/{elder}/")
    form = {"kind": "party", "since": "2026-06-01"}
    made = client.post(f"/services/mutual/members/new?person={helper}", form)
    one = Member.objects.get(person=helper)
    assert made["Location"] == f"/services/mutual/members/{one.pk}/"
    bad = client.post("/services/mutual/members/new", {**form, "name": "x1", "unit": "一中"})
    assert "一中" in bad.content.decode()
    asked = client.post(f"/services/mutual/ask/{elder}", {
        "client": str(uuid4()), "kind": "escort", "wanted_on": "2026-06-15", "minutes": "60",
    })  # fmt: skip
    task = HelpTask.objects.get()
    path = f"/services/mutual/{task.pk}/"
    assert asked["Location"] == path
    assert client.post(f"{path}take", {"member": one.pk, "version": 1})["Location"] == path
    done_form = {"began": "2026-06-15T10:00", "minutes": "50", "version": "2"}
    wrong = client.post(f"{path}done", {**done_form, "began": "2026-06-15T11:50"})
    assert "过去 62 天" in wrong.content.decode()
    assert client.post(f"{path}done", done_form).status_code == 302
    code = code_of(elder)
    other = "000000" if code != "000000" else "000001"
    again = client.post(
        f"{path}confirm", {"how": "code", "code": other, "version": "3"}, follow=True
    )
    assert "还可以试 4 次" in again.content.decode()
    assert "已保存" not in again.content.decode()
    good = client.post(f"{path}confirm", {"how": "code", "code": code, "version": "3"})
    assert good["Location"] == path
    assert "已确认" in text(client, path)
    assert "0:50" in text(client, f"/services/mutual/members/{one.pk}/")
    assert "0:50" in text(client, "/services/mutual/bank")
    paired = client.post(
        f"/services/mutual/pairs/new/{elder}", {"member": one.pk, "since": "2026-06-10"}
    )
    assert paired.status_code == 302
    assert "王帮忙" in text(client, f"/people/{elder}/")


def test_a_signature_confirms_and_a_large_one_is_refused(
    officer: Actor, helper: Member, elder: int
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    task = done(officer, helper, elder)
    client, path = small.browser(officer), f"/services/mutual/{task.pk}/confirm"
    form = {"how": "signature", "version": task.version}
    huge = SimpleUploadedFile("a.png", PNG + bytes(2 << 20), "image/png")
    assert "1 MB" in client.post(path, {**form, "image": huge}).content.decode()
    image = SimpleUploadedFile("a.png", PNG, "image/png")
    assert client.post(path, {**form, "image": image}).status_code == 302
    assert HelpTask.objects.get().state == "confirmed"


def test_a_family_asks_in_two_taps_once_and_sees_its_own_alone(
    officer: Actor, helper: Member, elder: int
) -> None:
    family = small.holder("family", person=elder)
    client = small.browser(family)
    assert "周桂兰 今天需要什么帮助" in text(client, "/services/mutual/mine")
    tap = {"person": elder, "client": str(uuid4()), "kind": "meal"}
    first = client.post("/services/mutual/mine", tap)
    assert client.post("/services/mutual/mine", tap)["Location"] == first["Location"]
    task = HelpTask.objects.get()
    assert "送餐做饭" in text(client, first["Location"])
    stranger = elder_of(officer, "钱别人")
    client.post("/services/mutual/mine", {**tap, "person": stranger, "client": str(uuid4())})
    assert HelpTask.objects.count() == 1
    mine = small.browser(small.holder("family", person=helper.person_id))
    page = text(mine, "/services/mutual/mine")
    assert "附近的求助" in page
    assert "周桂兰" not in page
    assert client.post(f"/services/mutual/{task.pk}/take", {"member": helper.pk}).status_code == 200
    took = mine.post(f"/services/mutual/{task.pk}/take", {"member": helper.pk, "version": 1})
    assert took.status_code == 302
    assert "周桂兰" in text(mine, f"/services/mutual/{task.pk}/")


def test_an_activity_is_signed_up_for_held_and_certified(
    officer: Actor, full: dict[str, Any]
) -> None:
    import time_machine

    client, activity = small.browser(officer), full["activity"]
    family = small.holder("family", person=full["helper"].person_id)
    own = small.browser(family)
    path = f"/services/activities/{activity.pk}/"
    assert "重阳义诊" in text(own, "/services/mutual/mine")
    assert own.post(f"{path}join", {"member": full["helper"].pk}).status_code == 302
    assert own.post(f"{path}join", {"member": full["helper"].pk}).status_code == 302
    assert Activity.objects.get().taken == 1
    assert "王帮忙" in text(client, path)
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        client, own = small.browser(officer), small.browser(family)
        late = client.post(f"{path}held", {"came": [full["helper"].pk], "version": 1})
        assert late.status_code == 302
        assert "3:00" in text(client, f"/services/mutual/members/{full['helper'].pk}/")
        made = own.post(
            f"/services/hours/new/{full['helper'].pk}",
            {"since": "2026-01-01", "last": "2026-06-18"},
        )
    paper = HoursCertificate.objects.get()
    assert (paper.minutes, paper.tasks, paper.activities) == (180, 1, 1)
    assert paper.code in text(own, made["Location"])
    public = f"/services/hours/verify/{paper.code}"
    assert "3:00" in text(Client(), public)
    assert "周桂兰" not in text(Client(), public)
    assert "证明无效" in text(Client(), "/services/hours/verify/none-such", 404)
    gone = client.post(f"{made['Location']}withdraw", {"reason": "算错了"})
    assert gone.status_code == 302
    assert "证明无效" in text(Client(), public, 404)


def test_presence_is_tapped_and_taken_back(officer: Actor, full: dict[str, Any]) -> None:
    worker = small.browser(small.holder("village_worker", division=small.VILLAGE))
    course = full["course"]
    path, person = f"/services/school/{course.pk}/", full["elder"]
    tap = {"on": "2026-06-15", "came": "1"}
    assert worker.post(f"{path}tap/{person}", tap).status_code == 302
    assert worker.post(f"{path}tap/{person}", tap).status_code == 302
    assert "已到" in text(worker, f"{path}?on=2026-06-15")
    assert "到课 1 / 1" in text(worker, f"/people/{person}/")
    assert worker.post(f"{path}tap/{person}", {**tap, "came": "0"}).status_code == 302
    assert "已到" not in text(worker, f"{path}?on=2026-06-15")
    second = elder_of(officer, "孙候补")
    form = {"course": course.pk}
    assert worker.post(f"/services/school/enrol/{second}", form).status_code == 302
    assert "候补" in text(worker, path)
    assert worker.post(f"{path}leave/{person}").status_code == 302
    assert ElderCourse.objects.get().taken == 1
    assert "孙候补" in text(worker, path)


def test_the_api_reads_and_asks(officer: Actor, full: dict[str, Any]) -> None:
    client = small.browser(officer)
    found = client.get("/api/v1/mutual").json()["items"]
    assert [one["id"] for one in found] == [full["task"].pk]
    assert client.get("/api/v1/mutual/members").json()["items"][0]["minutes"] == 60
    assert client.get("/api/v1/activities").json()["items"][0]["places"] == 2
    towns = client.get("/api/v1/school/participation?on=2026-06-15").json()
    assert {one["division"] for one in towns} == {small.TOWN}
    wish = {
        "client": str(uuid4()), "person": full["elder"], "kind": "talk",
        "wanted_on": "2026-06-16", "minutes": 30,
    }  # fmt: skip
    for _again in range(2):
        made = client.post("/api/v1/mutual", wish, content_type="application/json")
        assert made.status_code == 200, made.content
    assert HelpTask.objects.count() == 2
    assert asking().minutes == 60
    assert MemberKind("party").title_en == "Party member"
