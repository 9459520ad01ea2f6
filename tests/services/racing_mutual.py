"""Threads that reach for one hour and the last places in a real installation; tells the end."""

import json
from datetime import timedelta

from tests.childcare.racing import race
from tests.people import small
from tests.services.test_mutual_actions import helper_of
from tests.services.test_school_actions import activity_of, course_of

from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.services import actions, queries
from anhuai.services.models import Activity, Enrolment, SignUp, TimeAccount, TimeEntry, TimeLot
from anhuai.services.rules.mutual import TimeBook


def hours(officer: Actor) -> tuple[list[str], int]:
    """Let four spend the same hour."""
    helper = helper_of(officer)
    entry = TimeEntry.objects.create(
        kind="earn", on=clock.today(), says="", key="race", recorded_at=clock.now(), recorded_by=""
    )
    account = TimeAccount.objects.create(book=str(TimeBook.HELD), member=helper)
    TimeLot.objects.create(account=account, entry=entry, minutes=60, since=clock.today())
    told = race([
        lambda key=key: actions.gift_hours(officer, member=helper.pk, minutes=60, key=key)
        for key in "abcd"
    ])  # fmt: skip
    return told, sum(TimeLot.objects.filter(account=account).values_list("used", flat=True))


def main() -> None:
    """Race for an hour, for the places of an activity, for the seats of a course."""
    small.make_county()
    officer = small.holder("county_officer", division=small.COUNTY)
    spent, used = hours(officer)
    now = clock.now()
    actions.open_term(
        officer, title="本学期", since=now.date() - timedelta(30), until=now.date() + timedelta(60)
    )
    activity = activity_of(officer, places=2, starts=now + timedelta(days=1))
    names = ("赵甲", "钱乙", "孙丙", "李丁")
    helpers = [helper_of(officer, name) for name in names]
    places = race([
        lambda key=one.pk: actions.sign_up(officer, activity=activity.pk, member=key)
        for one in helpers
    ])  # fmt: skip
    course = course_of(officer, seats=1)
    elders = [small.register(officer, name) for name in names]
    race([lambda key=key: actions.enrol(officer, course=course.pk, person=key) for key in elders])
    assert queries.course(officer, course.pk).taken == 1
    print(json.dumps({
        "spent": spent, "used": used, "places": places, "taken": Activity.objects.get().taken,
        "signed": SignUp.objects.count(),
        "seats": sorted(Enrolment.objects.values_list("state", flat=True)),
    }))  # fmt: skip
