"""What devices measured for a month, shapes around people who agreed, one search that ended well.

The hours are written as the telemetry process leaves them; shapes, rules and the search by the
product's own actions.
"""

import math
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from anhuai.cases import actions as cases
from anhuai.cases.rules import Outcome
from anhuai.people import actions as people
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.response import actions
from anhuai.response.actions import now_ms
from anhuai.response.models import Device, Sensed, Trend
from anhuai.response.rules.fences import FenceKind

DAYS, STEP = 30, 6 * 3_600_000
WORN = 4
_MEASURES = {
    "watch": (("heart_rate", 72.0, 9.0), ("oxygen", 96.0, 1.2)),
    "bed": (("heart_rate", 64.0, 6.0), ("breath", 15.0, 2.0)),
    "water": (("water", 9.0, 4.0),),
}  # fmt: skip


def measured(*, on: date) -> int:
    """Leave a month of hours for the first devices of each type; returns how many."""
    last = int(datetime.combine(on, time(), timezone.get_current_timezone()).timestamp() * 1000)
    rows = []
    for kind, measures in _MEASURES.items():
        for number, device in enumerate(Device.objects.filter(kind=kind).order_by("pk")[:WORN]):
            for name, middle, spread in measures:
                rows += [
                    _hour(device, name, last - step * STEP, middle, spread, number + step)
                    for step in range(DAYS * 4)
                ]
    Trend.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _hour(
    device: Device, name: str, at: int, middle: float, spread: float, turn: int
) -> Trend:  # fmt: skip
    mean = round(middle + spread * math.sin(turn * 1.7) / 2, 1)
    return Trend(
        device=device, measure=name, hour_ms=at - at % 3_600_000, count=6,
        least=round(mean - spread / 2, 1), most=round(mean + spread / 2, 1), total=mean * 6,
    )  # fmt: skip


def grounds(duty: Actor, *, on: date) -> int:
    """Draw shapes around the first who wear a watch, with their consent; returns how many."""
    watches = Device.objects.filter(kind="watch", person__household__longitude__isnull=False)
    worn = list(watches.select_related("person__household").order_by("pk")[:WORN])
    for device in worn:
        person = device.person
        home = person.household if person else None
        if person is None or home is None or home.longitude is None or home.latitude is None:
            continue
        people.give_consent(
            SYSTEM, person=person.pk, purpose="location", given_by=person.pk,
            on=on - timedelta(days=60), notice_version="2026-1", method="paper",
        )  # fmt: skip
        actions.draw_fence(
            SYSTEM, person=person.pk, kind=FenceKind.HOME, title="住所周围", metres=600
        )
        if device is worn[0]:
            _walks(person.pk, home.longitude, home.latitude, person.division[:9])
        Sensed.objects.create(
            device=device, received_ms=now_ms(), at_ms=now_ms() - 240_000,
            longitude=home.longitude + 0.0012, latitude=home.latitude + 0.0008,
            stayed_ms=now_ms() - 1_800_000,
        )  # fmt: skip
    if worn and worn[0].person_id:
        actions.adapt_rule(
            SYSTEM, person=worn[0].person_id, rule="heart_rate_low", limit=40,
            reason="（虚构）医嘱：安静心率偏低",
        )  # fmt: skip
        _searched(duty, worn[0].person_id)
    return len(worn)


def _walks(person: int, lon: float, lat: float, town: str) -> None:
    """Draw the way to the market, its square, and a pond nobody at risk should come near."""
    actions.draw_fence(
        SYSTEM, person=person, kind=FenceKind.ROUTE, title="去集市的路", metres=60,
        points=[(lon, lat), (lon + 0.006, lat + 0.001), (lon + 0.011, lat + 0.004)],
    )  # fmt: skip
    actions.draw_fence(
        SYSTEM, person=person, kind=FenceKind.AREA, title="集市", metres=30, stay_minutes=240,
        points=[
            (lon + 0.011, lat + 0.003), (lon + 0.014, lat + 0.003), (lon + 0.014, lat + 0.005),
            (lon + 0.011, lat + 0.005),
        ],
    )  # fmt: skip
    actions.draw_fence(
        SYSTEM, division=town, kind=FenceKind.RISK, title="（虚构）水塘", metres=40,
        points=[
            (lon - 0.013, lat - 0.004), (lon - 0.010, lat - 0.004), (lon - 0.011, lat - 0.006),
        ],
    )  # fmt: skip


def _searched(duty: Actor, person: int) -> None:
    made = actions.open_search(
        duty, person=person, seen_at=clock.now() - timedelta(hours=3), seen_place="镇上集市东口",
        looks="灰色棉衣，黑色布鞋，拄拐杖", phone="12349",
    )  # fmt: skip
    cases.acknowledge(duty, case_id=made.case_id)
    cases.resolve(duty, case_id=made.case_id, outcome=Outcome.FOUND, says="在集市找到，已送回家")
