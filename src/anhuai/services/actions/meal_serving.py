"""Serving meals: a tap, a code on arrival, a round brought; the subsidy spent once for each.

A meal is paid for when it is served and not before: the voucher in funds is spent under the
order's own key, so two counters in the same second spend once (ADR 50, 67).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.funds import actions as funds
from anhuai.funds import queries as accounts
from anhuai.funds.rules.books import Unit
from anhuai.kernel.geometry import LonLat, haversine_m
from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.services import queries
from anhuai.services.actions.meal_orders import Wish, booked
from anhuai.services.models import HygieneRecord, MealDay, MealOrder, MealRound
from anhuai.services.rules.meal_rounds import ordered
from anhuai.services.rules.meals import (
    BadMeal,
    Channel,
    Meal,
    Split,
    SubsidyWhy,
    Way,
    left_out,
    split,
)

RUN, MANAGE = Permit.MEALS_RUN, Permit.MEALS_MANAGE
SCHEME = "meal_subsidy"  # the benefit whose vouchers pay for meals (benefits/catalogue)


@action(permit=RUN, title=_("用餐登记"), logs=("order", "by_code"), subject="meal_order")
def serve(actor: Actor, *, order: int, received_by: str = "", by_code: bool = False) -> MealOrder:
    """Record that a meal was eaten, taken or brought; again it is the same. Raises `BadMeal`.

    A delivery says who received it. The subsidy is spent here, once, and the rest is the person's.
    """
    one = queries.order(actor, order, permit=RUN)
    queries.run_day(actor, one.day_id)
    if one.state == "served":
        return one
    if one.on > clock.today():
        raise BadMeal("early", "还没有到用餐日期。", "Its day has not come.")
    if one.day.closed_at is not None:
        raise BadMeal("closed", "这一餐已经结账，不能再登记。", "The meal is closed.")
    received = normalise(received_by)[:40]
    if one.way == "delivery" and not received:
        raise BadMeal(
            "received", "送餐请写明谁收的，如“本人”“老伴”。", "Say who received it.",
            field="received_by",
        )  # fmt: skip
    taken = MealOrder.objects.filter(pk=one.pk, state="ordered").update(
        state="served", served_at=clock.now(), served_by=actor.name[:64], received_by=received,
        by_code=by_code,
    )  # fmt: skip
    one.refresh_from_db()
    if not taken:
        if one.state == "served":
            return one  # another tap of the same second
        raise BadMeal("state", "这份预订已取消或停供，请核对。", "It was cancelled or stopped.")
    _pay(one)
    return one


def _pay(one: MealOrder) -> None:
    """Split a served meal and spend its subsidy: at most so many a day, whoever taps where."""
    for _try in range(4):
        paid = quote(one.person_id, one.price, on=one.on)
        if not paid.subsidy:
            break
        try:
            with transaction.atomic():
                _spend(one, paid)
            return
        except IntegrityError:
            continue  # another meal of the day took the slot just now: look again
        except funds.BadSpending:
            paid = Split(one.price, 0, SubsidyWhy.NO_VOUCHER)  # spent elsewhere just now
            break
    MealOrder.objects.filter(pk=one.pk).update(subsidy_why=paid.why)
    one.refresh_from_db()


def quote(person: int, price: int, *, on: date) -> Split:
    """Return who would pay which part of a meal of a day now; it is fixed when it is served."""
    used = MealOrder.objects.filter(person=person, on=on, slot__isnull=False).count()
    return split(
        price, each=queries.each_fen(on), used=used, most=queries.most_meals(on),
        left=accounts.left_of(person=person, scheme=SCHEME, on=on),
    )  # fmt: skip


def _spend(one: MealOrder, paid: Split) -> None:
    slots = MealOrder.objects.filter(person=one.person_id, on=one.on, slot__isnull=False)
    used = set(slots.values_list("slot", flat=True))
    slot = next(n for n in range(1, 10) if n not in used)
    MealOrder.objects.filter(pk=one.pk).update(
        subsidy=paid.subsidy, own=paid.own, slot=slot, subsidy_why=paid.why
    )
    one.refresh_from_db()
    says = f"{one.on:%Y-%m-%d} {Meal(one.meal).title_zh}"
    # The point's staff hold no purse of persons: the room spends, by the rule above.
    funds.spend(
        SYSTEM, person=one.person_id, on=one.on,
        order=funds.Order(
            key=accounts.key_now(one.person_id, f"meal:{one.pk}"), amount=paid.subsidy,
            unit=Unit.FEN, says=says, at=one.day.point.facility.name[:80], schemes=(SCHEME,),
        ),
    )  # fmt: skip


@action(permit=RUN, title=_("撤销用餐登记"), logs=("order",), subject="meal_order")
def unserve(actor: Actor, *, order: int, reason: str) -> MealOrder:
    """Take back a tap on the wrong name while its meal runs; its subsidy is given back."""
    one = queries.order(actor, order, permit=RUN)
    queries.run_day(actor, one.day_id)
    if one.day.closed_at is not None:
        raise BadMeal(
            "closed", "这一餐已经结账；点错的请县里经办人更正。",
            "The meal is closed: an officer of the county puts it right.",
        )  # fmt: skip
    return _taken_back(actor, one, "ordered", reason)


@action(permit=MANAGE, title=_("更正用餐登记"), logs=("order",), subject="meal_order")
def correct_meal(actor: Actor, *, order: int, reason: str) -> MealOrder:
    """Say of a meal that is closed that it was not eaten: its subsidy is given back."""
    one = queries.order(actor, order, permit=MANAGE)
    if one.day.closed_at is None:
        raise BadMeal(
            "open", "这一餐还没有结账，请由助餐点撤销用餐登记。",
            "The meal is not closed: the point takes the tap back.",
        )  # fmt: skip
    return _taken_back(actor, one, "missed", reason)


def _taken_back(actor: Actor, one: MealOrder, state: str, reason: str) -> MealOrder:
    why = normalise(reason)
    if len(why) < 2:
        raise BadMeal("reason", "请写明原因，如“点错人”。", "Say why.", field="reason")
    done = MealOrder.objects.filter(pk=one.pk, state="served").update(
        state=state, served_at=None, served_by="", received_by="", by_code=False, subsidy=0,
        own=one.price, slot=None, subsidy_why="", ended_why=why[:120] if state == "missed" else "",
    )  # fmt: skip
    if not done:
        raise BadMeal("state", "这一餐没有登记用餐，请刷新后核对。", "It was not served: reload.")
    if one.subsidy:
        funds.give_back(
            replace(actor, holdings=SYSTEM.holdings), person=one.person_id, key=f"meal:{one.pk}",
            on=clock.today(), reason=why,
        )  # fmt: skip
    one.refresh_from_db()
    return one


@action(permit=RUN, title=_("到店用餐"), logs=("person", "day"), subject="meal_order")
def arrive(actor: Actor, *, day: int, card: str = "", person: int = 0) -> MealOrder:
    """Serve somebody who came: their order where there is one, else a portion that is left.

    Who shows their meal card is known by it; without one only who ate here before.
    """
    held = queries.run_day(actor, day)
    by_code = bool(card)
    person = queries.person_of_card(card) if card else person
    mine = MealOrder.objects.filter(person=person, on=held.on, meal=held.meal)
    before = mine.exclude(state__in=["cancelled", "stopped"]).first()
    if before is not None:
        if before.day_id != held.pk:
            raise BadMeal(
                "elsewhere", "此人这一餐订在别的助餐点，请先取消那边的预订。",
                "They ordered this meal at another point: cancel it first.",
            )  # fmt: skip
        received = "本人" if before.way == "delivery" else ""
        return serve(actor, order=before.pk, by_code=by_code, received_by=received)
    one = people.everybody().filter(pk=person).first()
    if one is None or not (by_code or _is_known(actor, person)):
        raise NotHere("person", person)
    menu = queries.menu_of(held)
    hit = left_out(menu, queries.diet_of(person, on=held.on).allergies, ())
    wish = Wish(way=Way.EAT_IN, channel=Channel.ARRIVAL, without=sorted(hit))
    if held.on != clock.today():
        raise BadMeal("early", "只能登记当天的到店用餐。", "Only on its day.")
    made = booked(actor, one, held, wish)
    return serve(actor, order=made.pk, by_code=by_code)


def _is_known(actor: Actor, person: int) -> bool:
    return (
        queries.meal_orders(actor, permit=RUN).filter(person=person).exists()
        or people.visible(actor, permit=RUN).filter(pk=person).exists()
    )


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing came to: meals closed, portions nobody collected."""

    pks: list[int]
    missed: int


