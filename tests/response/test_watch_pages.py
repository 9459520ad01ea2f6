"""A person's telemetry, shapes and searches through the client."""

from datetime import date, timedelta

import pytest

from anhuai.people import actions as people
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM
from anhuai.response import actions
from anhuai.response.models import Fence, PersonRule, Search, Trend
from anhuai.response.rules.fences import FenceKind
from tests.conftest import COUNTY, OTHER_TOWN


@pytest.fixture
def agreed(elder):
    people.give_consent(
        SYSTEM, person=elder.pk, purpose="location", given_by=elder.pk, on=date(2026, 1, 1),
        notice_version="1", method="paper",
    )  # fmt: skip
    return elder


def test_a_person_is_shown_with_charts_rules_and_shapes(agreed, device, signed_in) -> None:
    hour = int(clock.now().timestamp() * 1000) // 3_600_000 * 3_600_000
    Trend.objects.create(device=device, measure="heart_rate", hour_ms=hour, count=2, least=60,
                         most=90, total=150)  # fmt: skip
    actions.draw_fence(SYSTEM, person=agreed.pk, kind=FenceKind.HOME, title="家", metres=300,
                       points=[(100.1, 39.1)])  # fmt: skip
    client = signed_in("county_officer", division=COUNTY)
    page = client.get(f"/response/people/{agreed.pk}/").content.decode()
    for text in ("心率", "75.0", "体温过高", "38 ℃", "家", "没有定位，或没有定位的同意"):
        assert text in page, text
    assert "遥测与安全范围" in client.get(f"/people/{agreed.pk}/").content.decode()


def test_a_rule_is_set_for_one_person_and_refused_beside_its_field(elder, signed_in) -> None:
    client = signed_in("county_officer", division=COUNTY)
    url = f"/response/people/{elder.pk}/rules/heart_rate_high"
    page = client.post(url, {"limit": "9", "reason": "医嘱", "version": "0"}).content.decode()
    assert "限值只能在 60 到 220 之间" in page
    assert "医嘱" in page, "what was typed is still there"
    assert client.post(url, {"limit": "130", "reason": "医嘱", "version": "0"}).status_code == 302
    assert PersonRule.objects.get().limit == 130
    assert client.get(url.replace("heart_rate_high", "nothing")).status_code == 404


def test_a_shape_is_drawn_ended_and_never_without_consent(elder, signed_in) -> None:
    client = signed_in("county_officer", division=COUNTY)
    url = f"/response/people/{elder.pk}/fences/new"
    given = {"kind": "area", "title": "公园", "metres": "50", "points": "100,39\n100.1,39\n100.1,x"}
    assert "第 3 行" in client.post(url, given).content.decode()
    given["points"] = "100,39\n100.1,39\n100.1,39.1"
    assert "监护人的同意" in client.post(url, given).content.decode()
    people.give_consent(
        SYSTEM, person=elder.pk, purpose="location", given_by=elder.pk, on=date(2026, 1, 1),
        notice_version="1", method="paper",
    )  # fmt: skip
    assert client.post(url, given).status_code == 302
    found = Fence.objects.get()
    assert "公园" in client.get("/response/fences/?kind=area").content.decode()
    assert "公园" not in client.get("/response/fences/?kind=risk").content.decode()
    assert client.get("/sheets/fences/export").status_code == 200
    assert client.post(f"/response/fences/{found.pk}/end").status_code == 302
    found.refresh_from_db()
    assert found.ended_at is not None


def test_a_search_is_opened_and_its_notice_says_nothing_it_need_not(elder, signed_in) -> None:
    client = signed_in("duty_officer", division=COUNTY)
    at = clock.today() - timedelta(days=1)
    given = {
        "seen_on": f"{at:%Y-%m-%d}", "seen_time": "08:30", "seen_place": "菜市场", "looks": "",
        "phone": "12349",
    }  # fmt: skip
    url = f"/response/people/{elder.pk}/search"
    assert client.post(url, given).status_code == 200
    assert client.post(url, given | {"looks": "灰色棉衣"}).status_code == 302
    one = Search.objects.get()
    page = client.get(f"/response/searches/{one.pk}/").content.decode()
    for text in ("寻人启事", "张奶奶", "灰色棉衣", "菜市场", "12349"):
        assert text in page
    for text in ("13912345678", "东寨村一号", "张女儿"):
        assert text not in page
    assert "菜市场" in client.get("/response/searches/?state=open").content.decode()
    paper = client.get(f"/response/searches/{one.pk}/?paper=pdf&purpose=张贴")
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")


def test_another_town_sees_and_changes_nothing(agreed, signed_in) -> None:
    drawn = actions.draw_fence(SYSTEM, person=agreed.pk, kind=FenceKind.HOME, title="家",
                               metres=300, points=[(100.1, 39.1)])  # fmt: skip
    client = signed_in("town_clerk", division=OTHER_TOWN)
    for url in (f"/response/people/{agreed.pk}/", f"/response/people/{agreed.pk}/fences/new",
                f"/response/people/{agreed.pk}/rules/no_water",
                f"/response/fences/{drawn.pk}/end"):  # fmt: skip
        assert client.get(url).status_code in (403, 404), url
    assert "家" not in client.get("/response/fences/").content.decode().split("<tbody")[-1][:400]
