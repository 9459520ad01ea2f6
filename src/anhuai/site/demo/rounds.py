"""A day of the demo's provider: shifts, orders of today, routes given out, a carer's phone account.

Prices and orders are invented. Everything is done by the product's own actions.
"""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from anhuai.facilities.models import Facility
from anhuai.kernel.geometry import LonLat, haversine_m
from anhuai.kernel.unfit import Unfit
from anhuai.people.models import Person
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.models import Account
from anhuai.platform.requests import actor_of
from anhuai.services import actions, queries
from anhuai.services.models import Offering, Order
from anhuai.services.rules.ordering import Wanted
from anhuai.services.rules.ordering_words import OrderState, PlacedBy
from anhuai.services.rules.rostering import Hours
from anhuai.workforce.models import Post

SERVICES: Final = {"cleaning_aid": 3500, "personal_care": 4500, "haircut": 2000}
ORDERS: Final = 12
SEED: Final = 66
NOON: Final = (time(11, 30), time(13))


def serve(officer: Actor, *, on: date) -> str:
    """Roster the provider's workers, order, plan and give out today's routes; tell."""
    provider = actor_of(Account.objects.get(username="provider"))
    organisation = provider.holdings[0].organisation or 0
    posts = list(
        Post.objects.filter(
            facility__operator=organisation, facility__closed=None, until=None, retracted_at=None,
            since__lte=on,
        ).order_by("facility", "pk").select_related("facility")
    )  # fmt: skip
    if not posts:
        return "服务商没有在岗人员，未排班"
    site = max({one.facility_id for one in posts if one.facility_id},
               key=lambda key: (sum(one.facility_id == key for one in posts), -key))  # fmt: skip
    workers = list(dict.fromkeys(one.worker_id for one in posts))[:6]
    for worker in workers:
        hours = Hours(
            weekdays=tuple(range(7)), starts=time(8), ends=time(18), break_minutes=60,
            break_from=NOON[0], break_to=NOON[1],
        )  # fmt: skip
        actions.set_shift(
            provider, organisation=organisation, worker=worker, hours=hours,
            since=on - timedelta(60),
        )  # fmt: skip
    made = _orders(officer, provider, site, on)
    drawn = queries.drawn(provider, organisation, on=on)
    plan = actions.plan_day(provider, drawn=replace(drawn, seconds=0.0), seen=0)
    actions.publish_day(provider, organisation=organisation, on=on, seen=plan.version)
    busiest = max(drawn.day.routes, key=lambda one: (len(one.stops), -one.worker), default=None)
    carer = busiest.worker if busiest else workers[0]
    actions.enter_carer(
        provider, organisation=organisation, username="carer", worker=carer,
        since=on - timedelta(60),
    )  # fmt: skip
    left = len(drawn.day.left) + len(drawn.nowhere)
    says = f"班次 {len(workers)} 人，今日订单 {made} 个，路线已下发，未排上 {left} 个"
    return f"{says}（虚构，carer 可登录）"


def _orders(officer: Actor, provider: Actor, site: int, on: date) -> int:
    """Order for elders near the provider, as the counter does, and accept for the provider."""
    code = officer.holdings[0].division or ""
    for service, price in SERVICES.items():
        if not Offering.objects.filter(facility=site, service=service, until=None).exists():
            try:
                actions.offer_for(
                    officer, facility=site, service=service, division=code, unit_price=price,
                    since=on - timedelta(60),
                )  # fmt: skip
            except Unfit:
                continue  # the facility has no licence for it
    offered = sorted(
        Offering.objects.filter(facility=site, until=None).values_list("service", flat=True)
    )
    latest = time(23, 59) if timezone.localtime(clock.now()).time() >= time(15) else time(17)
    made = 0
    for at, person in enumerate(_near(code, site, on)):
        if not offered:
            break
        begins = time(8 + at % 4 * 2) if latest == time(17) else time(8)
        try:
            one = actions.place(
                officer,
                wanted=Wanted(
                    client=UUID(int=SEED * 1000 + at, version=4), person=person,
                    service=offered[at % len(offered)], on=on, earliest=begins, latest=latest,
                    facility=site, placed_by=PlacedBy.FAMILY, note="（虚构）门口有台阶",
                ),
            )  # fmt: skip
            if Order.objects.get(pk=one.pk).state == OrderState.MATCHED:
                actions.accept(provider, order=one.pk)
                made += 1
        except Unfit:
            continue  # too far away, or somebody who may not order
    return made


def _near(code: str, site: int, on: date) -> list[int]:
    """Return elders whose house is near a facility, every third of the nearest."""
    lon, lat = Facility.objects.values_list("longitude", "latitude").get(pk=site)
    if lon is None or lat is None:
        return []
    rows = Person.objects.filter(
        died=None, left=None, born__lt=date(on.year - 75, 1, 1), division__startswith=code,
        household__longitude__isnull=False, household__kind="family",
    ).values_list("household__longitude", "household__latitude", "pk")  # fmt: skip
    here = LonLat(lon, lat)
    found = sorted((haversine_m(here, LonLat(x or 0.0, y or 0.0)), pk) for x, y, pk in rows)
    return [pk for _metres, pk in found[: 3 * ORDERS : 3]]
