"""A facility that closes, and how it comes back."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.conftest import COUNTY, OTHER_TOWN, TODAY
from tests.facilities.conftest import SINCE, Opener
from tests.facilities.test_facilities_actions import refused

from anhuai.facilities import actions, queries
from anhuai.facilities.models import Facility, StatusChange
from anhuai.facilities.rules import Status
from anhuai.platform.acting import SYSTEM, Actor, NotHere
from anhuai.platform.models import AuditEntry, Organisation

pytestmark = pytest.mark.django_db
MakeActor = Callable[..., Actor]
SignedIn = Callable[..., Client]


def closed_one(opened: Opener, on: date = date(2024, 1, 1)) -> Facility:
    """A home with two beds, a service and a star until 2028, suspended, then closed."""
    made = opened()
    actions.add_beds(SYSTEM, facility=made.pk, labels="1、2", on=SINCE)
    actions.set_services(SYSTEM, facility=made.pk, codes=["residential_care"], on=SINCE)
    actions.set_mark(
        SYSTEM, facility=made.pk, code="star", grade="3", since=SINCE, until=date(2028, 1, 1)
    )
    actions.change_status(
        SYSTEM, facility=made.pk, status=Status.SUSPENDED, on=date(2023, 6, 1), reason="整改"
    )
    return actions.change_status(
        SYSTEM, facility=made.pk, status=Status.CLOSED, on=on, reason="停办"
    )


def held(made: Facility, on: date) -> tuple[int, int, int]:
    found = queries.detail(SYSTEM, made.pk, on=on)
    holding = [
        one for one in found.marks if one.since <= on and not (one.until and one.until <= on)
    ]
    return len(found.beds), len(found.services), len(holding)


def test_closing_ends_what_a_facility_holds_even_what_ran_on_for_years(opened: Opener) -> None:
    made = closed_one(opened)
    assert held(made, date(2023, 12, 31)) == (2, 1, 1)
    assert held(made, date(2024, 1, 1)) == (0, 0, 0)
    happened = [(e.on.year, e.what) for e in queries.detail(SYSTEM, made.pk, on=TODAY).events]
    assert {(2024, "beds_gone"), (2024, "services_gone"), (2024, "mark_ended")} < set(happened)
    early = date(2023, 1, 1)
    again = [
        lambda: actions.add_beds(SYSTEM, facility=made.pk, labels="9", on=early),
        lambda: actions.set_services(SYSTEM, facility=made.pk, codes=[], on=early),
    ]
    assert [refused(call)[0] for call in again] == ["closed", "closed"]


def test_a_closing_by_mistake_is_taken_back_whole(opened: Opener) -> None:
    made = closed_one(opened)
    actions.reopen_facility(SYSTEM, facility=made.pk, on=date(2024, 1, 1), reason="误登记")
    made.refresh_from_db()
    assert (made.status, made.closed) == ("suspended", None)
    assert held(made, TODAY) == (2, 1, 1)
    found = queries.detail(SYSTEM, made.pk, on=TODAY)
    assert found.marks[0].until == date(2028, 1, 1)
    assert [one.status for one in found.statuses] == ["suspended", "operating"]
    assert not queries.in_status(SYSTEM, on=date(2024, 6, 1), statuses=[Status.CLOSED]).exists()


def test_a_facility_that_opens_again_was_closed_meanwhile(opened: Opener) -> None:
    made = closed_one(opened)
    actions.reopen_facility(SYSTEM, facility=made.pk, on=date(2025, 1, 1), reason="重新开业")
    assert [held(made, date(year, 12, 31)) for year in (2022, 2024, 2025)] == [
        (2, 1, 1), (0, 0, 0), (2, 1, 0),
    ]  # fmt: skip
    for day, count in [(date(2024, 12, 31), 0), (date(2025, 1, 1), 1)]:
        assert queries.operating(SYSTEM, on=day).count() == count
        assert queries.beds(SYSTEM, on=day).count() == 2 * count
    entry = AuditEntry.objects.get(name="facilities.reopen_facility")
    assert (entry.ids, entry.reason) == ([made.pk], "重新开业")


def test_what_does_not_let_a_facility_open_again(opened: Opener, actor: MakeActor) -> None:
    made = closed_one(opened)

    def reopen(by: Actor = SYSTEM, on: date = TODAY, reason: str = "重新开业") -> object:
        return actions.reopen_facility(by, facility=made.pk, on=on, reason=reason)

    assert refused(lambda: reopen(on=date(2023, 12, 31))) == ("too_early", "on")
    assert refused(lambda: reopen(on=TODAY + timedelta(40))) == ("future", "on")
    assert refused(lambda: reopen(reason=" ")) == ("reason", "reason")
    with pytest.raises(NotHere):
        reopen(actor("town_clerk", division=OTHER_TOWN))
    twin = opened(name=made.name, on=date(2024, 6, 1))
    assert refused(reopen) == ("duplicate", "name")
    actions.change_status(SYSTEM, facility=twin.pk, status=Status.CLOSED, on=TODAY, reason="停办")
    reopen()
    assert refused(reopen)[0] == "open"


def test_the_page_reopens_once_and_only_for_the_authority(
    opened: Opener, operator: Organisation, signed_in: SignedIn
) -> None:
    made = closed_one(opened)
    actions_url = f"/facilities/{made.pk}/reopen"
    Facility.objects.filter(pk=made.pk).update(operator=operator)
    officer = signed_in("county_officer", division=COUNTY)
    assert actions_url in officer.get(f"/facilities/{made.pk}/").content.decode()
    assert "2024-01-01" in officer.get(actions_url).content.decode()
    data = {"on": "2025-01-01", "reason": "重新开业", "token": uuid4()}
    own = signed_in("institution_manager", organisation=operator)
    assert own.post(actions_url, data).status_code == 403
    assert signed_in("town_clerk", division=OTHER_TOWN).get(actions_url).status_code == 404
    early = officer.post(actions_url, data | {"on": "2023-01-01", "token": uuid4()})
    assert "不能早于注销日期 2024-01-01" in early.content.decode()
    assert [officer.post(actions_url, data).status_code for _ in range(2)] == [302, 302]
    assert StatusChange.objects.filter(facility=made, status="operating").count() == 2
    page = officer.get(f"/facilities/{made.pk}/").content.decode()
    assert "重新开业" in page
    assert "减少床位 2 张" in page
    assert actions_url not in page
