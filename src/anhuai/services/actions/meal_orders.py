"""Ordering meals: one by one, standing, cancelled in time; a portion is never sold twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services import queries
from anhuai.services.models import (
    MealDay,
    MealOrder,
    MealPoint,
    StandingOrder,
    StandingPause,
    StandingSkip,
)
from anhuai.services.rules.meals import (
    BadMeal,
    Channel,
    Meal,
    SkipWhy,
    Way,
    closes_at,
    is_wanted,
    left_out,
    refuse_conflict,
    refuse_late,
)

ORDER = Permit.MEALS_ORDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a meal is wanted: taken how, through which channel, without which dishes."""

    way: Way = Way.EAT_IN
    channel: Channel = Channel.PORTAL
    without: Collection[int] = ()

    def __str__(self) -> str:
        """Return it as the trail writes it."""
        return f"{self.way} {self.channel}"


@action(permit=ORDER, title=_("预订用餐"), logs=("person", "day", "wish"), subject="meal_order")
def order_meal(actor: Actor, *, person: int, day: int, wish: Wish) -> MealOrder:
    """Order a meal for somebody in reach, until the cut-off and while there is a portion.

    Raises `BadMeal` for what conflicts with an allergy, is late, full, twice or not delivered.
    """
    one = people.person_in_scope(actor, person, permit=ORDER)
    held = queries.day(day)
    refuse_late(clock.now(), closes_at(held.starts_at, queries.cutoff_minutes(held.on)))
    return booked(actor, one, held, wish)