@action(permit=RUN, title=_("结束当餐"), logs=("day",), subject="meal_day")
def close_meal(actor: Actor, *, day: int) -> Closed:
    """Close a meal: what was not collected is recorded as that; nothing is served after."""
    return _close([queries.run_day(actor, day)])


@action(permit=MANAGE, title=_("结束往日用餐"), logs=("on",), subject="meal_day")
def close_past(actor: Actor, *, on: date) -> Closed:
    """Close every meal before a day within reach; again it changes nothing."""
    own = queries.points(actor, permit=MANAGE).values("pk")
    rows = MealDay.objects.filter(on__lt=on, closed_at=None, point__in=own)
    return _close(list(rows.order_by("pk")))


def _close(days: Sequence[MealDay]) -> Closed:
    missed = 0
    for one in days:
        now = clock.now()
        if now < one.starts_at:
            raise BadMeal("early", "还没有开餐，不能结束。", "It has not begun.")
        if not MealDay.objects.filter(pk=one.pk, closed_at=None).update(closed_at=now):
            continue
        missed += MealOrder.objects.filter(day=one, state="ordered").update(
            state="missed", ended_at=now
        )
    return Closed([one.pk for one in days], missed)


# rounds ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Planned:
    """The rounds made, and whose house and village have no point: they are brought last."""

    pks: list[int]
    unplaced: int


