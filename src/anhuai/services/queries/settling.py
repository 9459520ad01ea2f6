"""Facts of settlement: a month's orders as rules know them, all a statement is made from."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F, Max, Q, QuerySet, Sum

from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.services.models import (
    CallBack,
    Order,
    OrderAnomaly,
    OrderPiece,
    OrderProof,
    OrderShare,
    Statement,
    StatementDispute,
    StatementLine,
)
from anhuai.services.queries.purchase import listed_of, terms_of
from anhuai.services.rules.purchase import Terms
from anhuai.services.rules.sampling import CallResult
from anhuai.services.rules.settlement import Before, Fact, Findings, Frozen, Pot, Share
from anhuai.services.rules.sponsoring import sponsor_of

BACK = 12
"""Months an order may be settled or corrected late."""
AT_ONCE = 5_000
_SERVED = ("done", "confirmed")
_COLUMNS = (
    "pk", "number", "organisation_id", "person_id", "worker_id", "service", "wanted_on", "state",
    "started_at", "done_at", "longitude", "latitude", "confirmed", "done_units", "units",
    "minutes",
)  # fmt: skip


def month_orders(month: date, organisations: Collection[int] | None = None) -> "QuerySet[Order]":
    """Return the orders of a month that some provider was given."""
    whole = Month.of(month)
    rows = Order.objects.filter(wanted_on__gte=whole.first, wanted_on__lt=(whole + 1).first)
    if organisations is None:
        return rows.filter(organisation__isnull=False)
    return rows.filter(organisation__in=organisations)


def facts_of(orders: "QuerySet[Order]") -> list[Fact]:
    """Return orders as rules know them: a few questions whatever their number."""
    keys = orders.order_by().values("pk")
    shares: dict[int, list[Share]] = defaultdict(list)
    for key, payer, scheme, amount, spent in OrderShare.objects.filter(order__in=keys).values_list(
        "order_id", "payer", "scheme", "amount", "spent_at"
    ):
        taken = not scheme or not amount or spent is not None
        shares[key].append(Share(payer, amount, taken, sponsor_of(scheme)))
    proofs: dict[int, int] = defaultdict(int)
    points: dict[int, tuple[float, float]] = {}
    for key, moment, lon, lat in OrderProof.objects.filter(order__in=keys).values_list(
        "order_id", "moment", "longitude", "latitude"
    ):
        proofs[key] |= 1 if moment == "start" else 2
        if moment == "start" and lon is not None and lat is not None:
            points[key] = (lon, lat)
    photos: dict[int, list[str]] = defaultdict(list)
    pieces = OrderPiece.objects.filter(order__in=keys, kind="photo")
    for key, digest in pieces.values_list("order_id", "digest"):
        photos[key].append(digest)
    found = []
    for row in orders.order_by("pk").values_list(*_COLUMNS):
        key, number, body, person, worker, service, day, state, *rest = row
        begun, ended, lon, lat, confirmed, done, units, minutes = rest
        home = (lon, lat) if lon is not None else None
        found.append(
            Fact(
                key=key, number=number, organisation=body, person=person, worker=worker or 0,
                service=service, day=day, state=state,
                begun=int(begun.timestamp()) if begun else 0,
                ended=int(ended.timestamp()) if ended else 0, point=points.get(key, home),
                confirmed=confirmed, proven=proofs.get(key) == 3,
                photos=tuple(sorted(photos.get(key, ()))), minutes=minutes,
                units=units if done is None else done,
                shares=tuple(sorted(shares.get(key, ()), key=lambda x: (x.payer, x.amount))),
            )
        )  # fmt: skip
    return found


def providers_of(month: date) -> list[int]:
    """Return who has orders, or something to correct, in a month."""
    own = month_orders(month).order_by().values_list("organisation_id", flat=True).distinct()
    late = _late(month, None).order_by().values_list("organisation_id", flat=True).distinct()
    return sorted({key for key in (*own, *late, *_changed(month, None).values()) if key})


def _late(month: date, organisations: Collection[int] | None) -> "QuerySet[Order]":
    """Return served orders of earlier months that no statement has paid."""
    first = Month.of(month)
    rows = Order.objects.filter(
        wanted_on__gte=(first - BACK).first, wanted_on__lt=first.first, state__in=_SERVED
    )
    rows = rows.filter(
        **({"organisation__isnull": False} if organisations is None
           else {"organisation__in": organisations})
    )  # fmt: skip
    return rows.exclude(pk__in=StatementLine.objects.filter(is_live=True).values("order"))


def _changed(month: date, organisations: Collection[int] | None) -> dict[int, int]:
    """Return paid orders of earlier months, with their provider, that may be worth something else.

    Cancelled or disputed since, found wrong, denied at a call-back, or with another amount.
    """
    first = Month.of(month)
    lines = StatementLine.objects.filter(
        is_live=True, statement__month__gte=(first - BACK).first, on__lt=first.first
    )
    if organisations is not None:
        lines = lines.filter(statement__organisation__in=organisations)
    touched = (
        ~Q(order__state__in=_SERVED) | Q(order__anomalies__state="upheld")
        | Q(order__call_back__result__in=[CallResult.DENIED, CallResult.SHORT])
    )  # fmt: skip
    found = dict(lines.filter(touched).values_list("order_id", "statement__organisation"))
    worth = lines.order_by().values("order", "order__amount", "statement__organisation")
    for row in worth.annotate(told=Sum(F("amount") + F("own"))).exclude(told=F("order__amount")):
        found[row["order"]] = row["statement__organisation"]
    return found


def _parts(keys: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(keys)
    return (wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE))


def _in_parts(keys: Iterable[int]) -> list[Fact]:
    found = (facts_of(Order.objects.filter(pk__in=part)) for part in _parts(keys))
    return [one for part in found for one in part]


def frozen_of(
    month: date, organisations: Collection[int], *, without: Mapping[int, Statement]
) -> dict[int, Frozen]:
    """Return all that statements of a month are computed from, by provider.

    `without` are statements as if they were not: those that stand and are looked at again.
    """
    rows = month_orders(month, organisations)
    facts = facts_of(rows)
    known = {one.key for one in facts}
    own = [one.pk for one in without.values()]
    more = set(StatementLine.objects.filter(statement__in=own).values_list("order", flat=True))
    more |= set(_changed(month, organisations))
    late = set(_late(month, organisations).values_list("pk", flat=True))
    facts += _in_parts((more | late) - known)
    by_body: dict[int, list[Fact]] = defaultdict(list)
    for one in facts:
        by_body[one.organisation].append(one)
    keys = {one.key for one in facts}
    findings, allowed, denied = _decided(organisations, keys)
    settled = _settled(Q(order__in=rows.order_by().values("pk")), own)
    for part in _parts(more - known):
        settled |= _settled(Q(order__in=part), own)
    listed, terms = listed_of(organisations), terms_of(organisations)
    return {
        body: _of_body(
            month, body, by_body.get(body, []), findings, allowed, denied, settled,
            listed=listed.get(body, ()), contracts=_given_back(terms.get(body, ()), without, body),
        )
        for body in organisations
    }  # fmt: skip


def _of_body(
    month: date, body: int, orders: list[Fact], findings: Mapping[int, Findings],
    allowed: set[int], denied: set[int], settled: Mapping[int, Before], **more: Any,
) -> Frozen:  # fmt: skip
    own = {one.key for one in orders}
    return Frozen(
        month=Month.of(month).first, organisation=body,
        orders=tuple(sorted(orders, key=lambda one: one.key)),
        findings={key: findings[key] for key in sorted(own & findings.keys())},
        allowed=frozenset(own & allowed), denied=frozenset(own & denied),
        settled={key: settled[key] for key in sorted(own & settled.keys())},
        **more,
    )  # fmt: skip


def _decided(
    bodies: Collection[int], keys: set[int]
) -> tuple[dict[int, Findings], set[int], set[int]]:
    kinds: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = OrderAnomaly.objects.filter(organisation__in=bodies).order_by("kind")
    for key, kind, state in rows.values_list("order_id", "kind", "state"):
        if key in keys:
            kinds[key][state].append(kind)
    findings = {
        key: Findings(tuple(x["open"]), tuple(x["cleared"]), tuple(x["upheld"]))
        for key, x in kinds.items()
    }
    accepted = StatementDispute.objects.filter(organisation__in=bodies, state="accepted")
    called = CallBack.objects.filter(
        organisation__in=bodies, result__in=[CallResult.DENIED, CallResult.SHORT]
    )
    allowed = set(accepted.values_list("order", flat=True))
    return findings, allowed, set(called.values_list("order", flat=True))


def _settled(orders: Q, without: list[int]) -> dict[int, Before]:
    rows = StatementLine.objects.filter(orders, is_live=True).exclude(statement__in=without)
    told = rows.order_by().values_list("order").annotate(
        Sum("government"), Sum("subsidy"), Sum("voucher"), Sum("donation"), Max("sequence"),
        Max("contract"),
    )  # fmt: skip
    return {
        key: Before((bought, subsidy, voucher, given), last + 1, contract)
        for key, bought, subsidy, voucher, given, last, contract in told
    }


def _given_back(
    terms: Iterable[Terms], without: Mapping[int, Statement], body: int
) -> tuple[Terms, ...]:
    """Return contracts with what a statement that is looked at again holds of them given back."""
    held: dict[int, int] = dict(without[body].used) if body in without else {}
    return tuple(replace(one, left=Fen(one.left + held.get(one.key, 0))) for one in terms)


def brought_to(month: date, body: int) -> dict[Pot, int]:
    """Return what the statement before carried on, by pot; below 0."""
    rows = Statement.objects.filter(organisation=body, month__lt=month).exclude(state="withdrawn")
    last = rows.order_by("-month").values_list("carried", flat=True).first() or []
    return {(payer, contract): amount for payer, contract, amount in last}
