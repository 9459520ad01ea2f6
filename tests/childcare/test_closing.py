"""A nursery that closes: no child is left in it, and its classes end with it."""

from datetime import timedelta

import pytest
from tests.childcare.conftest import enrol, make_home
from tests.people import small

from anhuai.childcare import actions, jobs
from anhuai.childcare.models import Enrolment, NurseryClass
from anhuai.childcare.rules import BadChildcare
from anhuai.facilities import actions as facilities
from anhuai.facilities.rules import Status
from anhuai.platform import clock
from anhuai.platform.models import Follower

pytestmark = pytest.mark.django_db


def close(officer, home) -> None:
    facilities.change_status(
        officer, facility=home.facility, status=Status.CLOSED, on=clock.today(), reason="停办"
    )


def test_classes_end_with_their_facility_and_only_theirs(officer, home) -> None:
    other_home = make_home(officer, "西河托育园", small.VILLAGE)
    Follower.objects.create(name=jobs.NAME, sequence=0)
    close(officer, home)
    assert jobs.end_classes_of_the_closed.func(0) == 1
    assert NurseryClass.objects.get(pk=home.room.pk).until == clock.today()
    assert NurseryClass.objects.get(pk=other_home.room.pk).until is None
    assert jobs.end_classes_of_the_closed.func(0) == 0, "again ends none"


def test_a_class_that_began_today_still_has_a_period(officer, home) -> None:
    NurseryClass.objects.filter(pk=home.room.pk).update(since=clock.today())
    assert actions.end_classes_of(officer, facility=home.facility, on=clock.today()).classes == 1
    row = NurseryClass.objects.get(pk=home.room.pk)
    assert row.until == clock.today() + timedelta(1)


def test_a_nursery_with_children_cannot_close(officer, home, family) -> None:
    row = enrol(officer, family, home)
    with pytest.raises(BadChildcare, match="1 名在托儿童"):
        close(officer, home)
    Enrolment.objects.filter(pk=row.pk).update(
        since=clock.today() - timedelta(5), until=clock.today()
    )
    close(officer, home)
