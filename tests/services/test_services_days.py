"""Pages of rosters and of a provider's day."""

from datetime import time

import pytest
from django.test import Client
from tests.people import small
from tests.services.conftest import TODAY, elder_of
from tests.services.rounds import (
    Provider,
    at_organisation,
    found,
    ordered,
    provider,
    published,
    rostered,
)

from anhuai.platform.acting import Actor
from anhuai.platform.jobs.worker import drain
from anhuai.platform.models import Account, Job
from anhuai.services import queries
from anhuai.services.models import Away, Carer, DayPlan, Order, Shift

__all__ = ["provider", "rostered"]
LISTS = ("days/", "shifts/", "aways/", "carers/")


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def day(one: Provider, seen: int = 0, **more: object) -> dict[str, object]:
    return {"organisation": one.organisation, "on": TODAY.isoformat(), "seen": seen, **more}


@pytest.mark.parametrize("path", LISTS)
def test_lists_open_empty_and_full_and_not_for_other_providers(
    officer: Actor, provider: Provider, path: str
) -> None:
    own = small.browser(provider.actor)
    assert text(own, f"/services/{path}")
    assert text(small.browser(officer), f"/services/{path}")
    assert Client().get(f"/services/{path}").status_code == 302
    other = found(officer, "别家服务", small.FAR_VILLAGE, "外人")
    stranger = small.browser(other.actor)
    assert "郑护理" not in text(stranger, f"/services/{path}")
    text(stranger, f"/services/{path}?organisation={provider.organisation}", 404)
    text(own, f"/services/{path}?organisation=9999999999999999999999")
    worker = small.browser(small.holder("family", person=1))
    assert worker.get(f"/services/{path}").status_code in (200, 403)


def test_a_shift_is_entered_shown_and_ended(provider: Provider) -> None:
    client = small.browser(provider.actor)
    path = f"/services/shifts/new?organisation={provider.organisation}"
    form = {
        "worker": provider.workers[0], "weekdays": ["0", "1"], "starts": "08:00", "ends": "07:00",
        "since": "2026-06-01", "break_minutes": "60", "break_from": "11:30", "break_to": "13:00",
    }  # fmt: skip
    bad = client.post(path, form).content.decode()
    assert "下班时间应晚于上班时间" in bad
    assert "11:30" in bad
    assert "都不填" in client.post(path, {**form, "longitude": "105"}).content.decode()
    assert client.post(path, {**form, "ends": "17:00"}).status_code == 302
    row = Shift.objects.get()
    page = text(client, "/services/shifts/?q=郑&sort=-since")
    assert "周一 周二" in page
    assert "08:00-17:00" in page
    assert "郑护理" not in text(client, "/services/shifts/?q=沈")
    end = f"/services/shifts/{row.pk}/end"
    assert client.post(end, {"on": "2026-06-15", "version": "1"}).status_code == 302
    assert "郑护理" not in text(client, "/services/shifts/")
    assert "郑护理" in text(client, "/services/shifts/?ended=1")


def test_leave_is_entered_and_withdrawn_and_an_account_entered_and_ended(
    provider: Provider,
) -> None:
    client = small.browser(provider.actor)
    query = f"?organisation={provider.organisation}"
    worker = provider.workers[0]
    form = {"worker": worker, "kind": "leave", "since": "2026-06-15", "until": "2026-06-16"}
    assert client.post(f"/services/aways/new{query}", form).status_code == 302
    assert "2026-06-16" in text(client, "/services/aways/")
    assert client.post(f"/services/aways/{Away.objects.get().pk}/undo").status_code == 302
    assert "郑护理" not in text(client, "/services/aways/")
    account = Account.objects.get(pk=at_organisation("carer", provider.organisation).account)
    entered = {"worker": worker, "username": account.username, "since": "2026-06-01"}
    wrong = client.post(f"/services/carers/new{query}", {**entered, "username": "nobody"})
    assert "上门服务员" in wrong.content.decode()
    assert client.post(f"/services/carers/new{query}", entered).status_code == 302
    assert account.username in text(client, "/services/carers/")
    end = f"/services/carers/{Carer.objects.get().pk}/end"
    assert client.post(end, {"on": "2026-06-20", "version": "1"}).status_code == 302
    for path in ("shifts", "aways", "carers"):
        text(client, f"/services/{path}/new?organisation=x", 404)


