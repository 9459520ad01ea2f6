"""A small meal point in the small county, for the tests of meals."""

from datetime import date, time, timedelta
from typing import Any

from tests.people import small
from tests.services.conftest import TODAY

from anhuai.benefits.models import StandardChange
from anhuai.facilities import actions as facilities
from anhuai.facilities.models import Facility
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.funds import actions as funds
from anhuai.funds.rules.books import Unit
from anhuai.funds.rules.vouchers import Credit
from anhuai.kernel.months import Month
from anhuai.platform import clock, parameters
from anhuai.platform.acting import SYSTEM, Actor, Holding
from anhuai.platform.models import Account, Organisation, ParameterChange, RoleHolding
from anhuai.services import actions, queries
from anhuai.services.models import MealDay, MealPoint
from anhuai.services.rules.meals import Meal

SINCE = date(2025, 1, 1)
TOMORROW = TODAY + timedelta(days=1)


def operator(name: str = "东河助餐公司") -> Organisation:
    return Organisation.objects.create(name=name, kind="company", since=SINCE)


def point_of(
    officer: Actor, name: str = "柳林助餐点", village: str = small.VILLAGE, capacity: int = 20,
    run_by: Organisation | None = None, area: tuple[str, ...] = (small.VILLAGE,), **more: Any,
) -> MealPoint:  # fmt: skip
    """A point that serves lunch and supper every day and delivers in its village."""
    site = facilities.open_facility(
        officer, kind="meal_point", on=SINCE,
        facts=FacilityFacts(name=name, division=village, ownership=Ownership.PRIVATE),
    )  # fmt: skip
    Facility.objects.filter(pk=site.pk).update(operator=run_by)
    made = actions.start_point(
        officer, facility=site.pk, weekdays=list(range(1, 8)), area=list(area), since=SINCE
    )
    for meal, at in ((Meal.LUNCH, 12), (Meal.SUPPER, 18)):
        actions.set_sitting(officer, point=made.pk, serving=actions.Serving(
            meal, time(at), time(at + 1), capacity, more.get("price", 1200)
        ))  # fmt: skip
    return made


def day_of(point: MealPoint, on: date = TOMORROW, meal: Meal = Meal.LUNCH) -> MealDay:
    return MealDay.objects.get(point=point, on=on, meal=meal)


def publish(actor: Actor, day: MealDay, **dishes: tuple[str, ...]) -> dict[str, int]:
    """Publish a menu of dishes named by their allergens."""
    keys = {
        name: actions.add_dish(
            actor, point=day.point_id, name=name, allergens=allergens, features=["soft"]
        ).pk
        for name, allergens in dishes.items()
    }  # fmt: skip
    version = MealDay.objects.get(pk=day.pk).version
    actions.publish_menu(actor, day=day.pk, dishes=list(keys.values()), version=version)
    return keys


def county_decides(code: str, cells: list[int | None]) -> None:
    """Let a standard be decided as of long ago."""
    StandardChange.objects.create(
        parameter=code, place=small.COUNTY, since=SINCE, cells=cells, document="虚构文件",
        reason="试", proposed_by=1, proposed_name="甲", proposed_at=clock.now(), state="approved",
        decided_by=2, decided_name="乙", decided_at=clock.now(),
    )  # fmt: skip


def county_sets(key: str, value: int) -> None:
    """Let a setting be decided as of long ago."""
    ParameterChange.objects.create(
        key=key, value=value, since=SINCE, reason="试", proposed_by=1, proposed_name="甲",
        proposed_at=clock.now(), state="approved", decided_by=2, decided_name="乙",
        decided_at=clock.now(),
    )  # fmt: skip
    parameters.forget()


def credit(person: int, fen: int, on: date = TODAY) -> None:
    """Credit somebody's meal subsidy of the month."""
    funds.credit(
        SYSTEM, on=on,
        credits=[Credit(
            person=person, scheme=actions.SCHEME, title="助餐补贴", period=Month.of(on),
            unit=Unit.FEN, amount=fen, since=on.replace(day=1), until=None, reason="试",
        )],
    )  # fmt: skip


def left(person: int, on: date = TODAY) -> int:
    from anhuai.funds import queries as accounts

    return accounts.left_of(person=person, scheme=actions.SCHEME, on=on)


def wish(**more: Any) -> actions.Wish:
    return actions.Wish(**more)


def taken(day: MealDay) -> int:
    return queries.day(day.pk).taken


def staff_of(body: Organisation, role: str = "provider") -> Actor:
    """Somebody of an organisation, with an account."""
    account = Account.objects.create(username=f"{role}-{body.pk}", name="店员")
    RoleHolding.objects.create(account=account, role=role, organisation=body, since=SINCE)
    held = Holding(role, organisation=body.pk)
    return Actor(name="店员", account=account.pk, holdings=(held,))
