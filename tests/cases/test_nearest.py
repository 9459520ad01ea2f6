"""Whom to send: the nearest first by an estimate that says so; an errand can be passed on."""

import pytest

from anhuai.cases import actions, queries
from anhuai.cases.models import Errand
from anhuai.people.models import Household
from anhuai.places import queries as places
from anhuai.places.models import Division
from anhuai.platform.acting import SYSTEM
from anhuai.platform.notices.models import Notice
from anhuai.platform.permits import Permit
from anhuai.response.actions.escalating import fire_all
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE, open_account
from tests.response.conftest import device, elder, raised

__all__ = ["device", "elder"]
HOME = (100.10, 39.10)


@pytest.fixture
def case(device):
    Household.objects.update(longitude=HOME[0], latitude=HOME[1])
    for code, point in ((VILLAGE, (100.11, 39.10)), (TOWN, (100.3, 39.1)), (OTHER_TOWN, (101, 39))):
        Division.objects.filter(code=code).update(longitude=point[0], latitude=point[1])
    raised(device)
    fire_all()
    found = queries.case(SYSTEM, queries.Case.objects.get().pk)
    actions.acknowledge(SYSTEM, case_id=found.pk)
    return found


def test_the_nearest_comes_first_and_a_place_just_signed_at_counts_more(case, actor) -> None:
    near = open_account("near", "village_worker", division=VILLAGE)
    far = open_account("far", "village_worker", division=OTHER_TOWN)
    duty = actor("duty_officer", division=COUNTY)
    found = [one for one in queries.nearest(duty, case, permit=Permit.ERRANDS)
             if one.account in (near.pk, far.pk)]  # fmt: skip
    assert [one.account for one in found] == [near.pk, far.pk]
    way = places.estimated_way((100.11, 39.10), HOME, on=case.opened_at.date())
    assert found[0].way == way
    assert way.metres == pytest.approx(864 * 1.4, rel=0.02)
    Errand.objects.create(
        case=case, account=far, name="far", state="arrived", sent_at=case.opened_at,
        arrived_at=case.opened_at, longitude=HOME[0], latitude=HOME[1],
    )  # fmt: skip
    found = queries.nearest(duty, case, permit=Permit.ERRANDS)
    assert (found[0].account, found[0].is_out, found[0].way.minutes) == (far.pk, True, 1)


def test_the_desk_is_shown_who_is_near(case, signed_in) -> None:
    open_account("near", "village_worker", division=VILLAGE)
    client = signed_in("duty_officer", division=COUNTY)
    page = client.get(f"/cases/{case.pk}/dispatch").content.decode()
    assert "1.2 公里（按直线估算）" in page


def test_an_errand_is_passed_on_to_a_colleague_who_is_told(case, signed_in) -> None:
    client = signed_in("village_worker", division=VILLAGE)
    other = open_account("other", "village_worker", division=VILLAGE)
    stranger = open_account("stranger", "village_worker", division=OTHER_TOWN)
    account = int(client.session["_auth_user_id"])
    actions.dispatch(SYSTEM, case_id=case.pk, to=account)
    errand = case.errands.get()
    url = f"/cases/errands/{errand.pk}/pass-on"
    assert client.post(url, {"to": str(stranger.pk)}).status_code == 200
    assert client.post(url, {"to": str(other.pk), "says": "我在县城"}).status_code == 302
    assert [(one.account_id, one.state) for one in case.errands.order_by("pk")] == [
        (account, "declined"), (other.pk, "sent"),
    ]  # fmt: skip
    assert Notice.objects.filter(account=other, template="errand_sent").exists()
    assert case.entries.order_by("-pk").first().what == "handed_over"
    assert client.post(url, {"to": str(other.pk)}).status_code in (200, 404), "only once"
    assert case.errands.count() == 2
