"""Sponsors of orders: money put aside for named persons, credited month by month, never beyond.

Each month's amount goes into the person's own account in funds, in double entry, bound to this
use; what is not spent by the month's end is the sponsor's again. The sponsor's row is locked while
its money is given, so that no two officers give the same fen.
"""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anhuai.funds import actions as funds
from anhuai.funds import queries as ledger
from anhuai.funds.catalogue import FUNDS, PURPOSES
from anhuai.funds.rules.books import Unit
from anhuai.funds.rules.vouchers import Credit
from anhuai.kernel.months import Month
from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.platform import clock, county, wall
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services.actions.confirming import entitled
from anhuai.services.catalogue import CARE
from anhuai.services.models import Sponsored, Sponsorship
from anhuai.services.queries import sponsoring as queries
from anhuai.services.rules.ordering_words import Payer
from anhuai.services.rules.sponsoring import SPONSORS, BadSponsor, SponsorFacts, scheme_of

MANAGE = Permit.SETTLEMENTS_MANAGE


def _said(text: str, field: str, zh: str, en: str, most: int) -> str:
    plain = normalise(text)
    if len(plain) < 2:
        raise BadSponsor(field, zh, en, field=field)
    return plain[:most]


def _reason(text: str) -> str:
    return _said(text, "reason", "请写明原因。", "Say why.", 200)


