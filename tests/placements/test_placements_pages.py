"""Every page: who may open it, empty and full, what a form refuses and what it keeps."""

import re

import pytest
from django.urls import reverse
from tests.people import small
from tests.placements.conftest import ask, move_in

from anhuai.placements import actions
from anhuai.placements.models import Application, Offer, Stay
from anhuai.platform import clock

pytestmark = pytest.mark.django_db


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_lists_empty_and_full(officer, home, elder) -> None:
    client = small.browser(officer)
    for name in ("applications", "homes", "stays", "reports", "incidents"):
        text(client.get(reverse(f"placements:{name}")))
    stay = move_in(officer, home, elder(), "101-1")
    waiting = ask(officer, elder(name="王秀兰"))
    assert waiting.number in text(client.get("/placements/?q=王秀兰"))
    assert "王秀兰" not in text(client.get("/placements/?kind=respite"))
    assert "周桂兰" in text(client.get(f"/placements/stays/?facility={home.pk}"))
    board = text(client.get(f"/placements/beds/{home.pk}/"))
    assert "周桂兰" in board
    assert "25.0%" in board
    shown = text(client.get(f"/placements/applications/{waiting.pk}/"))
    assert "第 1 位" in shown
    assert "中华人民共和国老年人权益保障法" in shown
    assert "周桂兰" in text(client.get(f"/placements/stays/{stay.pk}/"))
    assert waiting.number in text(client.get(f"/placements/beds/{home.pk}/queue"))
    assert "还没有安全风险评估" not in text(client.get(f"/placements/stays/{stay.pk}/"))


def test_a_resident_may_be_dragged_to_a_free_bed_by_whoever_runs_the_house(
    officer, home, elder
) -> None:
    stay = move_in(officer, home, elder(), "101-1")
    board = text(small.browser(officer).get(f"/placements/beds/{home.pk}/"))
    assert f'data-move="/placements/stays/{stay.pk}/move"' in board
    assert board.count("data-free") == 3
    assert 'id="bed-move"' in board
    sent = {"label": "101-2", "on": f"{clock.today()}", "version": f"{stay.version}"}
    client = small.browser(officer)
    assert client.post(f"/placements/stays/{stay.pk}/move", sent).status_code == 302


def test_anybody_sees_the_published_list_and_no_name(officer, home, private, elder, client) -> None:
    waiting = ask(officer, elder(name="王秀兰"))
    shown = text(client.get(f"/placements/published/{home.pk}/"))
    assert waiting.number in shown
    assert "王秀兰" not in shown
    assert client.get(f"/placements/published/{private.pk}/").status_code == 404


def test_another_town_and_other_roles(far_clerk, officer, home, elder) -> None:
    stay = move_in(officer, home, elder(), "101-1")
    waiting = ask(officer, elder(name="王秀兰"))
    away = small.browser(far_clerk)
    for url in (
        f"/placements/beds/{home.pk}/", f"/placements/beds/{home.pk}/queue",
        f"/placements/beds/{home.pk}/offer", f"/placements/beds/{home.pk}/admit",
        f"/placements/beds/{home.pk}/report", f"/placements/beds/{home.pk}/incident",
        f"/placements/applications/{waiting.pk}/", f"/placements/applications/{waiting.pk}/edit",
        f"/placements/stays/{stay.pk}/", f"/placements/stays/{stay.pk}/move",
    ):  # fmt: skip
        assert away.get(url).status_code == 404, url
    for url in ("/placements/stays/", "/placements/", "/placements/homes", "/placements/reports/"):
        shown = text(away.get(url))
        assert "周桂兰" not in shown
        assert "东河敬老院" not in shown
    leader = small.browser(small.holder("leader", division=small.COUNTY))
    assert leader.get(f"/placements/beds/{home.pk}/offer").status_code == 403
    provider = small.holder("provider", division=small.COUNTY)
    assert small.browser(provider).get("/placements/").status_code == 403


