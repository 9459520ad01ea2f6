"""A statement's facts and result as text in one fixed order: the same bytes for the same facts."""

import json
from datetime import date
from typing import Any

from anhuai.kernel.money import Fen
from anhuai.services.rules.purchase import Listed, Paper, Terms
from anhuai.services.rules.settlement import Before, Computed, Fact, Findings, Frozen, Share

_FACT = (
    "key", "number", "organisation", "person", "worker", "service", "state", "begun", "ended",
    "confirmed", "proven", "units", "minutes",
)  # fmt: skip


def frozen_text(one: Frozen) -> str:
    """Return the frozen facts as text."""
    orders = sorted(one.orders, key=lambda order: order.key)
    listed = sorted(one.listed, key=lambda time: (time.since, time.until or date.max))
    return _json({
        "month": one.month.isoformat(),
        "organisation": one.organisation,
        "orders": [_told(order) for order in orders],
        "listed": [[_day(x.since), _day(x.until), [
            [p.kind, _day(p.since), _day(p.until)]
            for p in sorted(x.papers, key=lambda p: (p.kind, p.since))
        ]] for x in listed],
        "contracts": [
            [x.key, x.number, _day(x.since), _day(x.until), x.left, sorted(x.prices.items())]
            for x in sorted(one.contracts, key=lambda x: x.key)
        ],
        "findings": [
            [key, *(sorted(kinds) for kinds in (x.open, x.cleared, x.upheld))]
            for key, x in sorted(one.findings.items())
        ],
        "allowed": sorted(one.allowed),
        "denied": sorted(one.denied),
        "settled": [[key, x.sums, x.lines, x.contract] for key, x in sorted(one.settled.items())],
    })  # fmt: skip


def _told(order: Fact) -> list[Any]:
    return [
        *(getattr(order, name) for name in _FACT), order.point, _day(order.day),
        sorted(order.photos),
        sorted(_share(x) for x in order.shares),
    ]  # fmt: skip


def _share(one: Share) -> list[Any]:
    """A share as text; a sponsor only where there is one, so that older texts stay as they are."""
    told = [one.payer, one.amount, one.taken]
    return [*told, one.source] if one.source else told


def thawed(text: str) -> Frozen:
    """Return the facts of a frozen text."""
    told = json.loads(text)
    return Frozen(
        month=date.fromisoformat(told["month"]),
        organisation=told["organisation"],
        orders=tuple(_fact(row) for row in told["orders"]),
        listed=tuple(
            Listed(_date(since), _until(until), tuple(
                Paper(kind, _date(first), _until(last)) for kind, first, last in papers
            ))
            for since, until, papers in told["listed"]
        ),
        contracts=tuple(
            Terms(
                key=key, number=number, since=_date(since), until=_date(until), left=Fen(left),
                prices=dict(prices),
            )
            for key, number, since, until, left, prices in told["contracts"]
        ),
        findings={
            key: Findings(*(tuple(kinds) for kinds in rest)) for key, *rest in told["findings"]
        },
        allowed=frozenset(told["allowed"]), denied=frozenset(told["denied"]),
        settled={
            key: Before((sums[0], sums[1], sums[2], sums[3]), lines, contract)
            for key, sums, lines, contract in told["settled"]
        },
    )  # fmt: skip


def _fact(row: list[Any]) -> Fact:
    *plain, point, day, photos, shares = row
    return Fact(
        **dict(zip(_FACT, plain, strict=True)), day=_date(day), photos=tuple(photos),
        point=(point[0], point[1]) if point else None,
        shares=tuple(Share(*one) for one in shares),
    )  # fmt: skip


def computed_text(one: Computed) -> str:
    """Return what was computed as text: its hash is the statement's fingerprint."""
    return _json({
        "lines": [
            [x.order.key, x.order.number, x.kind.value, x.sequence, x.sums, x.contract,
             x.reason.value if x.reason else ""]
            for x in one.lines
        ],
        "unpaid": [[x.order.key, x.order.number, x.reason.value] for x in one.unpaid],
        "totals": one.totals,
    })  # fmt: skip


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _date(text: str) -> date:
    return date.fromisoformat(text)


def _until(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