def test_a_day_is_drawn_given_out_and_drawn_again_for_somebody_ill(
    officer: Actor, rostered: Provider
) -> None:
    client = small.browser(rostered.actor)
    ordered(rostered, elder_of(officer))
    ordered(rostered, elder_of(officer, "吴远"), service="nursing_visit", earliest=time(14))
    assert "还没有排路线" in text(client, "/services/days/")
    assert client.post("/services/days/draw", day(rostered)).status_code == 302
    page = text(client, "/services/days/")
    for said in ("周桂兰", "吴远", "上班的人都没有这项资格", "<svg", "未证明最优", "草稿",
                 "均衡的代价", "路上多 0 分钟"):  # fmt: skip
        assert said in page, said
    assert client.post("/services/days/publish", day(rostered, 1)).status_code == 302
    one = Order.objects.get(service="cleaning_aid")
    assert one.worker_id in rostered.workers
    again = client.post("/services/days/publish", day(rostered, 1), follow=True)
    assert "已被别人重新编制" in again.content.decode()
    client.post("/services/days/ill", day(rostered, 1, worker=one.worker_id))
    one.refresh_from_db()
    assert DayPlan.objects.get(state="published").version == 2
    assert one.worker_id in set(rostered.workers) - {Away.objects.get().worker_id}
    assert client.post("/services/days/draw", day(rostered, "x")).status_code == 404
    late = client.post("/services/days/draw", day(rostered, on="2026-06-01"), follow=True)
    assert "过去的日子" in late.content.decode()


def test_another_system_reads_a_day_and_how_even_it_is(officer: Actor, rostered: Provider) -> None:
    client = small.browser(rostered.actor)
    url = f"/api/v1/routes/{rostered.organisation}/{TODAY}"
    assert client.get(url).status_code == 404  # nothing planned
    one = ordered(rostered, elder_of(officer))
    published(rostered)
    body = client.get(url).json()
    assert (body["version"], body["state"], body["left"]) == (1, "published", [])
    assert [stop["order"] for route in body["routes"] for stop in route["stops"]] == [one.pk]
    assert body["evenness"]["weight"] == 50
    stranger = small.browser(found(officer, "别家服务", small.FAR_VILLAGE, "外人").actor)
    assert stranger.get(url).status_code == 404
    assert client.get(url.replace(str(TODAY), "2026-02-30")).status_code == 422


def test_another_provider_changes_nothing_of_a_day(officer: Actor, rostered: Provider) -> None:
    ordered(rostered, elder_of(officer))
    published(rostered)
    stranger = small.browser(found(officer, "别家服务", small.FAR_VILLAGE, "外人").actor)
    for path in ("draw", "publish", "ill"):
        body = day(rostered, 1, worker=rostered.workers[0])
        assert stranger.post(f"/services/days/{path}", body).status_code == 404
    assert DayPlan.objects.count() == 1
    assert Away.objects.count() == 0


def test_a_large_day_is_a_job_that_says_where_it_led(
    officer: Actor, rostered: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "INLINE", 1)
    person = elder_of(officer)
    for n in range(3):
        ordered(rostered, person, earliest=time(13, n))
    client = small.browser(rostered.actor)
    for _ in range(2):
        answer = client.post("/services/days/draw", day(rostered))
        assert answer.url.startswith("/jobs/")
    assert Job.objects.filter(title="编制当日路线").count() == 1
    drain()
    assert DayPlan.objects.get().version == 1
    assert "/services/days/" in text(client, answer.url)


def test_shifts_go_out_as_a_workbook(rostered: Provider) -> None:
    assert small.browser(rostered.actor).get("/sheets/shifts/export").status_code in (200, 302)
