"""Before money: what looks wrong is found and decided by a person; a sample is called back."""

import json
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.months import Month
from anhuai.kernel.text import normalise
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services.catalogue import ANOMALIES
from anhuai.services.models import CallBack, Draw, OrderAnomaly
from anhuai.services.queries.limits import limits_on, sample_on
from anhuai.services.queries.settling import facts_of, month_orders
from anhuai.services.rules.anomalies import Found, screened
from anhuai.services.rules.sampling import CallResult, draw
from anhuai.services.rules.settlement import BadSettlement, Fact

MANAGE = Permit.SETTLEMENTS_MANAGE
GONE = "再次核查，已没有这个疑点"


@dataclass(frozen=True, slots=True)
class Screened:
    """How many anomalies were found anew, and how many open ones are there no longer."""

    found: int
    gone: int


@action(permit=MANAGE, title=_("核查月度订单"), logs=("month",), subject="anomaly")
def screen_month(actor: Actor, *, month: date, on: date) -> Screened:
    """Find what looks wrong among a month's orders of all providers; again it adds what is new.

    What a person decided stays decided; an open one that is found no longer is closed as such.
    """
    county.require_whole(actor, MANAGE)
    first = Month.of(month).first
    facts = {one.key: one for one in facts_of(month_orders(first))}
    found = screened(ANOMALIES, list(facts.values()), limits_on(on))
    known = {(one.order_id, one.kind): one for one in OrderAnomaly.objects.filter(month=first)}
    made = OrderAnomaly.objects.bulk_create(
        (_row(first, kind, facts[key], facts.get(one.other), one)
         for (key, kind), one in sorted(found.items()) if (key, kind) not in known),
        batch_size=1000, ignore_conflicts=True,
    )  # fmt: skip
    gone = [one.pk for key, one in known.items() if key not in found and one.state == "open"]
    closed = OrderAnomaly.objects.filter(pk__in=gone, state="open").update(
        state="cleared", reason=GONE, decided_at=clock.now(), decided_by=actor.name[:64],
        version=F("version") + 1,
    )  # fmt: skip
    return Screened(len(made), closed)


def _row(month: date, kind: str, order: Fact, other: Fact | None, one: Found) -> OrderAnomaly:
    return OrderAnomaly(
        order_id=order.key, kind=kind, organisation_id=order.organisation, number=order.number,
        month=month, on=order.day, other=other.number if other else "", measure=one.measure,
        found_at=clock.now(),
    )  # fmt: skip


@action(permit=MANAGE, title=_("核定订单疑点"), logs=("anomaly", "harmless"), subject="anomaly")
def decide_anomaly(
    actor: Actor, *, anomaly: int, version: int, harmless: bool, reason: str
) -> OrderAnomaly:
    """Decide an anomaly with a reason: harmless, so that the order is paid, or true, so it is not.

    Raises `Stale` where somebody decided meanwhile. What was paid by then is corrected by the next
    statement.
    """
    county.require_whole(actor, MANAGE)
    found = OrderAnomaly.objects.filter(pk=anomaly).first()
    if found is None:
        raise NotHere("anomaly", anomaly)
    plain = normalise(reason)
    if len(plain) < 2:
        raise BadSettlement("reason", "请写明核定的理由。", "Say why.", field="reason")
    moved = OrderAnomaly.objects.filter(pk=anomaly, version=version).update(
        state="cleared" if harmless else "upheld", reason=plain[:200], decided_at=clock.now(),
        decided_by=actor.name[:64], version=F("version") + 1,
    )  # fmt: skip
    if not moved:
        raise Stale("anomaly", anomaly)
    found.refresh_from_db()
    return found


# call-backs -----------------------------------------------------------------------------------


@action(permit=MANAGE, title=_("抽取回访订单"), logs=("month", "seed"), subject="sample_draw")
def draw_sample(actor: Actor, *, month: date, seed: str, on: date) -> Draw:
    """Draw which of a month's finished orders are called back, once; the seed is published.

    Anybody with the numbers that are kept and the seed draws the same. The seed should be a number
    nobody knew before the month's end.
    """
    county.require_whole(actor, MANAGE)
    whole, plain = Month.of(month), normalise(seed)
    if len(plain) < 2:
        raise BadSettlement("seed", "请填写抽签种子。", "Enter the seed.", field="seed")
    if whole.last >= on:
        raise BadSettlement(
            "month", "月份结束以后才能抽取。", "A month is drawn after its end.", field="month"
        )
    orders = month_orders(whole.first).filter(state__in=["done", "confirmed"])
    by_body: dict[int, list[tuple[str, int]]] = {}
    rows = orders.order_by("number").values_list("organisation_id", "number", "pk")
    for body, number, key in rows:
        by_body.setdefault(body or 0, []).append((number, key))
    if not by_body:
        raise BadSettlement(
            "empty", "这个月没有完成的订单。", "No order was finished in the month.", field="month"
        )
    per_cent, least = sample_on(on)
    told = {str(body): [number for number, _key in held] for body, held in by_body.items()}
    try:
        with transaction.atomic():
            made = Draw.objects.create(
                month=whole.first, seed=plain[:60], per_cent=per_cent, least=least,
                frozen=json.dumps(told, sort_keys=True), drawn_at=clock.now(),
                drawn_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadSettlement(
            "twice", "这个月已经抽取过，不能重抽。", "The month was drawn already.", field="month"
        ) from clash
    _keep_calls(made, by_body)
    return made


def _keep_calls(one: Draw, by_body: dict[int, list[tuple[str, int]]]) -> None:
    rows = []
    for body, held in by_body.items():
        keys = dict(held)
        drawn = draw(keys, month=one.month, seed=one.seed, per_cent=one.per_cent, least=one.least)
        rows += [
            CallBack(draw=one, order_id=keys[number], organisation_id=body, number=number, place=at)
            for at, number in enumerate(drawn, 1)
        ]
    CallBack.objects.bulk_create(rows, batch_size=1000)


@action(permit=MANAGE, title=_("登记回访结果"), logs=("call_back", "result"), subject="call_back")
def record_call(
    actor: Actor, *, call_back: int, version: int, result: str, note: str = ""
) -> CallBack:
    """Put on record what the elder or the family said; a denial takes the order out of payment."""
    county.require_whole(actor, MANAGE)
    found = CallBack.objects.filter(pk=call_back).first()
    if found is None:
        raise NotHere("call_back", call_back)
    if result not in [str(one) for one in CallResult]:
        raise BadSettlement("result", "请选择回访结果。", "Choose a result.", field="result")
    plain = normalise(note)[:300]
    if result in (CallResult.DENIED, CallResult.SHORT) and len(plain) < 2:
        raise BadSettlement(
            "note", "请写明老人或家属怎么说。", "Say what the elder told.", field="note"
        )
    moved = CallBack.objects.filter(pk=call_back, version=version).update(
        result=result, note=plain, called_at=clock.now(), called_by=actor.name[:64],
        version=F("version") + 1,
    )  # fmt: skip
    if not moved:
        raise Stale("call_back", call_back)
    found.refresh_from_db()
    return found
