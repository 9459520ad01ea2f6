"""Meals of the last weeks and the week to come, and two points marts: invented, few.

Points, dishes, menus, allergies, standing orders, today's and all subsidised meals go through the
product's actions; a month of self-paid meals comes in bulk, as the actions would leave it. The
subsidy a meal is the invented standard of `entitled`.
"""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final
from uuid import UUID

from django.utils import timezone

from anhuai.facilities.models import Facility
from anhuai.funds import actions as funds
from anhuai.funds.rules.books import Unit
from anhuai.funds.rules.vouchers import Credit
from anhuai.kernel.months import Month
from anhuai.people.models import Circumstance, Person
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.models import RoleHolding
from anhuai.services import actions, queries
from anhuai.services.models import Goods, MealDay, MealOrder, MealPoint
from anhuai.services.rules.meals import Channel, Meal, Way
from anhuai.site.demo.chance import chance

POINTS, GUESTS, DAYS, POOR = 6, 14, 28, 2
EACH: Final = 400  # fen; invented, as `entitled` decided it
INVENTED: Final = "（虚构）演示标准"
KINDS: Final = ("meal_point", "rural_meal_point", "day_care_centre")
DISHES: Final = (
    ("小米粥", (), ("soft", "low_salt", "low_sugar", "vegetarian")),
    ("西红柿炒鸡蛋", ("egg",), ("soft",)),
    ("清炖羊肉", (), ("soft", "halal")),
    ("家常豆腐", ("soy",), ("soft", "vegetarian")),
    ("清蒸鱼", ("fish",), ("soft", "low_salt")),
    ("手擀面", ("gluten",), ("soft", "vegetarian")),
    ("花生拌菠菜", ("peanut",), ("vegetarian", "low_salt")),
    ("炒时蔬", (), ("vegetarian", "low_salt", "low_sugar")),
)
DEEDS: Final = (
    ("打扫公共巷道", 10), ("看望独居老人", 15), ("参加志愿服务一次", 20), ("清洁家庭月度达标", 30),
)  # fmt: skip
GOODS: Final = (("肥皂", 10, 40), ("食盐", 8, 60), ("洗衣粉", 30, 25), ("毛巾", 20, 30))


def feed(officer: Actor, *, county: str, on: date) -> str:
    """Open points, cook a month, take a week's orders, open two marts; return what to tell."""
    luck = chance(county, "meals", on.toordinal())
    points = _points(officer, on)
    guests = _guests(points, on)
    served = sum(_cook(officer, one, guests[one.pk], on, luck) for one in points)
    actions.close_past(officer, on=on)
    for one in points:
        _menus(officer, one, guests[one.pk], on)
    if points:
        _family(officer, points[0], guests[points[0].pk], on)
        actions.keep_standing(SYSTEM, on=on + timedelta(days=1))
    exchanged = _marts(officer, on, luck)
    return f"助餐点 {len(points)} 个，用餐 {served:,} 份；爱心超市兑换 {exchanged} 次（虚构）"


def _points(officer: Actor, on: date) -> list[MealPoint]:
    """Open points, those that a demo account runs first."""
    own = RoleHolding.objects.filter(
        account__username__in=["provider", "manager"], organisation__isnull=False
    ).values_list("organisation", flat=True)  # fmt: skip
    chosen = dict(queries.meal_candidates(officer, on=on))
    sites = list(Facility.objects.filter(pk__in=chosen, kind__in=KINDS).order_by("kind", "pk"))
    sites.sort(key=lambda one: one.operator_id not in set(own))
    made = []
    for site in sites[:POINTS]:
        point = actions.start_point(
            officer, facility=site.pk, weekdays=list(range(1, 8)), area=[site.division[:9]],
            since=on - timedelta(days=DAYS + 2),
        )  # fmt: skip
        lunch = actions.Serving(Meal.LUNCH, time(11, 30), time(13, 0), 40, 1_000)
        actions.set_sitting(officer, point=point.pk, serving=lunch)
        for name, allergens, features in DISHES:
            actions.add_dish(
                officer, point=point.pk, name=name, allergens=allergens, features=features
            )
        made.append(point)
    return made