def booked(
    actor: Actor, one: Any, day: MealDay, wish: Wish, standing: StandingOrder | None = None
) -> MealOrder:
    """Put an order on record and take its portion, both or neither."""
    place = one.division or one.hukou
    _check(one, day, wish, place)
    try:
        with transaction.atomic():
            made = MealOrder.objects.create(
                day=day, person_id=one.pk, standing=standing, on=day.on, meal=day.meal,
                place=place, way=wish.way, channel=wish.channel, price=day.price, own=day.price,
                without=sorted(set(wish.without)), ordered_at=clock.now(),
                ordered_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadMeal(
            "twice", f"{day.on:%m月%d日}的{Meal(day.meal).title_zh}已经订过，不用再订。",
            "This meal is ordered already.", field="on",
        ) from clash  # fmt: skip
    _take(day)
    return made


def _check(one: Any, day: MealDay, wish: Wish, place: str) -> None:
    if one.died is not None and one.died <= day.on:
        raise BadMeal("died", "登记显示此人已去世，请先核实登记。", "The register says: died.")
    if day.closed_at is not None or day.point.facility.status != "operating":
        raise BadMeal("closed", "这一餐已经结束或助餐点停业。", "The meal is over, or the point.")
    if wish.way is Way.DELIVERY and not queries.delivers_to(day.point, place):
        raise BadMeal(
            "area", "这里不在这个助餐点的送餐范围内，请改为堂食、自取，或选别的助餐点。",
            "The point does not deliver there: eat in, take away, or choose another.", field="way",
        )  # fmt: skip
    menu = queries.menu_of(day)
    chosen = [dish for dish in menu if dish.key not in set(wish.without)]
    if menu and not chosen:
        raise BadMeal(
            "nothing", "菜都去掉了，请至少留一样。", "Keep at least one dish.", field="without"
        )
    refuse_conflict(chosen, queries.diet_of(one.pk, on=day.on).allergies)


def _take(day: MealDay) -> None:
    """Take a portion by compare-and-set; the table's constraint refuses one too many anyway."""
    rows = MealDay.objects.filter(pk=day.pk, closed_at=None, taken__lt=F("capacity"))
    if not rows.update(taken=F("taken") + 1):
        raise BadMeal(
            "full", f"{day.on:%m月%d日}的{Meal(day.meal).title_zh}订满了，请改订别的助餐点或日期。",
            "No portion is left: choose another point or day.", field="on",
        )  # fmt: skip


@action(permit=ORDER, title=_("取消用餐"), logs=("order",), subject="meal_order")
def cancel_meal(actor: Actor, *, order: int, reason: str = "") -> MealOrder:
    """Cancel an order until the cut-off; again it changes nothing. Raises `BadMeal`."""
    one = queries.order(actor, order, permit=ORDER)
    if one.state == "cancelled":
        return one
    refuse_late(clock.now(), closes_at(one.day.starts_at, queries.cutoff_minutes(one.on)))
    ended = MealOrder.objects.filter(pk=one.pk, state="ordered").update(
        state="cancelled", ended_at=clock.now(), ended_why=normalise(reason)[:120], round=None,
        stop=None,
    )  # fmt: skip
    if not ended:
        raise BadMeal("state", "这一餐已经取走或结束，不能取消。", "It was served or is over.")
    MealDay.objects.filter(pk=one.day_id).update(taken=F("taken") - 1)
    one.refresh_from_db()
    return one


# standing orders ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Which meal on which weekdays (1 Monday … 7 Sunday), from a day until a day."""

    meal: Meal
    way: Way
    weekdays: Sequence[int]
    since: date
    until: date | None = None

    def __str__(self) -> str:
        """Return it as the trail writes it."""
        return f"{self.meal} {self.way} {''.join(map(str, self.weekdays))} {self.since}"


@action(
    permit=ORDER, title=_("长期订餐"), logs=("person", "point", "rhythm"), subject="standing_order"
)
def stand(actor: Actor, *, person: int, point: int, rhythm: Rhythm) -> StandingOrder:
    """Order a meal for some weekdays from a day on; a change is an end and a new one."""
    one = people.person_in_scope(actor, person, permit=ORDER)
    at = MealPoint.objects.filter(queries.open_on(rhythm.since), pk=point).first()
    if at is None or rhythm.meal not in {row.meal for row in queries.sittings(point)}:
        raise BadMeal("point", "这个助餐点不供应这一餐。", "It is not served there.", field="point")
    days = sorted(set(rhythm.weekdays) & set(at.weekdays))
    if not days:
        raise BadMeal(
            "weekdays", "所选的星期都不是这个助餐点的供餐日。", "It does not serve on those days.",
            field="weekdays",
        )  # fmt: skip
    if rhythm.since < clock.today() or (rhythm.until and rhythm.until <= rhythm.since):
        raise BadMeal(
            "days", "开始日期不能早于今天，结束应晚于开始。", "From today on; it ends later.",
            field="since",
        )  # fmt: skip
    if rhythm.way is Way.DELIVERY and not queries.delivers_to(at, one.division or one.hukou):
        raise BadMeal("area", "不在送餐范围内。", "It is not delivered there.", field="way")
    try:
        with transaction.atomic():
            return StandingOrder.objects.create(
                person_id=one.pk, point=at, meal=rhythm.meal, way=rhythm.way, weekdays=days,
                since=rhythm.since, until=rhythm.until, recorded_at=clock.now(),
                recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadMeal(
            "twice", "这一餐已有长期预订，请先结束原来的。", "There is one: end it first.",
            field="meal",
        ) from clash  # fmt: skip


@action(
    permit=ORDER, title=_("暂停长期订餐"), logs=("standing", "since", "until"),
    subject="standing_order",
)  # fmt: skip
def pause_standing(actor: Actor, *, standing: int, since: date, until: date) -> StandingOrder:
    """Want nothing in [since, until); what is ordered for those days is cancelled in time."""
    one = queries.standing_order(actor, standing)
    if until <= since or until <= clock.today():
        raise BadMeal("days", "请填写今后的日期，结束应晚于开始。", "Days to come.", field="until")
    StandingPause.objects.create(standing=one, since=since, until=until)
    _drop(actor, one, since, until)
    return one


@action(
    permit=ORDER, title=_("结束长期订餐"), logs=("standing", "on"), subject="standing_order"
)  # fmt: skip
def end_standing(actor: Actor, *, standing: int, version: int, on: date) -> StandingOrder:
    """End a standing order: `on` is the first day without; what is ordered from then goes."""
    one = queries.standing_order(actor, standing)
    if on < clock.today():
        raise BadMeal("days", "结束日期不能早于今天。", "Not before today.", field="on")
    last = max(on, one.since)
    rows = StandingOrder.objects.filter(pk=one.pk, version=version)
    if not rows.update(until=last, version=version + 1):
        raise Stale("standing_order", standing)
    _drop(actor, one, last, date.max)
    one.refresh_from_db()
    return one


def _drop(actor: Actor, one: StandingOrder, since: date, until: date) -> None:
    """Cancel what is ordered already in some days, where its cut-off has not passed."""
    now = clock.now()
    rows = MealOrder.objects.filter(standing=one, on__gte=since, on__lt=until, state="ordered")
    for row in rows.select_related("day"):
        if now < closes_at(row.day.starts_at, queries.cutoff_minutes(row.on)):
            cancel_meal(actor, order=row.pk, reason="长期预订暂停或结束")


@dataclass(frozen=True, slots=True)
class KeptStanding:
    """What became of a day's standing orders."""

    made: int
    skipped: int
    stood: int


@action(
    permit=Permit.MEALS_MANAGE, title=_("按长期预订订餐"), logs=("on",), subject="standing_order"
)
def keep_standing(actor: Actor, *, on: date) -> KeptStanding:
    """Order a day's meals of every standing order within reach, each once; tell those it cannot.

    A dish somebody is allergic to is left out; what cannot be ordered is put on record with why.
    """
    rows = queries.standings_of(actor, permit=Permit.MEALS_MANAGE).filter(queries.open_on(on))
    wanted = [
        one for one in rows.select_related("person").prefetch_related("pauses").order_by("pk")
        if is_wanted(one.weekdays, one.since, one.until,
                     [(p.since, p.until) for p in one.pauses.all()], on)
    ]  # fmt: skip
    days = {
        (one.point_id, one.meal): one
        for one in queries.days(None, since=on, until=date.fromordinal(on.toordinal() + 1))
    }
    stood = set(MealOrder.objects.filter(on=on).values_list("person", "meal"))
    made = skipped = 0
    for one in wanted:
        if (one.person_id, one.meal) in stood or one.person.died is not None:
            continue
        day = days.get((one.point_id, one.meal))
        why = SkipWhy.CLOSED if day is None else _keep(actor, one, day)
        made += why is None
        if why is not None:
            StandingSkip.objects.get_or_create(standing=one, on=on, defaults={"why": why})
            skipped += 1
    return KeptStanding(made, skipped, len(wanted) - made - skipped)


def _keep(actor: Actor, one: StandingOrder, day: MealDay) -> SkipWhy | None:
    menu = queries.menu_of(day)
    hit = left_out(menu, queries.diet_of(one.person_id, on=day.on).allergies, ())
    wish = Wish(way=Way(one.way), channel=Channel.STANDING, without=sorted(hit))
    if menu and len(hit) == len(menu):
        return SkipWhy.ALLERGY
    try:
        with transaction.atomic():
            booked(actor, one.person, day, wish, one)
    except BadMeal as error:
        if error.code == "area":  # moved since: it waits at the point
            with transaction.atomic():
                booked(actor, one.person, day, replace(wish, way=Way.TAKE_AWAY), one)
            return None
        return {"full": SkipWhy.FULL}.get(error.code, SkipWhy.CLOSED)
    return None
