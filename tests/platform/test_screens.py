"""The big screen: sums of an area behind links that are made, end and run out."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from tests.conftest import COUNTY, TOWN, VILLAGE

from anhuai.people import actions as people
from anhuai.people.rules.circumstances import Held
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform import clock, screens
from anhuai.platform.acting import SYSTEM, NotHere, Refused
from anhuai.platform.models import AuditEntry, ScreenLink
from anhuai.platform.screens import BadLink

SINCE = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    screens.forget()


def until(days: int) -> date:
    return clock.today() + timedelta(days=days)


def elder(name: str, born: date = date(1950, 1, 1)) -> int:
    made = people.register_person(
        SYSTEM, facts=PersonFacts(name, "1", born, hukou=VILLAGE),
        home=Founding(VILLAGE, f"{name}的家"), on=SINCE,
    )  # fmt: skip
    return made.pk


def token_for(actor, **changed: object) -> str:
    given = {"title": "一楼大厅", "division": COUNTY, "until": until(30), **changed}
    return screens.open_link(actor("county_administrator", division=COUNTY), **given).token


def test_a_link_opens_the_screen_without_signing_in(linze: str, actor) -> None:
    elder("甲寅卯")
    answer = Client().get(f"/screen/{token_for(actor)}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert "临泽县一老一小数据大屏" in page
    assert "60 岁及以上" in page
    assert re.search(r"来源：人员名册 · 截至 \d{4}-\d\d-\d\d", page)
    assert "甲寅卯" not in page
    assert ScreenLink.objects.get().seen_at is not None


def test_only_the_digest_of_a_link_is_kept(linze: str, actor) -> None:
    token = token_for(actor)
    assert token not in str(ScreenLink.objects.values().get())
    assert token not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


def test_an_ended_and_an_expired_link_show_nothing(linze: str, actor) -> None:
    token = token_for(actor)
    admin = actor("county_administrator", division=COUNTY)
    screens.end_link(admin, link_id=ScreenLink.objects.get().pk)
    assert Client().get(f"/screen/{token}/").status_code == 404
    assert Client().get(f"/screen/{token}/plans.map").status_code == 404
    late = token_for(actor)
    ScreenLink.objects.filter(until__gt=clock.today()).update(until=clock.today())
    assert Client().get(f"/screen/{late}/").status_code == 404


def test_a_link_lasts_a_year_at_most_and_not_into_the_past(linze: str, actor) -> None:
    for last in (until(0), until(-1), until(screens.LONGEST + 1)):
        with pytest.raises(BadLink):
            token_for(actor, until=last)


def test_nobody_makes_a_link_to_another_area_or_without_the_right(linze: str, actor) -> None:
    with pytest.raises(NotHere):
        token_for(actor, division="620724")
    with pytest.raises(Refused):
        screens.open_link(
            actor("county_officer", division=COUNTY), title="x", division=COUNTY, until=until(3)
        )


def test_the_map_has_its_outlines_behind_the_link_too(linze: str, actor) -> None:
    token = token_for(actor)
    shapes = Client().get(f"/screen/{token}/plans.map").json()
    assert {f["properties"]["code"][:6] for f in shapes["features"]} == {COUNTY}
    assert Client().get(f"/screen/{token}/people.ages").status_code == 404
    assert Client().get("/screen/nonsense/plans.map").status_code == 404


def test_few_people_are_not_told_apart(linze: str, actor) -> None:
    some = [elder(name) for name in ("甲一", "甲二", "甲三", "甲四")]
    for one in some:
        people.set_circumstance(SYSTEM, persons=[one], held=Held("living_alone", SINCE))
    token = token_for(actor)
    assert "独居" not in Client().get(f"/screen/{token}/").content.decode()
    people.set_circumstance(SYSTEM, persons=[elder("甲五")], held=Held("living_alone", SINCE))
    screens.forget()
    assert "独居" in Client().get(f"/screen/{token}/").content.decode()


def test_the_link_is_shown_once_listed_and_ended_on_its_pages(linze: str, signed_in) -> None:
    admin: Client = signed_in("county_administrator", division=COUNTY)
    empty = admin.get("/screens/").content.decode()
    assert "还没有大屏链接" in empty
    made = admin.post("/screens/new", {"title": "大厅", "last": str(until(5)), "once": "1"})
    assert made.status_code == 302
    page = admin.get("/screens/new/shown").content.decode()
    url = re.search(r"/screen/[\w-]+/", page)
    assert url
    assert Client().get(url.group()).status_code == 200
    assert admin.get("/screens/new/shown").status_code == 302
    key = ScreenLink.objects.get().pk
    assert "大厅" in admin.get("/screens/").content.decode()
    admin.post(f"/screens/{key}/end", {"once": "2"})
    assert Client().get(url.group()).status_code == 404


def test_who_leads_sees_the_screen_and_a_clerk_of_a_town_does_not(linze: str, signed_in) -> None:
    assert signed_in("leader", division=COUNTY).get("/screen/").status_code == 200
    assert signed_in("town_clerk", division=TOWN).get("/screen/").status_code == 403