def _guests(points: list[MealPoint], on: date) -> dict[int, list[Person]]:
    """Return who eats at each point: of its town, nobody at two."""
    taken: set[int] = set()
    found: dict[int, list[Person]] = {}
    for point in points:
        old = Person.objects.filter(
            division__startswith=point.facility.division[:9], died=None, left=None,
            born__lte=on.replace(year=on.year - 65, day=1),
        ).exclude(pk__in=taken)  # fmt: skip
        found[point.pk] = list(old.order_by("pk")[:GUESTS])
        taken |= {one.pk for one in found[point.pk]}
    return found


def _cook(officer: Actor, point: MealPoint, guests: list[Person], on: date, luck: Random) -> int:
    """Let a month's guests eat: self-paid in bulk, the few with a subsidy by the action."""
    poor = _credited(officer, guests, on)
    days = MealDay.objects.bulk_create(
        _day(point, on - timedelta(days=n)) for n in range(DAYS, 0, -1)
    )
    rows, waiting = [], []
    for day in days:
        for one in guests:
            if luck.random() > 0.55:
                continue
            is_due = one.pk in poor and (on - day.on).days <= 8 and day.on.month == on.month
            row = _row(day, one, luck, is_served=not is_due and luck.random() < 0.96)
            rows.append(row)
            waiting += [row] if is_due else []
    MealOrder.objects.bulk_create(rows, batch_size=1000)
    for day in days:
        day.taken = sum(row.day_id == day.pk for row in rows)
    MealDay.objects.bulk_update(days, ["taken"], batch_size=500)
    for row in waiting:
        actions.serve(officer, order=row.pk)
        MealOrder.objects.filter(pk=row.pk).update(served_at=row.day.starts_at)
    for day in days[-3:]:
        samples = actions.Samples(
            sampled=4, grams=130 if day.on.day % 4 else 90, kept_from=day.starts_at,
            fridge_celsius=4, cooked_celsius=78, disinfected=True, note="（虚构）",
        )  # fmt: skip
        actions.record_hygiene(officer, day=day.pk, samples=samples)
    return len(rows)


def _day(point: MealPoint, on: date) -> MealDay:
    starts = timezone.make_aware(datetime.combine(on, time(11, 30)))
    return MealDay(
        point=point, on=on, meal=Meal.LUNCH, starts_at=starts,
        ends_at=starts + timedelta(minutes=90), capacity=40, price=1_000,
    )  # fmt: skip


def _row(day: MealDay, one: Person, luck: Random, *, is_served: bool) -> MealOrder:
    way = Way.DELIVERY if one.pk % 3 == 0 else Way.TAKE_AWAY if one.pk % 3 == 1 else Way.EAT_IN
    if not is_served:
        way = Way.EAT_IN
    asked = day.starts_at - timedelta(hours=3 + luck.randrange(20))
    return MealOrder(
        day=day, person=one, on=day.on, meal=day.meal, place=one.division, way=way,
        channel=Channel.STANDING if one.pk % 2 else Channel.HOTLINE, price=day.price,
        own=day.price, state="served" if is_served else "ordered", ordered_at=asked,
        ordered_by="（虚构）", served_at=day.starts_at if is_served else None,
        served_by="（虚构）" if is_served else "", subsidy_why="no_voucher" if is_served else "",
        received_by="本人" if is_served and way is Way.DELIVERY else "",
    )  # fmt: skip


def _credited(officer: Actor, guests: list[Person], on: date) -> set[int]:
    """Credit some guests in hardship, or where none is the oldest, with the month's subsidy."""
    held = Circumstance.objects.filter(
        person__in=guests, code__in=["dibao", "tekun", "living_alone"], until=None,
        retracted_at=None,
    ).values_list("person", flat=True)  # fmt: skip
    chosen = [*sorted(set(held)), *[one.pk for one in guests]]
    poor = list(dict.fromkeys(chosen))[:POOR]
    month = Month.of(on)
    given = [
        Credit(
            person=key, scheme=actions.SCHEME, title="特殊困难老年人助餐补贴", period=month,
            unit=Unit.FEN, amount=EACH * 20, since=month.first, until=(month + 1).first,
            reason=INVENTED,
        )
        for key in poor
    ]  # fmt: skip
    if given:
        funds.credit(officer, credits=given, on=on)
    return set(poor)


