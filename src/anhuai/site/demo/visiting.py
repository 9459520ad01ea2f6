"""Visits of the last months: who was listed, who went, who was not found; made in bulk, invented.

The lists are the product's own (`plan_month`); the visits are inserted as the phone's would be.
Workers of villages without an account of their own visit for their town: invented names that
cannot sign in. Villages differ in how thorough they are, so that the rate has a list behind it.
"""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from anhuai.kernel.months import Month
from anhuai.places.models import Division
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.models import Account, RoleHolding
from anhuai.platform.requests import actor_of
from anhuai.services import actions, queries
from anhuai.services.models import Target, Visit, Visitor
from anhuai.services.rules.visiting import Position, Visited
from anhuai.services.rules.words import Confirmation, Mode, Outcome
from anhuai.site.demo.chance import chance

MONTHS: Final = 3
SEED: Final = 59
NOTE: Final = "演示数据，并非真实探访"
_FAILED: Final = (Outcome.NOT_HOME, Outcome.IN_HOSPITAL, Outcome.AWAY, Outcome.REFUSED)


def visit(officer: Actor, *, county: str, on: date) -> str:
    """Enter visitors, list the last months and visit; return what to tell."""
    code = officer.holdings[0].division or ""
    _enter(officer, code, on - timedelta(400))
    luck = chance(county, "visiting", on.toordinal())
    this = Month.of(on)
    made = 0
    for back in reversed(range(MONTHS)):
        month = this - back
        day = min(month.last, on)
        actions.plan_month(officer, month=month.first, on=day)
        made += _month(month, min(day, clock.today()), luck, county)
    found = queries.rates(officer, month=this - 1, on=(this - 1).last)
    listed, visited = sum(r.listed for r in found), sum(r.visited for r in found)
    _phone(on)
    return f"探访 {made} 次，上月月初名单 {listed} 人，探访到 {visited} 人（虚构）"


def _enter(officer: Actor, code: str, since: date) -> None:
    """Enter the village's own worker, and invented ones for every town, some for big ones."""
    actions.enter_visitor(officer, username="village", since=since)
    now = clock.now()
    towns = Division.objects.filter(code__startswith=code, level=9, until=None).order_by("code")
    accounts, held = [], []
    for town in towns:
        villages = Division.objects.filter(code__startswith=town.code, level=12, until=None).count()
        for number in range(1, 2 + villages // 5):
            accounts.append(
                Account(
                    username=f"walker-{town.code}-{number}", password=make_password(None),
                    name=f"{town.short_name}探访员{number}", created_at=now, is_active=False,
                )
            )  # fmt: skip
            held.append(town.code)
    made = Account.objects.bulk_create(accounts)
    RoleHolding.objects.bulk_create(
        RoleHolding(account=one, role="village_worker", division=place, since=since)
        for one, place in zip(made, held, strict=True)
    )
    Visitor.objects.bulk_create(
        Visitor(account=one, name=one.name, division=place, since=since)
        for one, place in zip(made, held, strict=True)
    )


def _month(month: Month, day: date, luck: Random, county: str) -> int:
    """Visit a month's list up to a day, as thoroughly as each village is."""
    care: dict[str, float] = {}
    rows: list[Visit] = []
    days = (day - month.first).days + 1
    for one in (
        Target.objects.filter(month=month.first, visitor__isnull=False)
        .select_related("visitor")
        .order_by("pk")
    ):
        village = care.setdefault(one.place, 0.88 + 0.12 * luck.random())
        past = days / ((month.last - month.first).days + 1)
        if luck.random() > village * past:
            if luck.random() < 0.25 * past:
                rows.append(_row(one, month.first + timedelta(luck.randrange(days)), luck,
                                 luck.choice(_FAILED), county, len(rows)))  # fmt: skip
            continue
        step = min(one.every_days, 30)
        first = luck.randrange(min(step, days))
        times = range(first, days, step)
        rows += [
            _row(one, month.first + timedelta(at), luck, Outcome.DONE, county, len(rows) + n)
            for n, at in enumerate(times)
        ]  # fmt: skip
    Visit.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


def _row(one: Target, day: date, luck: Random, outcome: Outcome, county: str, at: int) -> Visit:
    in_person = luck.random() < 0.78
    hour = time(8 + luck.randrange(10), luck.randrange(60))
    moment = timezone.make_aware(datetime.combine(day, hour))
    moment = min(moment, clock.now())
    return Visit(
        client=UUID(int=luck.getrandbits(128), version=4), person_id=one.person_id,
        visitor=one.visitor, place=one.place, on=day, at=moment, phone_at=moment,
        mode=Mode.IN_PERSON if in_person else Mode.PHONE, outcome=outcome,
        minutes=5 + luck.randrange(35) if outcome.is_done else 0,
        answers={"meals": "fine", "mood": "fine"} if outcome.is_done else {}, note=NOTE,
        reason="手机没有信号" if in_person else "",
        confirmed=Confirmation.CODE if in_person and outcome.is_done else Confirmation.NONE,
        doubts=["no_position"] if in_person else [], recorded_at=moment,
        recorded_by=f"{county}-{at % 7}",
    )  # fmt: skip


def _phone(on: date) -> None:
    """Send two visits of the village's own worker as the phone does: one found something."""
    worker = actor_of(Account.objects.get(username="village"))
    visitor = queries.own(worker)
    if visitor is None:
        return
    waiting = [one for one in queries.cards(worker, visitor=visitor, on=on) if one.last is None]
    now = clock.now()
    told = [
        Visited(
            client=UUID(int=SEED * 1000 + at, version=4), person=one.person,
            at=now - timedelta(minutes=30 * (at + 1)), mode=Mode.IN_PERSON, outcome=Outcome.DONE,
            minutes=20, answers={"fraud": "lost"} if at == 0 else {"meals": "fine"},
            reason="入户时没有定位信号", note=NOTE,
            position=Position(one.point.lon + 0.0002, one.point.lat, 15.0) if one.point else None,
        )
        for at, one in enumerate(waiting[:2])
    ]  # fmt: skip
    actions.sync(
        worker, phone=UUID(int=SEED, version=4), agent="安卓 Chrome", sent=now, visits=told,
        count=len(told),
    )  # fmt: skip
