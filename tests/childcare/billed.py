"""A nursery with a price and a child that was there last month, for the tests of money."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from tests.childcare.conftest import Family, Home, enrol

from anhuai.childcare import actions
from anhuai.childcare.models import Attendance, Enrolment, Price
from anhuai.childcare.queries.fees import open_days
from anhuai.kernel.months import Month
from anhuai.platform import clock, parameters
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.models import ParameterChange

FEE, MEAL = 1_200_00, 15_00


def last_month() -> Month:
    return Month.of(clock.today()) - 1


def opened() -> list[date]:
    return open_days(last_month())


def decide(key: str, value: int) -> None:
    """Let a setting hold since long ago, as if two officers had decided it then."""
    ParameterChange.objects.create(
        key=key, value=value, since=date(2024, 1, 1), reason="测试", proposed_by=1,
        proposed_name="甲", proposed_at=clock.now(), state="approved", decided_by=2,
        decided_name="乙", decided_at=clock.now(),
    )  # fmt: skip
    parameters.forget()


def price(home: Home, **more: object) -> Price:
    given = {
        "group": "toddler_high", "charge": "full_day", "since": date(2024, 1, 1), "fee": FEE,
        "meal": MEAL, "inclusive": True,
    } | more  # fmt: skip
    return actions.set_price(home.manager, nursery=home.nursery.pk, **given)


def attend(one: Enrolment, days: Iterable[date]) -> None:
    for day in days:
        at = timezone.make_aware(datetime.combine(day, time(8)))
        Attendance.objects.create(
            person_id=one.person_id, nursery_class_id=one.nursery_class_id, day=day, came_at=at,
            left_at=at + timedelta(hours=8), recorded_by="老师",
            left_with_id=actions.authorise(
                SYSTEM, enrolment=one.pk, name="妈妈", relation="parent"
            ).pk,
        )  # fmt: skip


def was_there(officer: Actor, family: Family, home: Home, *, missed: int = 2) -> Enrolment:
    """Enrol a child since before last month; it came on every open day but the first so many."""
    one = enrol(officer, family, home)
    since = last_month().first - timedelta(20)
    Enrolment.objects.filter(pk=one.pk).update(since=since)
    one.refresh_from_db()
    attend(one, opened()[missed:])
    return one