def _menus(officer: Actor, point: MealPoint, guests: list[Person], on: date) -> None:
    """Publish the week's menus; somebody is allergic, some come today."""
    dishes = [dish.pk for dish in queries.dishes(point.pk)]
    days = list(queries.days([point.pk], since=on, until=on + timedelta(days=6)))
    for n, day in enumerate(days):
        menu = [dishes[(n + step) % len(dishes)] for step in range(4)]
        actions.publish_menu(officer, day=day.pk, dishes=menu, version=day.version)
    today = clock.today()
    for place, one in enumerate(guests[:5]):
        if place == 0:
            actions.note_diet(
                officer, person=one.pk, is_allergy=True, code="peanut", since=on, source="（虚构）"
            )
        if days and days[0].on == today and place > 1:
            actions.arrive(officer, person=one.pk, day=days[0].pk)


def _family(officer: Actor, near: MealPoint, guests: list[Person], on: date) -> None:
    """Let the demo's family and some guests have standing orders; deliver tomorrow's."""
    held = RoleHolding.objects.filter(account__username="family", person__isnull=False).first()
    tomorrow = on + timedelta(days=1)
    wanted = [one.pk for one in guests[5:9]]
    if held is not None and held.person:
        wanted = list(dict.fromkeys([*wanted, held.person]))
        actions.note_diet(
            officer, person=held.person, is_allergy=False, code="soft", since=on,
            source="（虚构）",
        )  # fmt: skip
    for key in wanted:
        place = Person.objects.values_list("division", flat=True).get(pk=key)
        way = Way.DELIVERY if queries.delivers_to(near, place) else Way.EAT_IN
        actions.stand(officer, person=key, point=near.pk, rhythm=actions.Rhythm(
            meal=Meal.LUNCH, way=way, weekdays=[1, 2, 3, 4, 5, 6, 7], since=tomorrow,
        ))  # fmt: skip


def _marts(officer: Actor, on: date, luck: Random) -> int:
    """Open two marts with goods; villagers earn points and exchange some."""
    since = on - timedelta(days=60)
    deeds = [
        actions.list_deed(officer, title=title, points=points, since=since, document=INVENTED)
        for title, points in DEEDS
    ]
    village = (
        RoleHolding.objects.filter(account__username="village", division__isnull=False)
        .values_list("division", flat=True).first()
    )  # fmt: skip
    other = (
        Person.objects.filter(died=None, left=None).exclude(division__in=["", village or ""])
        .order_by("division").values_list("division", flat=True).first()
    )  # fmt: skip
    done = 0
    for place in filter(None, (village, other)):
        mart = actions.open_mart(
            officer, name="爱心超市", division=place, since=since, opens="每周五 9:00–11:00"
        )
        for name, points, count in GOODS:
            actions.stock_goods(
                officer, mart=mart.pk, name=name, points=points, count=count, on=since,
                says="（虚构）捐赠入库",
            )  # fmt: skip
        goods = list(Goods.objects.filter(mart=mart).order_by("points"))
        people = Person.objects.filter(division=place, died=None, left=None).order_by("-born")
        for n, key in enumerate(people.values_list("pk", flat=True)[20:30]):
            holder = actions.Holder(person=key)
            for step in range(1 + n % 3):
                actions.award(
                    officer, holder=holder, deed=deeds[(n + step) % len(deeds)].pk,
                    on=on - timedelta(days=1 + luck.randrange(40)), reason="（虚构）",
                    client=UUID(int=luck.getrandbits(128), version=4),
                )  # fmt: skip
            if n % 2 == 0:
                actions.exchange(
                    officer, holder=holder, goods=goods[0].pk, count=1, on=on,
                    client=UUID(int=luck.getrandbits(128), version=4),
                )  # fmt: skip
                done += 1
    return done
