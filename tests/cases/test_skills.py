"""Whom to send, by skill too: whoever can help comes first within a limit, the nearest stays."""

from datetime import timedelta

import pytest

from anhuai.cases import actions, queries
from anhuai.cases.actions import BadSkill
from anhuai.cases.catalogue import SKILLS
from anhuai.cases.models import HelperSkill
from anhuai.cases.rules import skilled_first
from anhuai.people.models import Household
from anhuai.places.models import Division
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, NotHere
from anhuai.platform.permits import Permit
from anhuai.response.actions.escalating import fire_all
from anhuai.response.rules import ALARMS
from tests.conftest import COUNTY, OTHER_TOWN, VILLAGE, open_account
from tests.response.conftest import device, elder, raised

__all__ = ["device", "elder"]


def called(device, kind: str):
    Household.objects.update(longitude=100.10, latitude=39.10)
    for code, point in ((VILLAGE, (100.11, 39.10)), (OTHER_TOWN, (100.13, 39.10))):
        Division.objects.filter(code=code).update(longitude=point[0], latitude=point[1])
    raised(device, kind=kind)
    fire_all()
    found = queries.case(SYSTEM, queries.Case.objects.get().pk)
    actions.acknowledge(SYSTEM, case_id=found.pk)
    return found


@pytest.fixture
def two(linze):
    return (
        open_account("near", "village_worker", division=VILLAGE),
        open_account("far", "village_worker", division=OTHER_TOWN),
    )


def held(helper: int, skill: str = "first_aid", **more):
    facts = {"since": clock.today(), "paper": "证 1 号", **more}
    return actions.hold_skill(SYSTEM, helper=helper, skill=skill, **facts)


def order(actor, case, two) -> list[tuple[int, tuple[str, ...], bool]]:
    keys = {one.pk for one in two}
    found = queries.nearest(actor, case, permit=Permit.ERRANDS)
    return [(one.account, one.skills, one.is_nearest) for one in found if one.account in keys]


@pytest.mark.parametrize("code", SKILLS)
def test_each_skill_says_when_it_helps(code: str) -> None:
    one = SKILLS[code]
    assert {told for _kind, _alarms, told in one.examples} == {True, False}
    for kind, alarms, told in one.examples:
        assert one.helps(kind, alarms) is told
    assert set(one.alarms) <= set(ALARMS)


@pytest.mark.parametrize(
    ("helpers", "more", "told"),
    [
        ([], 10, []),
        ([(5, False), (15, True)], 10, [1, 0]),
        ([(5, False), (16, True)], 10, [0, 1]),
        ([(5, False), (6, True), (5, True)], 0, [2, 0, 1]),
        ([(5, False), (None, True)], 60, [0, 1]),
        ([(None, True), (None, False)], 60, [0, 1]),
    ],
)
def test_the_skilled_come_first_within_the_limit_and_nobody_is_lost(helpers, more, told) -> None:
    assert skilled_first(helpers, more) == told


def test_who_can_help_comes_before_who_is_near(device, two, actor) -> None:
    near, far = two
    duty = actor("duty_officer", division=COUNTY)
    case = called(device, "fall")
    assert order(duty, case, two) == [(near.pk, (), True), (far.pk, (), False)]
    made = held(far.pk)
    assert order(duty, case, two) == [(far.pk, ("first_aid",), False), (near.pk, (), True)]
    actions.end_skill(duty, skill_id=made.pk)
    assert order(duty, case, two)[0] == (near.pk, (), True), "ended: nearest first again"


def test_a_skill_the_call_does_not_need_moves_nobody(device, two, actor) -> None:
    near, far = two
    held(far.pk)
    case = called(device, "smoke")
    assert queries.needed_for(case) == ("fire",)
    assert order(actor("duty_officer", division=COUNTY), case, two)[0] == (near.pk, (), True)


def test_the_page_says_why(device, two, signed_in) -> None:
    case = called(device, "fall")
    held(two[1].pk)
    page = signed_in("duty_officer", division=COUNTY).get(f"/cases/{case.pk}/dispatch")
    text = page.content.decode()
    assert "这类呼叫用得上：急救、搬扶。" in text
    assert "，会急救" in text
    assert "，最近" in text


def test_skills_are_entered_and_ended_on_their_page(two, signed_in) -> None:
    client = signed_in("duty_officer", division=COUNTY)
    assert "还没有登记技能" in client.get("/cases/skills/").content.decode()
    given = {
        "helper": two[0].pk, "skill": "fire", "since": str(clock.today()), "paper": "培训 3 号"
    }  # fmt: skip
    assert client.post("/cases/skills/new", given).status_code == 302
    made = HelperSkill.objects.get()
    assert "培训 3 号" in client.get("/cases/skills/").content.decode()
    assert client.post(f"/cases/skills/{made.pk}/end").status_code == 302
    made.refresh_from_db()
    assert made.until == clock.today()


def test_what_cannot_be_entered_is_refused_with_a_sentence(two, actor) -> None:
    near = two[0]
    for more, code in (
        ({"helper": 0}, "helper"), ({"skill": "flying"}, "skill"),
        ({"since": clock.today() + timedelta(1)}, "since"), ({"paper": "  "}, "paper"),
    ):  # fmt: skip
        with pytest.raises(BadSkill) as refused:
            held(**{"helper": near.pk, **more})
        assert refused.value.code == code
    made = held(near.pk)
    with pytest.raises(BadSkill, match="已登记"):
        held(near.pk)
    duty = actor("duty_officer", division=OTHER_TOWN)
    with pytest.raises(NotHere):
        actions.end_skill(duty, skill_id=made.pk)
    with pytest.raises(BadSkill, match="从列表"):
        actions.hold_skill(
            duty, helper=near.pk, skill="fire", since=clock.today(), paper="证"
        )  # fmt: skip
    actions.end_skill(SYSTEM, skill_id=made.pk)
    with pytest.raises(BadSkill, match="已经结束"):
        actions.end_skill(SYSTEM, skill_id=made.pk)
