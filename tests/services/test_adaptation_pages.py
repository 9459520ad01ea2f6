"""Pages of adaptations: lists, one home step by step, permission, scope, bad input, REST, plans."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.people import small
from tests.services import home
from tests.services.conftest import PNG, TODAY
from tests.services.home import Site, hard_up

from anhuai.platform.acting import Actor
from anhuai.services.models import Adaptation, AdaptationPhoto
from anhuai.services.rules.adaptation import State

LISTS = ("adaptations/", "adaptations/candidates", "contractors/", "beds/", "carers/")
SHEETS = ("adaptations", "adaptation-candidates", "contractors", "family-beds", "carer-courses")


@pytest.fixture
def at(officer: Actor) -> Site:
    return home.site(officer)


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def send(client: Client, site: Site, step: str, status: int = 302, **more: Any) -> str:
    site.one.refresh_from_db()
    path = f"/services/adaptations/{site.one.pk}/steps/{step}"
    text(client, path)
    data = {"version": site.one.version, "on": TODAY.isoformat(), **more}
    answer = client.post(path, data)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


@pytest.mark.parametrize("path", LISTS)
def test_lists_open_empty_and_full_and_show_nobody_of_another_town(
    officer: Actor, far_clerk: Actor, path: str
) -> None:
    own, other = small.browser(officer), small.browser(far_clerk)
    assert text(own, f"/services/{path}")
    hard_up(officer, "周有份")
    made = home.site(officer)
    assert made.one.pk
    assert text(own, f"/services/{path}?q=周&overdue=1&sort=name")
    page = text(other, f"/services/{path}?state=all")
    assert "周桂兰" not in page
    assert "周有份" not in page
    assert Client().get(f"/services/{path}").status_code == 302


def test_a_home_is_taken_from_the_list_to_the_follow_up_through_the_pages(
    officer: Actor, at: Site
) -> None:
    other = hard_up(officer, "周有份")
    desk = small.browser(officer)
    assert "周有份" in text(desk, "/services/adaptations/candidates")
    assert "列入改造" in text(desk, f"/people/{other}/")
    made = desk.post(f"/services/adaptations/new/{other}", {"on": TODAY.isoformat()})
    assert made.status_code == 302
    at.one = Adaptation.objects.get(person=other)
    phone, builder, second = (small.browser(who) for who in (at.surveyor, at.builder, at.second))
    assert "防滑处理" in text(phone, f"/services/adaptations/{at.one.pk}/steps/survey")
    wrong = send(phone, at, "survey", 200, work_ground_antislip="on", note_ground="门口滑")
    assert "征得同意" in wrong
    assert "门口滑" in wrong  # nothing is lost
    send(phone, at, "survey", work_ground_antislip="on", note_ground="门口滑", consented="on")
    over = send(desk, at, "plan", 200, price_ground_antislip="3500")
    assert "超过每户上限" in over
    send(desk, at, "plan", price_ground_antislip="3500", own_ground_antislip="500")
    kin = small.browser(small.holder("family", person=other))
    assert "500.00" in text(kin, f"/services/adaptations/{at.one.pk}/")
    send(kin, at, "agree", signer="周小明")
    send(desk, at, "assign", contractor=str(at.contractor.pk))
    send(builder, at, "start")
    for stage in ("before", "after"):
        photo = SimpleUploadedFile("x.png", PNG, "image/png")
        path = f"/services/adaptations/{at.one.pk}/photos/new"
        text(builder, path)
        sent = builder.post(
            path, {"stage": stage, "part": "ground", "photo": photo, "consented": "on"}
        )
        assert sent.status_code == 302, sent.content.decode()[:2000]
    send(builder, at, "finish")
    refused = send(phone, at, "accept", 200)
    assert "另一个人验收" in refused
    send(second, at, "accept")
    send(desk, at, "prepare", fund="county_budget", document="发票 9")
    send(second, at, "pay")
    send(phone, at, "follow", result="used", note="")
    at.one.refresh_from_db()
    assert at.one.state == State.DONE
    page = text(desk, f"/services/adaptations/{at.one.pk}/")
    assert "改造后" in page
    assert "3000.00" in page or "3,000.00" in page
    key = AdaptationPhoto.objects.order_by("pk").last()
    assert key is not None
    assert builder.get(f"/services/adaptations/{at.one.pk}/photos/{key.pk}").content == PNG


def test_who_may_not_is_refused_and_a_stranger_finds_nothing(at: Site, far_clerk: Actor) -> None:
    path = f"/services/adaptations/{at.one.pk}/"
    stranger, builder = small.browser(far_clerk), small.browser(at.builder)
    for page in (path, f"{path}steps/survey", f"{path}steps/plan", f"{path}photos/new"):
        assert stranger.get(page).status_code == 404
        assert builder.get(page).status_code in (403, 404)
    assert small.browser(at.surveyor).get(f"{path}steps/plan").status_code == 403
    assert small.browser(at.officer).get(f"{path}steps/dance").status_code == 404
    at.to("assign")
    assert "周桂兰" in text(builder, path)
    assert "周桂兰" in text(builder, "/services/adaptations/")
    assert "开始施工" in text(builder, path)
    assert "/people/" not in text(builder, path).replace("/people/'", "")


def test_builders_are_listed_and_taken_off(officer: Actor, clerk: Actor) -> None:
    body = home.organisation("平安装修公司")
    desk = small.browser(officer)
    form = {"organisation": body.pk, "licence": "D44", "licence_last": "2027-05-31",
            "since": TODAY.isoformat()}  # fmt: skip
    assert desk.post("/services/contractors/new", form).status_code == 302
    page = text(desk, "/services/contractors/")
    assert "平安装修公司" in page
    assert "2027-05-31" in page
    again = desk.post("/services/contractors/new", form)
    assert "已在名单上" in again.content.decode()
    assert small.browser(clerk).post("/services/contractors/new", form).status_code == 403
    from anhuai.services.models import Contractor

    end = f"/services/contractors/{Contractor.objects.get().pk}/end"
    text(desk, end)
    assert desk.post(end, {"on": TODAY.isoformat(), "version": 1}).status_code == 302


def test_workbooks_and_rest_give_what_the_lists_show(at: Site, officer: Actor) -> None:
    desk = small.browser(officer)
    for code in SHEETS:
        assert desk.get(f"/sheets/{code}/export").status_code in (200, 302)
    answer = desk.get("/api/v1/adaptations").json()
    assert [one["name"] for one in answer["items"]] == ["周桂兰"]
    walker = small.browser(at.surveyor)
    body = {"version": at.one.version, "on": TODAY.isoformat(), "works": {"goods.cane": ""}}
    path = f"/api/v1/adaptations/{at.one.pk}/survey"
    wrong = walker.post(path, json.dumps(body), content_type="application/json")
    assert wrong.status_code == 422
    done = walker.post(
        path, json.dumps({**body, "consented": True}), content_type="application/json"
    )
    assert done.json()["state"] == "surveyed"
    assert desk.get("/api/v1/family-beds").json()["items"] == []
    assert desk.get(f"/api/v1/family-beds/running?on={TODAY}").json()["running"] == 0


def test_the_start_page_and_a_person_s_file_say_how_it_stands(at: Site, officer: Actor) -> None:
    desk = small.browser(officer)
    assert "适老化改造在办 1 户" in text(desk, "/")
    assert "待入户勘察" in text(desk, f"/people/{at.one.person_id}/")
    kin = small.browser(small.holder("family", person=at.one.person_id))
    assert "待入户勘察" in text(kin, "/services/adaptations/")


def test_a_plan_s_figures_are_computed_and_name_the_homes(at: Site, officer: Actor) -> None:
    from anhuai.plans import queries as plans
    from anhuai.plans.queries import Side

    at.to("accept")
    for key in ("home_adaptation_annual", "home_adaptation_total"):
        figure = plans.measure(officer, key=key, division=small.COUNTY, on=TODAY)
        assert figure.value == 1, key
        page = plans.who(officer, key=key, side=Side.TOP, division=small.COUNTY, on=TODAY)
        assert [row[1] for row in page.page.rows] == ["周桂兰"]
