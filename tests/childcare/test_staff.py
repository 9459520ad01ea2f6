"""Staff of nurseries by workbook and one by one: posts, papers, the yearly record check."""

from datetime import date, timedelta

import pytest
from tests.childcare.conftest import Home, make_home, refused
from tests.childcare.test_childcare_import import said
from tests.people import small

from anhuai.childcare import actions, queries
from anhuai.childcare.rules.staffing import Answer, Member, Paper
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.models import AuditEntry
from anhuai.platform.sheets.register import Outcome, Row
from anhuai.workforce.models import Certificate, Post, RecordCheck, Worker

pytestmark = pytest.mark.django_db
GIVEN = {
    "nursery": "东河托育园", "name": "李敏", "sex": "女", "born": "1992-05-06",
    "phone": "13800000000", "post": "保育员", "since": "2025-03-01",
    "certificate": "保育师（保育员）证书", "grade": "五级（初级工）", "number": "BY1",
    "issued": "2025-02-20", "answer": "可以从业", "document": "HZ1",
}  # fmt: skip


def row(number: int = 2, **more: str) -> Row:
    asked = (clock.today() - timedelta(30)).isoformat()
    return Row(number, GIVEN | {"asked_on": asked} | more)


def take(home: Home, *rows: Row, dry: bool = False) -> list[Outcome]:
    return actions.take_staff(home.manager, rows, dry=dry)


def test_staff_come_in_once_and_are_updated(home: Home) -> None:
    trail = AuditEntry.objects.count()
    assert said(take(home, row(), dry=True)) == [("added", [])]
    assert not Worker.objects.exists()
    assert AuditEntry.objects.count() == trail  # a preview leaves nothing at all
    assert said(take(home, row())) == [("added", [])]
    assert said(take(home, row(), dry=True)) == [("updated", [])]
    newer = clock.today().isoformat()
    assert said(take(home, row(asked_on=newer, document="HZ2"))) == [("updated", [])]
    assert (Worker.objects.count(), Post.objects.count(), Certificate.objects.count()) == (1, 1, 1)
    assert RecordCheck.objects.count() == 2
    (found,) = queries.staff(home.manager, on=clock.today())
    assert (found.name, str(found.check), found.asked_on) == ("李敏", "clear", clock.today())
    assert (found.due - clock.today()).days in (365, 366)
    assert str(found.certificate) == "valid"
    gone = row(left=(clock.today() - timedelta(1)).isoformat())
    assert said(take(home, gone)) == [("updated", [])]
    assert not queries.staff(home.manager, on=clock.today())


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"nursery": "没有的园"}, "nursery"),
        ({"name": "A1"}, "name"),
        ({"sex": "不明"}, "sex"),
        ({"born": "2099-01-01"}, "born"),
        ({"phone": "电话"}, "phone"),
        ({"post": "村级儿童主任"}, "post"),
        ({"since": "去年"}, "since"),
        ({"left": "2020-01-01"}, "left"),
        ({"certificate": "驾驶证"}, "certificate"),
        ({"grade": "九级"}, "grade"),
        ({"issued": ""}, "issued"),
        ({"asked_on": "2099-01-01"}, "asked_on"),
        ({"answer": "也许"}, "answer"),
        ({"answer": "不得从业"}, "answer"),
        ({"document": ""}, "document"),
    ],
)
def test_each_wrong_cell_is_named(home: Home, more: dict[str, str], column: str) -> None:
    found = take(home, row(**more), dry=True)
    assert column in [name for name, _says in found[0].errors], found[0].errors
    assert not Worker.objects.exists()


def test_every_error_of_a_row_and_good_rows_beside_bad_ones(home: Home) -> None:
    bad = row(3, name="王芳", post="", answer="也许", since="x")
    found = take(home, row(), bad, row(4))
    assert said(found) == [
        ("added", []), ("refused", ["post", "since", "answer"]), ("refused", ["identity"]),
    ]  # fmt: skip
    assert Worker.objects.get().name == "李敏"


def test_namesakes_and_another_day_are_refused(officer: Actor, home: Home) -> None:
    take(home, row())
    take(home, row(born="1980-01-01", phone=""))
    assert Worker.objects.count() == 2
    assert said(take(home, row(born=""))) == [("refused", ["born"])]
    assert said(take(home, row(since="2025-04-01"))) == [("refused", ["since"])]
    other = make_home(officer, "别家园", small.FAR_VILLAGE)
    assert said(take(other, row())) == [("refused", ["nursery"])]


def member(**more: object) -> Member:
    given = {"name": "赵老师", "kind": "childcare_worker", "since": date(2025, 1, 1)} | more
    return Member(**given)  # type: ignore[arg-type]


def test_one_by_one_who_is_barred_gets_no_post(officer: Actor, home: Home) -> None:
    put = lambda actor, **more: actions.put_staff(  # noqa: E731 - short
        actor, nursery=home.nursery.pk, given=member(**more)
    )
    barred = Answer(asked_on=clock.today(), is_clear=False, document="HZ")
    assert refused(lambda: put(home.manager, answer=barred)) == ("barred", "answer")
    assert refused(lambda: put(home.manager, kind="care_worker")) == ("kind", "kind")
    one = put(home.manager, paper=Paper(kind="health", since=date(2025, 1, 1)))
    assert one.is_new
    assert not put(home.manager, answer=barred).is_new  # an answer on who works there is kept
    assert [str(found.check) for found in queries.staff(officer, on=clock.today())] == ["barred"]
    assert queries.staff(officer, on=clock.today(), pressing=True)
    stranger = make_home(officer, "别家园", small.FAR_VILLAGE)
    with pytest.raises(NotHere):
        put(stranger.manager)
    assert not queries.staff(stranger.manager, on=clock.today())


def test_the_list_and_its_workbook(home: Home) -> None:
    take(home, row())
    manager = small.browser(home.manager)
    shown = manager.get(f"/childcare/staff/?nursery={home.nursery.pk}").content.decode()
    for says in ("李敏", "已查询，可以从业", "childcare-staff/import"):
        assert says in shown
    assert "没有符合条件的员工" in manager.get("/childcare/staff/?pressing=1").content.decode()
    template = manager.get("/sheets/childcare-staff/template")
    assert template.status_code == 200
    out = manager.get("/sheets/childcare-staff/export", {"purpose": "核对"})
    assert out.status_code in (200, 302)
