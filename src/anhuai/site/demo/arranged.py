"""Hours granted and services arranged ahead, ordered by the nightly job's own action; invented."""

from datetime import date

from anhuai.funds import actions as funds
from anhuai.funds.rules.books import Unit
from anhuai.funds.rules.vouchers import Credit
from anhuai.kernel.months import Month
from anhuai.people.models import Person
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.services import actions, queries
from anhuai.services.catalogue import CARE
from anhuai.services.models import BedPlan, Order
from anhuai.services.rules.arranging import Arranged
from anhuai.services.rules.family_beds import BedState
from anhuai.services.rules.sponsoring import SponsorFacts

MINUTES, ELDERS, BEDS = 240, 6, 2
NOTE = "演示数据，时长为虚构"


def arrange(officer: Actor, *, on: date) -> str:
    """Grant some elders hours, arrange services for them and for beds, and order the month's."""
    if on != clock.today():
        return "服务安排 0 项"
    made = _of_hours(officer, on) + _of_beds(officer, on)
    _sponsored(officer, on)
    ordered = actions.place_arranged(SYSTEM, on=on)
    return f"服务安排 {made} 项，已下单 {len(ordered.pks)} 张（虚构）"


def _of_hours(officer: Actor, on: date) -> int:
    known = Order.objects.filter(state="confirmed").order_by("person").values("person").distinct()
    alive = Person.objects.filter(pk__in=known, died=None, left=None).order_by("pk")
    made, month = 0, Month.of(on)
    for one in alive[:ELDERS]:
        offered = queries.services_offered(one.division, on=on)
        codes = [code for code in sorted(offered) if CARE[code].hours]
        if not codes:
            continue
        for period in (month, month + 1):
            funds.credit(officer, on=on, credits=[Credit(
                person=one.pk, scheme="elderly_service_hours", title="养老服务补贴（服务时长）",
                period=period, unit=Unit.MINUTES, amount=MINUTES, since=period.first,
                until=(period + 1).first, reason=NOTE,
            )])  # fmt: skip
        actions.arrange(officer, person=one.pk, arranged=Arranged(
            service=codes[made % len(codes)], times=4, since=on
        ))  # fmt: skip
        made += 1
    return made


def _sponsored(officer: Actor, on: date) -> None:
    """Let invented donations and a subsidy pay some elders' orders."""
    known = Order.objects.order_by("person").values("person").distinct()
    alive = Person.objects.filter(pk__in=known, died=None, left=None).order_by("pk")
    for payer, title, fund, persons in (
        ("donation", "暖冬助浴（演示）", "donations", alive[:4]),
        ("subsidy", "居家服务补贴账户（演示）", "county_budget", alive[4:8]),
    ):
        made = actions.open_sponsorship(officer, facts=SponsorFacts(
            payer=payer, title=title, donor="某爱心企业（虚构）" if payer == "donation" else "",
            fund=fund, purpose="elderly_care", percent=80, ceiling=2_000_000,
            since=on.replace(month=1, day=1), until=on.replace(year=on.year + 1, month=1, day=1),
            document="演示协议",
        ))  # fmt: skip
        for one in persons:
            actions.name_sponsored(officer, sponsorship=made.pk, person=one.pk, monthly=20_000)


def _of_beds(officer: Actor, on: date) -> int:
    rows = BedPlan.objects.filter(bed__state=BedState.ACTIVE).order_by("bed").values_list("bed")
    beds = list(dict.fromkeys(key for (key,) in rows))[:BEDS]
    for key in beds:
        actions.arrange_bed(officer, bed=key, arranged=Arranged(since=on))
    return len(beds)
