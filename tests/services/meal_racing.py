"""Threads that reach for the last portions, one subsidy and the last points; says what happened."""

import json
from datetime import timedelta
from uuid import uuid4

from tests.childcare.racing import race
from tests.people import small
from tests.services.conftest import elder_of
from tests.services.meals import county_decides, day_of, left, point_of, wish

from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.services import actions, queries
from anhuai.services.models import Goods, MealDay, MealOrder, PointLot
from anhuai.services.rules.meals import Channel, Meal


def portions(officer: Actor) -> dict[str, object]:
    """Six want the two portions of a lunch."""
    persons = [elder_of(officer, f"周{n}", code="") for n in "甲乙丙丁戊己"]
    day = day_of(point_of(officer, capacity=2), clock.today() + timedelta(days=1))

    def ask(person: int) -> object:
        return actions.order_meal(officer, person=person, day=day.pk, wish=wish())

    got = race([lambda key=key: ask(key) for key in persons])
    held = MealDay.objects.get(pk=day.pk)
    return {"portions": got, "taken": held.taken, "orders": held.orders.count()}


def subsidies(officer: Actor) -> dict[str, object]:
    """Two meals of a day are tapped at two points, each twice, in the same second."""
    from tests.services.meals import credit

    county_decides("meal_subsidy_each", [500])
    elder = elder_of(officer, code="")
    today = clock.today()
    credit(elder, 5000, on=today)
    point = point_of(officer, "桃园助餐点")
    orders = [
        MealOrder.objects.create(
            day=day_of(point, today, meal), person_id=elder, on=today, meal=meal,
            place=small.VILLAGE, way="eat_in", channel=Channel.HOTLINE, price=1200, own=1200,
            ordered_at=clock.now(), ordered_by="试",
        ).pk
        for meal in (Meal.LUNCH, Meal.SUPPER)
    ]  # fmt: skip
    done = race([lambda key=key: actions.serve(officer, order=key) for key in [*orders, *orders]])
    paid = sorted(MealOrder.objects.filter(pk__in=orders).values_list("subsidy", "state"))
    return {"taps": done, "paid": paid, "left": left(elder, on=today)}


def points(officer: Actor) -> dict[str, object]:
    """Four exchange at once: points for two of them, goods for three."""
    elder = elder_of(officer, "吴甲", code="")
    today = clock.today()
    deed = actions.list_deed(officer, title="清洁院落", points=20, since=today)
    holder = actions.Holder(person=elder)
    actions.award(officer, holder=holder, deed=deed.pk, on=today, reason="院落整洁", client=uuid4())
    mart = actions.open_mart(officer, name="爱心超市", division=small.VILLAGE, since=today)
    soap = actions.stock_goods(officer, mart=mart.pk, name="肥皂", points=10, count=3, on=today)

    def take() -> object:
        return actions.exchange(
            officer, holder=holder, goods=soap.pk, count=1, on=today, client=uuid4()
        )

    got = race([take] * 4)
    account = PointLot.objects.get().account_id
    return {
        "exchanges": got, "points_left": queries.points_left(account, today),
        "stock": Goods.objects.get(pk=soap.pk).stock,
    }  # fmt: skip


def main() -> None:
    """Race for each."""
    small.make_county()
    officer = small.holder("county_officer", division=small.COUNTY)
    print(json.dumps({**portions(officer), **subsidies(officer), **points(officer)}))