@action(permit=RUN, title=_("编排送餐路线"), logs=("day",), subject="meal_round")
def plan_rounds(actor: Actor, *, day: int, couriers: Sequence[str]) -> Planned:
    """Order a meal's deliveries for some couriers, near ones after each other; anew each time.

    Ways are estimates (places.estimated_way). Raises `BadMeal` where nothing is to be brought.
    """
    held = queries.run_day(actor, day)
    rows = list(
        MealOrder.objects.filter(day=held, way="delivery", state="ordered")
        .select_related("person__household").order_by("pk")
    )  # fmt: skip
    names = [normalise(one)[:40] for one in couriers if normalise(one)] or [""]
    if not rows:
        raise BadMeal("none", "这一餐没有要送的。", "Nothing is to be brought.")
    if len(names) > 20:
        raise BadMeal("couriers", "最多 20 名送餐员。", "At most 20 couriers.", field="couriers")
    homes = queries.homes_of(rows)
    site = held.point.facility
    start = LonLat(site.longitude, site.latitude) if site.longitude and site.latitude else None
    placed = [(one.pk, homes[one.pk]) for one in rows if one.pk in homes]
    way = ordered(start or (placed[0][1] if placed else LonLat(0.0, 0.0)), placed, haversine_m)
    way += [one.pk for one in rows if one.pk not in homes]
    MealOrder.objects.filter(day=held, state="ordered").update(round=None, stop=None)
    MealRound.objects.filter(day=held, stops=None).delete()  # a plan no meal was brought by
    first = max([one.number for one in MealRound.objects.filter(day=held)], default=0)
    size = -(-len(way) // len(names))
    made = []
    for at, name in enumerate(names):
        piece = way[at * size : (at + 1) * size]
        if piece:
            made.append(_round(held, first + at + 1, name, piece, (start, homes)).pk)
    return Planned(made, len(rows) - len(placed))


def _round(
    day: MealDay, number: int, courier: str, keys: list[int],
    ground: tuple[LonLat | None, dict[int, LonLat]],
) -> MealRound:  # fmt: skip
    here, homes = ground
    metres = minutes = 0
    for key in keys:
        point = homes.get(key)
        if point is not None and here is not None:
            leg = places.estimated_way((here.lon, here.lat), (point.lon, point.lat), on=day.on)
            metres, minutes = metres + leg.metres, minutes + leg.minutes
        here = point or here
    made = MealRound.objects.create(
        day=day, number=number, courier=courier, metres=metres, minutes=minutes,
        made_at=clock.now(),
    )  # fmt: skip
    for stop, key in enumerate(keys, start=1):
        MealOrder.objects.filter(pk=key).update(round=made, stop=stop)
    return made


# hygiene -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """What was kept and measured at a meal."""

    sampled: int
    grams: int
    kept_from: datetime
    fridge_celsius: int | None = None
    cooked_celsius: int | None = None
    disinfected: bool = False
    note: str = ""


@action(permit=RUN, title=_("登记食品安全"), logs=("day",), subject="hygiene_record")
def record_hygiene(actor: Actor, *, day: int, samples: Samples) -> HygieneRecord:
    """Record a meal's samples and temperatures, with the health papers of who works there."""
    held = queries.run_day(actor, day)
    if samples.kept_from > clock.now() + timedelta(minutes=5):
        raise BadMeal("time", "留样时间不能晚于现在。", "Not in the future.", field="kept_from")
    if not 0 <= samples.sampled <= 60 or not 0 <= samples.grams <= 5000:
        raise BadMeal("limits", "请核对留样数量和重量。", "Check the samples.", field="grams")
    for name, found in (("fridge", samples.fridge_celsius), ("cooked", samples.cooked_celsius)):
        if found is not None and not -60 <= found <= 300:
            raise BadMeal("limits", "请核对温度。", "Check it.", field=f"{name}_celsius")
    staff, uncertified = queries.staff_of(actor, held.point.facility_id, on=held.on)
    made, _new = HygieneRecord.objects.update_or_create(
        day=held,
        defaults={
            "sampled": samples.sampled, "grams": samples.grams, "kept_from": samples.kept_from,
            "fridge_celsius": samples.fridge_celsius, "cooked_celsius": samples.cooked_celsius,
            "disinfected": samples.disinfected, "note": normalise(samples.note)[:200],
            "staff": staff, "uncertified": uncertified, "recorded_at": clock.now(),
            "recorded_by": actor.name[:64],
        },
    )  # fmt: skip
    return made


@action(permit=RUN, title=_("处理留样"), logs=("day",), subject="hygiene_record")
def throw_samples(actor: Actor, *, day: int) -> HygieneRecord:
    """Record that a meal's samples were thrown away now; once."""
    held = queries.run_day(actor, day)
    found = HygieneRecord.objects.filter(day=held).first()
    if found is None:
        raise BadMeal("none", "这一餐没有留样记录。", "No samples are on record.")
    HygieneRecord.objects.filter(pk=found.pk, thrown_at=None).update(thrown_at=clock.now())
    found.refresh_from_db()
    return found
