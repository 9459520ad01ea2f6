"""Children and attendance by workbook: good rows in, every error named, again updates."""

from datetime import timedelta

import pytest
from tests.childcare.billed import opened
from tests.childcare.conftest import Family, Home, make_family
from tests.childcare.test_fees import who

from anhuai.childcare import actions
from anhuai.childcare.models import Attendance, Enrolment
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.sheets.register import Outcome, Row

pytestmark = pytest.mark.django_db


def row(family: Family, number: int = 2, **more: str) -> Row:
    since = clock.today() - timedelta(70)
    given = {
        "nursery": "东河托育园", "class": "大一班", "care": "全日托", "since": since.isoformat(),
        "vaccination": "已按程序接种", "examined_on": since.isoformat(), "allergies": "鸡蛋",
        "agreed": "是", **who(family),
    } | more  # fmt: skip
    return Row(number, given)


def children(home: Home, *rows: Row, dry: bool = False) -> list[Outcome]:
    return actions.take_children(home.manager, rows, dry=dry)


def said(found: list[Outcome]) -> list[tuple[str, list[str]]]:
    return [(str(one.result), [column for column, _says in one.errors]) for one in found]


def test_children_come_in_once_and_are_updated(home: Home, family: Family) -> None:
    assert said(children(home, row(family), dry=True)) == [("added", [])]
    assert not Enrolment.objects.exists()
    assert said(children(home, row(family))) == [("added", [])]
    again = children(home, row(family, vaccination="有漏种，已督促补种"))
    assert said(again) == [("updated", [])]
    assert Enrolment.objects.get().vaccination == "behind"


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"nursery": "没有的园"}, "nursery"),
        ({"class": "没有的班"}, "class"),
        ({"name": "别人"}, "identity"),
        ({"identity": "123"}, "identity"),
        ({"care": "计时托"}, "care"),
        ({"since": "去年"}, "since"),
        ({"since": "2099-01-01"}, "since"),
        ({"vaccination": ""}, "vaccination"),
        ({"examined_on": "2020-01-01"}, "examined_on"),
        ({"agreed": ""}, "agreed"),
    ],
)
def test_each_wrong_cell_is_named(
    home: Home, family: Family, more: dict[str, str], column: str
) -> None:
    found = children(home, row(family, **more))
    assert found[0].result == "refused"
    assert column in [name for name, _says in found[0].errors]
    assert not Enrolment.objects.exists()


def test_a_child_twice_and_a_full_class_are_refused(
    officer: Actor, home: Home, family: Family
) -> None:
    found = children(home, row(family), row(family, 3))
    assert said(found) == [("added", []), ("refused", ["identity"])]
    home.room.places = 1
    home.room.save()
    other = make_family(officer, "吴小贝")
    assert said(children(home, row(other)))[0][0] == "refused"


def came(family: Family, **more: str) -> Row:
    given = {
        "nursery": "东河托育园", "day": opened()[-1].isoformat(), "came": "8:10", "left": "17:00",
        "fetched_by": "周奶奶", **who(family),
    } | more  # fmt: skip
    return Row(2, given)


def test_attendance_comes_in_once_and_is_updated(home: Home, family: Family) -> None:
    children(home, row(family))
    take = lambda one: said(  # noqa: E731 - short
        actions.take_attendance(home.manager, [one], dry=False)
    )
    assert take(came(family)) == [("refused", ["fetched_by"])]  # nobody named yet
    one = Enrolment.objects.get()
    actions.authorise(SYSTEM, enrolment=one.pk, name="周奶奶", relation="grandparent")
    for more, column in (
        ({"left": "7:00"}, "left"),
        ({"came": "早上"}, "came"),
        ({"day": "2099-01-01"}, "day"),
        ({"day": (one.since - timedelta(1)).isoformat()}, "identity"),
        ({"nursery": "别家"}, "nursery"),
    ):
        assert take(came(family, **more)) == [("refused", [column])], more
    assert take(came(family)) == [("added", [])]
    assert take(came(family, left="16:00")) == [("updated", [])]
    assert Attendance.objects.count() == 1