def fill(page: str, **given: str) -> dict[str, str]:
    """What a browser would send: the page's own values with some changed."""
    found = dict(re.findall(r'<input[^>]*name="([a-z_]+)"[^>]*value="([^"]*)"', page))
    for block in re.findall(r"<select.*?</select>", page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', block)
        named = re.search(r'name="([a-z_0-9]+)"', block)
        if named:
            found[named[1]] = chosen[1] if chosen else ""
    return {key: value for key, value in found.items() if key != "csrfmiddlewaretoken"} | given


def test_a_family_applies_accepts_and_moves_in(officer, manager, home, elder) -> None:
    person = elder()
    family = small.browser(small.holder("family", person=person))
    page = family.get("/placements/apply", follow=True)
    url = page.request["PATH_INFO"]
    assert url == f"/placements/apply/{person}"
    sent = family.post(url, fill(text(page), kind="residential", first=str(home.pk)), follow=True)
    assert "第 1 位" in text(sent)
    made = Application.objects.get()
    clerk = small.browser(officer)
    url = f"/placements/beds/{home.pk}/offer"
    form = fill(text(clerk.get(url)), label="101-2", application=str(made.pk))
    assert clerk.post(url, form).status_code == 302
    offer = Offer.objects.get()
    answer = f"/placements/applications/{made.pk}/offers/{offer.pk}/accept"
    assert family.post(answer, {"version": "7"}).status_code == 409
    assert "已接受" in text(family.post(answer, {"version": "1"}, follow=True))
    house = small.browser(manager)
    url = f"/placements/applications/{made.pk}/admit"
    page = text(house.get(url))
    wrong = text(house.post(url, fill(page, bed_fee="1000", deposit="99999", told="女儿")))
    assert 'value="99999"' in wrong
    assert "全部九项" in wrong or "押金" in wrong
    risks = dict.fromkeys(re.findall(r'name="(risk_[a-z_]+)"', page), "low")
    good = fill(page, bed_fee="1000", told="女儿", **risks)
    assert house.post(url, good).status_code == 302
    assert Stay.objects.get().person_id == person


def test_the_steps_of_a_stay_by_form(officer, home, elder) -> None:
    stay = move_in(officer, home, elder(), "101-1")
    client = small.browser(officer)
    for step, given in (
        ("away", {"kind": "hospital"}), ("back", {}), ("move", {"label": "101-3"}),
        ("level", {"care_level": "二级", "told": "女儿"}), ("discharge", {"ending": "discharged"}),
    ):  # fmt: skip
        url = f"/placements/stays/{stay.pk}/{step}"
        sent = client.post(url, fill(text(client.get(url)), **given))
        assert sent.status_code == 302, (step, sent.content.decode()[:3000])
    assert Stay.objects.get().until == clock.today()


def test_a_report_in_one_minute(manager, officer, home, elder) -> None:
    move_in(officer, home, elder(), "101-1")
    client = small.browser(manager)
    url = f"/placements/beds/{home.pk}/report"
    form = fill(text(client.get(url)))
    assert (form["residents"], form["free"]) == ("1", "3")
    assert "一致" in text(client.post(url, form, follow=True))
    wrong = form | {"residents": "9", "token": ""}
    assert "超过床位数" in text(client.post(url, wrong, follow=True))


def test_residents_come_by_workbook(officer, home, elder) -> None:
    from anhuai.people.models import Person
    from anhuai.platform.sealing import unseal
    from anhuai.platform.sheets.register import Row

    numbers = [
        unseal(Person.objects.get(pk=elder(name=name)).identity_sealed) for name in ("周甲", "周乙")
    ]

    def row(number: int, **more: str) -> Row:
        given = {"facility": "东河敬老院", "label": "101-1", "identity": numbers[0],
                 "since": "2026-01-01"} | more  # fmt: skip
        return Row(number, given)

    rows = [
        row(2), row(3, identity=numbers[1]), row(4, facility="没有的院", label=""),
        row(5, identity=numbers[1], label="101-2", since="2026-1"),
    ]  # fmt: skip
    said = actions.take_residents(officer, rows, dry=True)
    assert [len(one.errors) for one in said] == [0, 1, 3, 2]
    assert not Stay.objects.exists()
    actions.take_residents(officer, rows[:1], dry=False)
    actions.take_residents(officer, rows[:1], dry=False)
    assert Stay.objects.count() == 1
    client = small.browser(officer)
    for code in ("placements", "stays", "bed-states", "incidents"):
        assert client.get(f"/sheets/{code}/export").status_code in (200, 302)


def test_other_systems_read_and_report(manager, officer, home, elder) -> None:
    move_in(officer, home, elder(), "101-1")
    client = small.browser(manager)
    found = client.get(f"/api/v1/placements/facilities/{home.pk}/beds").json()
    assert found["beds"] == found["free"] + found["occupied"] + found["reserved"] + found["out"]
    assert "周桂兰" not in str(found)
    ask(officer, elder(name="王秀兰"))
    (line,) = client.get(f"/api/v1/placements/facilities/{home.pk}/waiting").json()
    assert line["place"] == 1
    url = f"/api/v1/placements/facilities/{home.pk}/report"
    sent = {"on": clock.today().isoformat(), "residents": 2, "free": 2}
    told = client.put(url, sent, content_type="application/json")
    assert told.json()["differs"] == ["residents", "free"], told.content
