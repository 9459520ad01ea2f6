"""A child's papers while it is enrolled, and coming back after three months away."""

from datetime import timedelta

import pytest
from tests.childcare.billed import attend
from tests.childcare.conftest import Family, Home, enrol, refused
from tests.people import small

from anhuai.childcare import actions
from anhuai.childcare.models import Attendance, Enrolment
from anhuai.platform import clock
from anhuai.platform.acting import Actor, Refused
from anhuai.platform.posting import Stale

pytestmark = pytest.mark.django_db


def renew(actor: Actor, one: Enrolment, **more: object) -> Enrolment:
    given = {
        "enrolment": one.pk, "version": one.version, "vaccination": "behind",
        "examined_on": clock.today(), "allergies": "",
    } | more  # fmt: skip
    return actions.renew_papers(actor, **given)  # type: ignore[arg-type]


def test_papers_are_brought_up_to_date_once(officer: Actor, home: Home, family: Family) -> None:
    one = enrol(officer, family, home)
    old = clock.today() - timedelta(100)
    assert refused(lambda: renew(home.manager, one, examined_on=old))[0] == "examined"
    assert refused(lambda: renew(home.manager, one, vaccination="no", examined_on=old))
    with pytest.raises(Refused):
        renew(family.actor, one)
    assert renew(home.manager, one).vaccination == "behind"
    with pytest.raises(Stale):
        renew(home.manager, one)


def test_after_three_months_away_a_child_is_examined_anew(
    officer: Actor, home: Home, family: Family
) -> None:
    one = enrol(officer, family, home)
    arrive = lambda: actions.arrive(  # noqa: E731 - short
        home.manager, enrolment=one.pk, nursery_class=home.room.pk
    )
    last = clock.today() - timedelta(93)
    Enrolment.objects.filter(pk=one.pk).update(since=last, examined_on=last - timedelta(9))
    attend(one, [last])
    assert refused(arrive)[0] == "away"
    Attendance.objects.update(day=last + timedelta(1))
    assert arrive().day == clock.today()  # three months to the day is not more
    Attendance.objects.filter(day=clock.today()).delete()
    Attendance.objects.update(day=last)
    one.refresh_from_db()
    renew(home.manager, one)
    assert arrive().day == clock.today()


def test_the_page_updates_the_papers(officer: Actor, home: Home, family: Family) -> None:
    one = enrol(officer, family, home)
    browser = small.browser(home.manager)
    page = f"/childcare/children/{one.pk}/"
    assert "更新体检和接种" in browser.get(page).content.decode()
    assert "鸡蛋" in browser.get(f"{page}papers").content.decode()
    form = {"vaccination": "behind", "examined_on": clock.today().isoformat(), "allergies": "牛奶"}
    assert browser.post(f"{page}papers", form).status_code == 302
    assert "牛奶" in browser.get(page).content.decode()
    parent = small.browser(family.actor)
    assert "更新体检和接种" not in parent.get(page).content.decode()
    assert parent.get(f"{page}papers").status_code == 403