@action(permit=MANAGE, title=_("设立订单出资账户"), logs=(), subject="sponsorship")
def open_sponsorship(actor: Actor, *, facts: SponsorFacts) -> Sponsorship:
    """Put money aside for orders: a subsidy's account, or a fund of donations; by a document."""
    county.require_whole(actor, MANAGE)
    _fits(facts)
    told = {
        "title": _said(facts.title, "title", "请填写名称。", "Name it.", 80),
        "document": _said(
            facts.document, "document", "请填写依据文件。", "Enter the document.", 120
        ),
    }  # fmt: skip
    try:
        with transaction.atomic():
            return Sponsorship.objects.create(
                **told, payer=facts.payer, donor=normalise(facts.donor)[:80], fund=facts.fund,
                purpose=facts.purpose, services=sorted(set(facts.services)),
                percent=facts.percent, ceiling=facts.ceiling, since=facts.since,
                until=facts.until, recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadSponsor(
            "twice", "同一天起已有同名的出资账户。", "There is one of this name from that day.",
            field="title",
        ) from clash  # fmt: skip


def _fits(facts: SponsorFacts) -> None:
    if facts.payer not in SPONSORS:
        raise BadSponsor(
            "payer", "请选择服务补贴或慈善捐助。", "A subsidy or donations.", field="payer"
        )
    payer = Payer(facts.payer)
    if any(code not in CARE or payer not in CARE[code].payers for code in facts.services):
        raise BadSponsor(
            "services", "所选服务中有不能由它付费的项目，请重新选择。",
            "A service chosen may not be paid so: choose again.", field="services",
        )  # fmt: skip
    if facts.fund not in FUNDS or FUNDS[facts.fund].by_town or facts.purpose not in PURPOSES:
        raise BadSponsor(
            "fund", "请选择县级的资金来源和用途。", "Choose a fund of the county.", field="fund"
        )
    if (payer is Payer.DONATION) != (facts.fund == "donations"):
        raise BadSponsor(
            "fund", "慈善捐助只能从社会捐赠资金支付，服务补贴不能用社会捐赠资金。",
            "Donations are paid from the fund of donations, and nothing else is.", field="fund",
        )  # fmt: skip
    if facts.ceiling <= 0 or not 1 <= facts.percent <= 100:
        raise BadSponsor(
            "ceiling", "总额应大于 0，比例应为 1 至 100。", "A ceiling above 0, 1 to 100 %.",
            field="ceiling",
        )  # fmt: skip
    if facts.until <= facts.since:
        raise BadSponsor(
            "period", "结束日期应晚于开始日期。", "The end is after the start.", field="last"
        )


@action(
    permit=MANAGE, title=_("修改订单出资总额和期限"), logs=("sponsorship",), subject="sponsorship"
)
def amend_sponsorship(
    actor: Actor, *, sponsorship: int, version: int, ceiling: int, until: date, reason: str
) -> Sponsorship:
    """Change a sponsor's ceiling or last day; never below what was spent and is open."""
    one = queries.sponsorship(actor, sponsorship, permit=MANAGE, lock=True)
    why = _reason(reason)
    today = clock.today()
    drawn = queries.left_of([one.pk], on=today)[one.pk]
    if ceiling < drawn.spent + drawn.open or ceiling <= 0:
        held = (drawn.spent + drawn.open) / 100
        raise BadSponsor(
            "ceiling", f"已使用和已记入个人账户的共 {held:.2f} 元，总额不能更低。",
            f"{held:.2f} yuan are spent or with persons already: not below that.",
            field="ceiling",
        )  # fmt: skip
    if until < one.since:
        raise BadSponsor("period", "结束日期应晚于开始日期。", "It ends after it began.",
                         field="last")  # fmt: skip
    moved = Sponsorship.objects.filter(pk=one.pk, version=version).update(
        ceiling=ceiling,
        until=until,
        why_ended=why if until <= today else "",
        version=F("version") + 1,
    )
    if not moved:
        raise Stale("sponsorship", one.pk)
    one.refresh_from_db()
    return one


@action(
    permit=MANAGE, title=_("指定受助人"), logs=("sponsorship", "person", "monthly"),
    subject="sponsored",
)  # fmt: skip
def name_sponsored(actor: Actor, *, sponsorship: int, person: int, monthly: int) -> Sponsored:
    """Let a sponsor pay a person's orders from this month on; this month's amount goes in now."""
    one = queries.sponsorship(actor, sponsorship, permit=MANAGE)
    found = people.person_in_scope(actor, person, permit=Permit.ORDERS_PLACE)
    today = clock.today()
    if found.died is not None or found.left is not None:
        raise BadSponsor(
            "person", "登记显示此人已去世或迁出，不能指定。", "The register: died or left.",
            field="person",
        )  # fmt: skip
    if one.until <= today:
        raise BadSponsor("period", "这个出资账户已经结束。", "It has ended.")
    if not 0 < monthly <= one.ceiling:
        raise BadSponsor(
            "monthly", "每月金额应大于 0 且不超过总额。", "Above 0, up to the ceiling.",
            field="monthly",
        )  # fmt: skip
    try:
        with transaction.atomic():
            made = Sponsored.objects.create(
                sponsorship=one, person=found, monthly=monthly,
                since=Month.of(max(today, one.since)).first, recorded_at=clock.now(),
                recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadSponsor(
            "twice", "此人已经是受助人。", "The person is named already.", field="person"
        ) from clash
    _fill(actor, one.pk, on=today)
    return made


@action(permit=MANAGE, title=_("停止受助"), logs=("sponsored",), subject="sponsored")
def end_sponsored(actor: Actor, *, sponsored: int, version: int, reason: str) -> Sponsored:
    """Name a person no longer from next month; what this month gave may still be spent."""
    one = queries.sponsored_in_scope(actor, sponsored)
    until = (Month.of(clock.today()) + 1).first
    moved = Sponsored.objects.filter(pk=one.pk, version=version, until=None).update(
        until=max(until, one.since), why_ended=_reason(reason), version=F("version") + 1
    )
    if not moved:
        raise Stale("sponsored", one.pk)
    one.refresh_from_db()
    return one


@dataclass(frozen=True, slots=True)
class Filled:
    """How many accounts a night filled, and how many waited for money."""

    pks: tuple[int, ...]
    made: int
    short: int


@action(permit=MANAGE, title=_("按月记入受助额度"), logs=("on",), subject="sponsorship")
def fill_sponsored(actor: Actor, *, on: date) -> Filled:
    """Give every person named this month's amount, once, while the sponsor's money lasts."""
    county.require_whole(actor, MANAGE)
    rows = Sponsorship.objects.filter(since__lte=on, until__gt=on).order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    told = [_fill(actor, key, on=on) for key in keys]
    return Filled(tuple(keys), sum(made for made, _s in told), sum(short for _m, short in told))


@wall.lifted()  # the accounts of whoever is named, wherever they live
def _fill(actor: Actor, key: int, *, on: date) -> tuple[int, int]:
    """Credit a sponsor's persons with the month's amount, in the order they were named."""
    with transaction.atomic():
        one = Sponsorship.objects.select_for_update().get(pk=key)
        month, scheme = Month.of(on), scheme_of(key)
        if not one.since <= on < one.until:
            return 0, 0
        drawn = queries.left_of([key], on=on)[key]
        left = one.ceiling - drawn.spent - drawn.open
        given = ledger.drawn_by(scheme, period=month.first)
        rows = Sponsored.objects.filter(
            Q(until=None) | Q(until__gt=month.first), sponsorship=one, since__lte=on,
            person__died=None, person__left=None,
        )  # fmt: skip
        made: list[Credit] = []
        short = 0
        for row in rows.exclude(person__in=given).order_by("pk"):
            if row.monthly > left:
                short += 1
                continue
            left -= row.monthly
            made.append(Credit(
                person=row.person_id, scheme=scheme, title=one.title, period=month,
                unit=Unit.FEN, amount=row.monthly, since=max(month.first, one.since),
                until=min((month + 1).first, one.until), reason=one.document,
            ))  # fmt: skip
        if made:
            funds.credit(entitled(actor), credits=made, on=on)
        return len(made), short
