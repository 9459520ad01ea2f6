"""Each page through the client: who may open it, what it shows, what sending it does."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.assessments.conftest import GBT, PNG, Pair, form
from tests.people import small

from anhuai.assessments import actions
from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.models import Assessment, Assessor, Task
from anhuai.assessments.rules.judging import spread
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.models import AuditEntry

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def body(task: Task, **more: Any) -> dict[str, Any]:
    picture = "data:image/png;base64," + base64.b64encode(PNG).decode()
    return {
        "client": str(uuid4()), "task": task.pk, "assessed_on": clock.today().isoformat(),
        "points": spread(SCALES[GBT], 50), "risks": {"fall": 2}, "informant": "self",
        "signatures": [{"signer": one, "image": picture} for one in ("first", "second", "elder")],
        **more,
    }  # fmt: skip


def send(client: Client, sent: dict[str, Any]) -> Any:
    return client.post("/api/v1/assessments", json.dumps(sent), content_type="application/json")


def test_the_lists_say_when_they_are_empty(officer: Actor) -> None:
    client = small.browser(officer)
    for url, says in (
        ("/assessments/", "没有待分派的评估"),
        ("/assessments/assigned", "没有已分派、未完成的评估"),
        ("/assessments/records/", "没有符合条件的评估"), ("/assessments/rates", "没有应评估的人"),
        ("/assessments/assessors/", "还没有评估员"),
    ):  # fmt: skip
        assert says in text(client.get(url)), url


def test_the_work_from_list_to_report(officer: Actor, asked: Task, pair: Pair) -> None:
    client = small.browser(officer)
    today = clock.today().isoformat()
    for query, there in [
        ("", True), ("q=建国", True), ("q=李", False), ("scale=tekun6", False), ("late=1", False),
        ("reason=first", True), (f"division={small.TOWN}", True), ("after=x", True),
        (f"division={small.OTHER_TOWN}", False), ("sort=-due", True), ("sort=name", True),
    ]:  # fmt: skip
        assert ("王建国" in text(client.get(f"/assessments/?{query}"))) is there, query
    assert AuditEntry.objects.filter(name="assessments.task_page", kind="reading").exists()
    shown = text(client.get(f"/assessments/tasks/{asked.pk}/"))
    assert "分派" in shown
    same = {"tasks": [asked.pk], "first": pair.one.pk, "second": pair.one.pk, "planned_on": today}
    refused = text(client.post("/assessments/assign", same))
    assert "两名评估员必须是不同的人" in refused
    assert client.post("/assessments/assign", {**same, "second": pair.other.pk}).status_code == 302
    made = actions.submit(pair.first, task=asked.pk, form=form(50))
    assert "王建国" in text(client.get("/assessments/records/?level=2"))
    assert "王建国" not in text(client.get("/assessments/records/?level=3"))
    report = text(client.get(f"/assessments/records/{made.pk}/"))
    for says in ("总分", "50", "2 · 能力中度受损", "B.3.4 记忆", "未核实", "主评估员"):
        assert says in report
    (first, *_rest) = made.signatures.all()
    image = client.get(f"/assessments/records/{made.pk}/signatures/{first.pk}")
    assert image["Content-Type"] == "image/png"
    paper = client.get(f"/assessments/records/{made.pk}/?paper=pdf&purpose=存档备查")
    assert b"".join(paper.streaming_content if paper.streaming else [paper.content])[:4] == b"%PDF"
    panel = text(client.get(f"/people/{made.person_id}/"))
    assert "2 · 能力中度受损" in panel


def test_an_appeal_and_a_withdrawal_through_the_pages(
    officer: Actor, assigned: Task, pair: Pair
) -> None:
    client = small.browser(officer)
    made = actions.submit(pair.first, task=assigned.pk, form=form(50))
    base = f"/assessments/records/{made.pk}"
    today = clock.today().isoformat()
    assert "申请复评" in text(client.get(f"{base}/"))
    answer = client.post(f"{base}/appeal", {"reason": "认为偏轻", "on": today})
    assert answer.status_code == 302
    assert "已申请复评" in text(client.get(f"{base}/"))
    task = Task.objects.get(appeals=made)
    answer = client.post(f"/assessments/tasks/{task.pk}/cancel", {"reason": "撤回申请"})
    assert answer.status_code == 302
    assert client.post(f"{base}/withdraw", {"reason": "评错了人"}).status_code == 302
    assert "已作废" in text(client.get(f"{base}/"))
    assert "王建国" in text(client.get("/assessments/records/?withdrawn=1"))
    assert "王建国" not in text(client.get("/assessments/records/"))


def test_asking_from_the_persons_page(officer: Actor, elder: int) -> None:
    client = small.browser(officer)
    assert f"/assessments/ask/{elder}" in text(client.get(f"/people/{elder}/"))
    sent = {"scale": GBT, "reason_kind": "first", "on": clock.today().isoformat(), "ground": "本人"}
    assert client.post(f"/assessments/ask/{elder}", sent).status_code == 302
    assert "已有一项待评估" in text(client.post(f"/assessments/ask/{elder}", sent))


def test_assessors_are_entered_and_end(officer: Actor, pair: Pair) -> None:
    from anhuai.platform.models import Account

    client = small.browser(officer)
    fresh = small.holder("assessor", division=small.TOWN)
    username = Account.objects.get(pk=fresh.account).username
    sent = {"username": "nobody", "background": "medical", "since": clock.today().isoformat()}
    assert "没有这个账号" in text(client.post("/assessments/assessors/new", sent))
    assert (
        client.post("/assessments/assessors/new", {**sent, "username": username}).status_code == 302
    )
    key = Assessor.objects.get(account__username=username).pk
    later = (clock.today() + timedelta(1)).isoformat()
    assert client.post(f"/assessments/assessors/{key}/end", {"on": later}).status_code == 302
    assert "医疗" in text(client.get("/assessments/assessors/?background=medical"))


def test_the_scale_page_shows_items_and_marks(officer: Actor) -> None:
    client = small.browser(officer)
    for code, scale in SCALES.items():
        shown = text(client.get(f"/assessments/scales/{code}/"))
        assert scale.scale_id in shown
        assert all(item.title in shown for item in scale.items.values())
    assert "未核实" in text(client.get("/assessments/scales/ltc37_2021/"))
    assert client.get("/assessments/scales/nothing/").status_code == 404


def test_listing_anew_is_a_click(officer: Actor, elder: int) -> None:
    client = small.browser(officer)
    assert client.post("/assessments/renew").status_code == 302
    assert client.get("/assessments/renew").status_code == 405


def test_another_towns_clerk_sees_and_changes_nothing(
    far_clerk: Actor, assigned: Task, pair: Pair
) -> None:
    made = actions.submit(pair.first, task=assigned.pk, form=form(50))
    client = small.browser(far_clerk)
    for url in ("/assessments/", "/assessments/assigned", "/assessments/records/"):
        assert "王建国" not in text(client.get(url))
    for url in (
        f"/assessments/tasks/{assigned.pk}/", f"/assessments/records/{made.pk}/",
        f"/assessments/ask/{made.person_id}", f"/assessments/records/{made.pk}/appeal",
        f"/assessments/records/{made.pk}/signatures/{made.signatures.first().pk}",
    ):  # fmt: skip
        assert client.get(url).status_code == 404, url


def test_the_phone_lists_and_opens_only_the_own_work(assigned: Task, pair: Pair) -> None:
    client = small.browser(pair.first)
    assert "王建国" in text(client.get("/assessments/field/"))
    shown = client.get(f"/assessments/field/{assigned.pk}/")
    data = json.loads(text(shown).split('type="application/json">')[1].split("</script>")[0])
    assert sum(len(items) for _part, items in data["parts"]) == 26
    assert data["sums"] is True
    assert data["names"][2] == "王建国"
    stranger = small.browser(small.holder("assessor", division=small.COUNTY))
    assert stranger.get(f"/assessments/field/{assigned.pk}/").status_code == 404
    assert "还没有登记为评估员" in text(stranger.get("/assessments/field/"))
    here = client.get("/services/field/here").json()
    assert here["account"] == pair.first.account


def test_a_form_sent_twice_is_one_assessment(assigned: Task, pair: Pair) -> None:
    client, second = small.browser(pair.first), small.browser(pair.second)
    sent = body(assigned)
    first = send(client, sent)
    assert first.status_code == 200, first.content
    assert first.json()["final_level"] == 3
    assert send(client, sent).json() == first.json()
    assert send(second, sent).json() == first.json()
    assert Assessment.objects.count() == 1


def test_a_form_that_is_wrong_says_what_in_chinese(assigned: Task, pair: Pair) -> None:
    client = small.browser(pair.first)
    points = spread(SCALES[GBT], 50)
    del points["memory"]
    for more, says in (
        ({"points": points}, "“记忆”还没有评分"),
        ({"signatures": []}, "主评估员还没有签字"),
        ({"problems": ["x"]}, "不认识的代码"),
        ({"signatures": [{"signer": s, "image": "§"} for s in ("first", "second", "elder")]},
         "签名图片不对"),
    ):  # fmt: skip
        answer = send(client, body(assigned, **more))
        assert answer.status_code == 422
        assert says in answer.json()["detail"]
    assert send(client, body(assigned, client="x")).status_code == 422
    assert Assessment.objects.count() == 0


def test_the_api_gives_assessments_and_the_level_of_a_day(
    officer: Actor, far_clerk: Actor, assigned: Task, pair: Pair
) -> None:
    made = actions.submit(pair.first, task=assigned.pk, form=form(50))
    client = small.browser(officer)
    (item,) = client.get(f"/api/v1/assessments?scale={GBT}").json()["items"]
    assert (item["id"], item["final_level"]) == (made.pk, 2)
    url = f"/api/v1/assessments/levels?scale={GBT}&person={made.person_id}&on={clock.today()}"
    (level,) = client.get(url).json()
    assert (level["level"], level["until"]) == (2, None)
    far = small.browser(far_clerk)
    assert far.get("/api/v1/assessments").json()["items"] == []
    assert far.get(url).json() == []


def test_lists_go_out_as_workbooks(officer: Actor, assigned: Task, pair: Pair) -> None:
    actions.submit(pair.first, task=assigned.pk, form=form(50))
    client = small.browser(officer)
    for code in ("assessments", f"assessments-{GBT}", "assessment-tasks", "assessment-rates",
                 "assessors"):  # fmt: skip
        answer = client.get(f"/sheets/{code}/export")
        assert answer.status_code in (200, 302), code
    assert client.get(f"/sheets/assessments-{GBT}/template").status_code == 200


def test_who_holds_no_permit_is_refused(small_county: None, asked: Task) -> None:
    client = small.browser(small.holder("system_administrator", division=small.COUNTY))
    for url in ("/assessments/", "/assessments/records/", "/assessments/field/"):
        assert client.get(url).status_code == 403
