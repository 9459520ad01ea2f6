"""A scenario's own limits: what a site takes, facilities that close, least premises; what they
changed, said beside the answer without them."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from tests.conftest import COUNTY, OTHER_VILLAGE, VILLAGE
from tests.facilities.conftest import Opener
from tests.siting.conftest import SOUTH, STEP, WEST
from tests.siting.test_siting_actions import answered, ask, bring, county
from tests.siting.test_siting_pages import SignedIn, text

from anhuai.facilities import actions as facilities
from anhuai.facilities.models import Facility
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM
from anhuai.siting import actions, queries
from anhuai.siting.models import CommunityRoom, Network, Scenario
from anhuai.siting.rules import BadSiting, Question, Subject

__all__ = ["Opener", "bring", "county"]
pytestmark = pytest.mark.django_db


def premises(division: str, area: int) -> None:
    CommunityRoom.objects.create(
        name=f"用房 {area}", division=division, area=Decimal(area), since=date(2026, 1, 1),
        recorded_at=clock.now(), recorded_by="测试",
    )  # fmt: skip


def sites_of(found: Scenario) -> list[str]:
    return [one["division"] for one in found.answer["sites"]]


def test_a_facility_that_closes_is_replaced_where_most_live(county: Network) -> None:
    centre = Facility.objects.get(name="东头日间照料")
    made = answered(ask(closing=(centre.pk,)))
    assert made.closing == [[centre.pk, centre.name]]
    assert sites_of(made) == [VILLAGE]  # four live there, one at the other end
    assert made.answer["sites"][0]["gain"] == 4
    assert (made.answer["before"], made.answer["after"]) == (4, 4)
    told = made.answer["limits"]
    assert told["left"] == 0
    assert [one["division"] for one in told["without"]["sites"]] == [OTHER_VILLAGE]
    assert (told["without"]["state"], told["without"]["after"]) == ("optimal", 5)


def test_a_plan_without_limits_tells_of_none(county: Network) -> None:
    assert "limits" not in answered(ask()).answer


def test_a_pin_counts_without_what_closes(county: Network) -> None:
    centre = Facility.objects.get(name="东头日间照料")
    field = queries.field_of(county.pk, Subject.DAY_CARE, clock.today(), COUNTY)
    at = {"longitude": WEST + 29 * STEP, "latitude": SOUTH, "reach": 7200}
    seen = queries.what_if(field, **at, closed=frozenset({centre.pk}))
    assert (seen.before, seen.after) == (0, 1)
    assert queries.what_if(field, **at).before == 4  # remembered apart


def test_least_premises_leave_villages_out_and_the_unknown_apart(county: Network) -> None:
    premises(VILLAGE, 320)
    made = answered(ask(least_m2=300))
    assert sites_of(made) == []  # the other village has none on record: no candidate
    assert made.answer["limits"]["rooms"] == {"candidates": 2, "fit": 1, "small": 0, "unknown": 1}
    premises(OTHER_VILLAGE, 299)
    told = answered(ask(least_m2=300)).answer["limits"]["rooms"]
    assert (told["fit"], told["small"], told["unknown"]) == (1, 1, 0)
    premises(OTHER_VILLAGE, 300)  # the limit itself is enough
    assert sites_of(answered(ask(least_m2=300))) == [OTHER_VILLAGE]
    walking = answered(ask(question=Question.WALKING, least_m2=310))
    assert OTHER_VILLAGE not in sites_of(walking)
    assert walking.answer["people"] == 5  # whoever lives where nothing may be built still counts


def test_premises_nobody_has_are_refused_before_solving(county: Network) -> None:
    premises(VILLAGE, 200)
    with pytest.raises(BadSiting, match="没有一个村登记了 300 平方米"):
        actions.ask_scenario(SYSTEM, ask=ask(least_m2=300), on=clock.today())


def test_a_capacity_binds_and_what_is_unknown_is_named(county: Network) -> None:
    walking = {"question": Question.WALKING, "most_new": 1}
    tight = answered(ask(**walking, capacity=4))
    assert tight.state == "infeasible"  # five people, four places, the centre's are not on record
    assert tight.answer["why"]["limit"] in ("new", "capacity")
    room = tight.answer["limits"]["room"]
    assert (room["needed"], room["places"], room["unknown"]) == (5, 0, ["东头日间照料"])
    assert tight.answer["limits"]["without"]["state"] == "optimal"
    assert answered(ask(**walking, capacity=5)).state == "optimal"
    some = answered(ask(**walking, capacity=4, users_percent=80))  # four of five come
    assert (some.state, some.answer["limits"]["room"]["needed"]) == ("optimal", 4)
    two = answered(ask(question=Question.WALKING, most_new=2, capacity=4))
    assert (two.state, len(two.answer["sites"])) == ("optimal", 2)


def test_what_is_closed_must_give_the_service_and_stand_somewhere(
    county: Network, opened: Opener
) -> None:
    nursery = opened("childcare_institution", name="西头托育")
    facilities.set_position(SYSTEM, facility=nursery.pk, longitude=WEST, latitude=SOUTH)
    with pytest.raises(BadSiting, match="不提供所选的服务"):
        actions.ask_scenario(SYSTEM, ask=ask(closing=(nursery.pk,)), on=clock.today())
    nowhere = opened("day_care_centre", name="无坐标照料")
    with pytest.raises(BadSiting, match="没有登记坐标"):
        actions.ask_scenario(SYSTEM, ask=ask(closing=(nowhere.pk,)), on=clock.today())


def test_the_form_takes_the_limits_and_the_page_says_what_they_changed(
    county: Network, signed_in: SignedIn
) -> None:
    centre = Facility.objects.get(name="东头日间照料")
    officer: Client = signed_in("county_officer", division=COUNTY)
    assert "东头日间照料" in text(officer.get("/siting/scenarios/new"))
    given = {"name": "补建", "subject": "day_care", "question": "most", "pace": "slow",
             "most_new": "1"}  # fmt: skip
    for wrong, says in (
        ({"capacity": "5"}, "只用于"), ({"least_m2": "300"}, "请先登记用房"),
        ({"closing": "987654"}, "closing"), ({"capacity": "0"}, "capacity"),
        ({"users_percent": "5"}, "就要填每处能接待几人"),
    ):  # fmt: skip
        sent = officer.post("/siting/scenarios/new", given | wrong)
        assert sent.status_code == 200, wrong
        assert says in text(sent), wrong
    sent = officer.post("/siting/scenarios/new", given | {"closing": str(centre.pk)})
    made = Scenario.objects.get()
    assert "按已关停计算的机构" in text(officer.get(sent["Location"]))
    actions.answer_scenario(SYSTEM, scenario=made.pk)
    shown = text(officer.get(sent["Location"]))
    for piece in ("限制改变了什么", "0，少 4 人", "不加这些限制：建成后覆盖"):
        assert piece in shown, piece
