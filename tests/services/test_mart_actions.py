"""The points mart: earned for listed deeds, exchanged, lapsed; never below none."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction
from tests.people import small
from tests.services.conftest import NOON, TODAY, elder_of, refused

from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.services import actions, queries
from anhuai.services.models import Deed, Goods, Mart, PointEntry, PointLot


@pytest.fixture
def mart(officer: Actor) -> Mart:
    return actions.open_mart(
        officer, name="柳林爱心超市", division=small.VILLAGE, since=date(2026, 1, 1)
    )


@pytest.fixture
def deed(officer: Actor) -> Deed:
    return actions.list_deed(officer, title="清洁院落", points=20, since=date(2025, 1, 1))


def earn(actor: Actor, holder: actions.Holder, deed: Deed, on: date = TODAY) -> PointEntry:
    return actions.award(
        actor, holder=holder, deed=deed.pk, on=on, reason="院落整洁", client=uuid4()
    )


def stock(actor: Actor, mart: Mart, points: int = 15, count: int = 2) -> Goods:
    return actions.stock_goods(
        actor, mart=mart.pk, name="肥皂", points=points, count=count, on=TODAY
    )


def test_points_are_earned_for_listed_deeds_and_exchanged_once(
    officer: Actor, mart: Mart, deed: Deed
) -> None:
    elder = elder_of(officer, code="")
    holder, client = actions.Holder(person=elder), uuid4()
    for _again in range(2):
        actions.award(officer, holder=holder, deed=deed.pk, on=TODAY, reason="院落", client=client)
    goods = stock(officer, mart)
    for _again in range(2):
        actions.exchange(officer, holder=holder, goods=goods.pk, count=1, on=TODAY, client=client)
    [purse] = queries.purses(officer, elder, on=TODAY)
    assert purse.left == 5
    assert [one.kind for one in purse.entries] == ["exchange", "earn"]
    assert Goods.objects.get().stock == 1
    short = refused(lambda: actions.exchange(
        officer, holder=holder, goods=goods.pk, count=1, on=TODAY, client=uuid4()
    ))  # fmt: skip
    assert short == ("left", "count")
    assert Goods.objects.get().stock == 1


def test_goods_never_go_below_none_and_then_no_points_go(
    officer: Actor, mart: Mart, deed: Deed
) -> None:
    holder = actions.Holder(person=elder_of(officer, code=""))
    earn(officer, holder, deed)
    goods = stock(officer, mart, points=1, count=2)
    told = refused(lambda: actions.exchange(
        officer, holder=holder, goods=goods.pk, count=3, on=TODAY, client=uuid4()
    ))  # fmt: skip
    assert told[0] == "stock"
    assert PointLot.objects.get().gone == 0
    assert refused(lambda: stock(officer, mart, points=1, count=-3))[0] == "stock"


def test_a_household_has_an_account_of_its_own(officer: Actor, deed: Deed) -> None:
    elder = elder_of(officer, code="")
    earn(officer, actions.Holder(household=small.home_of(elder)), deed)
    earn(officer, actions.Holder(person=elder), deed)
    assert [one.left for one in queries.purses(officer, elder, on=TODAY)] == [20, 20]


def test_points_lapse_when_the_county_says_and_those_that_end_first_go_first(
    officer: Actor, mart: Mart, deed: Deed
) -> None:
    elder = elder_of(officer, code="")
    holder = actions.Holder(person=elder)
    earn(officer, holder, deed, on=TODAY - timedelta(days=200))
    earn(officer, holder, deed)
    goods = stock(officer, mart, points=15, count=9)
    actions.exchange(officer, holder=holder, goods=goods.pk, count=1, on=TODAY, client=uuid4())
    later = TODAY + timedelta(days=200)
    with time_machine.travel(NOON + timedelta(days=200), tick=False):
        assert actions.lapse(SYSTEM, on=later) == actions.Lapsed(1, 5)
        assert actions.lapse(SYSTEM, on=later) == actions.Lapsed(0, 0)
        [purse] = queries.purses(officer, elder, on=later)
    assert purse.left == 20
    books: dict[str, int] = {}
    for one in PointEntry.objects.all():
        books[one.source] = books.get(one.source, 0) - one.points
        books[one.target] = books.get(one.target, 0) + one.points
    assert books == {"issued": -40, "held": 20, "spent": 15, "lapsed": 5}


def test_who_may(officer: Actor, far_clerk: Actor, mart: Mart, deed: Deed) -> None:
    elder = elder_of(officer, code="")
    holder = actions.Holder(person=elder)
    with pytest.raises(NotHere):
        earn(far_clerk, holder, deed)
    with pytest.raises(NotHere):
        stock(far_clerk, mart)
    with pytest.raises(Refused):
        actions.list_deed(far_clerk, title="别的", points=1, since=TODAY)
    village = small.holder("village_worker", division=small.VILLAGE)
    earn(village, holder, deed)
    assert queries.listed_entries(far_clerk).count() == 0
    assert queries.listed_entries(village).count() == 1
    family = small.holder("family", person=elder)
    assert queries.purses(family, elder, on=TODAY)[0].left == 20
    with pytest.raises(Refused):
        earn(family, holder, deed)
    assert refused(lambda: actions.award(
        village, holder=holder, deed=deed.pk, on=TODAY, reason="", client=uuid4()
    ))[0] == "reason"  # fmt: skip


def test_movements_only_grow(officer: Actor, deed: Deed) -> None:
    entry = earn(officer, actions.Holder(person=elder_of(officer, code="")), deed)
    for change in (lambda: entry.delete(), lambda: PointEntry.objects.update(points=1)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_an_exchange_is_given_back_once_by_a_further_entry(
    officer: Actor, mart: Mart, deed: Deed
) -> None:
    elder = elder_of(officer, code="")
    holder, goods = actions.Holder(person=elder), stock(officer, mart)
    earn(officer, holder, deed)
    earn(officer, holder, deed)
    spent = actions.exchange(
        officer, holder=holder, goods=goods.pk, count=2, on=TODAY, client=uuid4()
    )
    told = {"entry": spent.pk, "restocks": True, "reason": "点错人", "on": TODAY}
    mute = {**told, "reason": ""}
    assert refused(lambda: actions.return_exchange(officer, **mute))[0] == "reason"  # type: ignore[arg-type]
    late = {**told, "on": TODAY + timedelta(days=1)}
    assert refused(lambda: actions.return_exchange(officer, **late))[0] == "days"  # type: ignore[arg-type]
    made = actions.return_exchange(officer, **told)  # type: ignore[arg-type]
    assert (made.points, made.reverses_id, made.source, made.target) == (
        30, spent.pk, "spent", "held",
    )  # fmt: skip
    [purse] = queries.purses(officer, elder, on=TODAY)
    assert (purse.left, Goods.objects.get().stock) == (40, 2)
    assert refused(lambda: actions.return_exchange(officer, **told))[0] == "twice"  # type: ignore[arg-type]
    with pytest.raises(NotHere):
        actions.return_exchange(officer, **{**told, "entry": made.pk})  # type: ignore[arg-type]
    far = small.holder("village_worker", division=small.FAR_VILLAGE)
    with pytest.raises(NotHere):
        actions.return_exchange(far, **told)  # type: ignore[arg-type]
    with pytest.raises(DatabaseError), transaction.atomic():
        PointEntry.objects.filter(pk=spent.pk).delete()


def test_what_is_given_back_onto_points_that_ended_lapses_again(
    officer: Actor, mart: Mart, deed: Deed
) -> None:
    elder = elder_of(officer, code="")
    holder, goods = actions.Holder(person=elder), stock(officer, mart)
    earn(officer, holder, deed)
    spent = actions.exchange(
        officer, holder=holder, goods=goods.pk, count=1, on=TODAY, client=uuid4()
    )
    PointLot.objects.update(until=TODAY + timedelta(days=1))
    later = TODAY + timedelta(days=2)
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        assert actions.lapse(SYSTEM, on=later).points == 5
        actions.return_exchange(officer, entry=spent.pk, restocks=False, reason="变质", on=later)
        assert Goods.objects.get().stock == 1
        assert queries.points_left(spent.account_id, later) == 0
        assert actions.lapse(SYSTEM, on=later).points == 15
        assert actions.lapse(SYSTEM, on=later).points == 0
    told = PointEntry.objects.filter(kind="lapse").values_list("points", flat=True)
    assert sorted(told) == [5, 15]
