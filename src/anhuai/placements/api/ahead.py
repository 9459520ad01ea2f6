"""Money paid ahead by institution over REST, against its net fixed assets."""

from datetime import date, datetime
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anhuai.kernel.money import Fen
from anhuai.placements import actions, queries
from anhuai.placements.rules.custody import Checked
from anhuai.placements.rules.prepaid import Ahead
from anhuai.platform import clock
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
READ, MANAGE = Permit.PLACEMENTS_READ, Permit.PLACEMENTS_MANAGE
RUN = Permit.PLACEMENTS_RUN


class CustodyOut(Schema):
    """A custody account at the end of a statement's day, in fen: its balance, the deposits and
    membership fees held that day, the reserve of them, and by how much the balance falls short;
    null where the county decided no share."""

    as_of: date
    balance: int
    held: int
    lacks: int
    reserve: int | None
    lacks_reserve: int | None


class HeldOut(Schema):
    """What an institution holds paid ahead, in fen; `assets` are its net fixed assets, null where
    nobody recorded them, `reserve` null where the county decided no share; `custody` is the newest
    balance of its custody account."""

    facility: int
    name: str
    division: str
    service: int
    deposit: int
    membership: int
    total: int
    assets: int | None
    as_of: date | None
    over: bool
    reserve: int | None
    custody: CustodyOut | None


class AssetsIn(Schema):
    """Fixed assets net of pledges, in fen, as a report of a day says."""

    amount: int
    as_of: date
    document: str


class AssetsOut(AssetsIn):
    """Net fixed assets as recorded."""

    facility: int


def _actor(request: HttpRequest, permit: Permit) -> Any:
    actor = cast("ActorRequest", request).actor
    actor.require(permit)
    return actor


def _custody(one: Checked | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "as_of": one.as_of, "balance": one.balance, "held": one.held, "lacks": one.lacks,
        "reserve": one.reserve, "lacks_reserve": one.lacks_reserve,
    }  # fmt: skip


@router.get("/placements/prepaid", response=list[HeldOut], summary="各机构预收款")
def held(
    request: HttpRequest, facility: Annotated[int | None, Query(ge=1, lt=1 << 63)] = None
) -> list[dict[str, Any]]:
    """What institutions the caller reaches hold paid ahead, most first; sums, never whose."""
    actor = _actor(request, READ)
    return [
        {
            "facility": one.facility, "name": one.name, "division": one.division,
            **{str(kind): one.balances[kind] for kind in Ahead}, "total": one.total,
            "assets": one.assets.amount if one.assets else None,
            "as_of": one.assets.as_of if one.assets else None, "over": one.over,
            "reserve": one.reserve, "custody": _custody(one.custody),
        }
        for one in queries.held_ahead(actor, on=clock.today(), facility=facility)
    ]  # fmt: skip


@router.post(
    "/placements/facilities/{facility_id}/assets", response=AssetsOut, summary="登记净固定资产"
)
def record(request: HttpRequest, facility_id: int, sent: AssetsIn) -> dict[str, Any]:
    """Record an institution's net fixed assets, for the authority."""
    actor = _actor(request, MANAGE)
    queries.facility_in_scope(actor, facility_id, permit=MANAGE)
    row = actions.record_assets(
        actor, facility=facility_id, amount=Fen(sent.amount), on=sent.as_of,
        document=sent.document,
    )  # fmt: skip
    return {
        "facility": facility_id, "amount": row.amount, "as_of": row.as_of,
        "document": row.document,
    }  # fmt: skip


class CustodyBalanceIn(Schema):
    """What lay in a custody account at the end of a day, in fen, as the bank's statement says."""

    amount: int
    as_of: date
    document: str


class CustodyCorrectionIn(CustodyBalanceIn):
    """What it says in truth, and why the entry was wrong."""

    reason: str


class CustodyBalanceOut(CustodyBalanceIn):
    """A balance as recorded; `corrects` is the entry it put right, `corrected` whether a later one
    took its place."""

    id: int
    facility: int
    corrects: int | None
    corrected: bool
    reason: str
    recorded_at: datetime
    recorded_by: str


def _balance(one: Any, *, corrected: bool = False) -> dict[str, Any]:
    return {
        "id": one.pk, "facility": one.facility_id, "amount": one.amount, "as_of": one.as_of,
        "document": one.document, "corrects": one.corrects_id, "corrected": corrected,
        "reason": one.reason, "recorded_at": one.recorded_at, "recorded_by": one.recorded_by,
    }  # fmt: skip


@router.get("/placements/custody", response=list[CustodyBalanceOut], summary="存管账户余额")
def balances(
    request: HttpRequest, facility: Annotated[int | None, Query(ge=1, lt=1 << 63)] = None
) -> list[dict[str, Any]]:
    """Balances of the custody accounts the caller reaches, the newest day first."""
    rows = queries.custody_balances(_actor(request, READ), facility=facility)
    return [_balance(one, corrected=getattr(one, "correction", None) is not None) for one in rows]


@router.post(
    "/placements/facilities/{facility_id}/custody",
    response=CustodyBalanceOut,
    summary="登记存管账户余额",
)
def record_balance(
    request: HttpRequest, facility_id: int, sent: CustodyBalanceIn
) -> dict[str, Any]:
    """Note the balance of an institution's custody account from a bank statement."""
    row = actions.record_balance(
        _actor(request, RUN), facility=facility_id, amount=Fen(sent.amount), on=sent.as_of,
        document=sent.document,
    )  # fmt: skip
    return _balance(row)


@router.post(
    "/placements/custody/{balance_id}/correct",
    response=CustodyBalanceOut,
    summary="更正存管账户余额",
)
def correct_balance(
    request: HttpRequest, balance_id: int, sent: CustodyCorrectionIn
) -> dict[str, Any]:
    """Put a balance right by a later entry."""
    row = actions.correct_balance(
        _actor(request, RUN), balance=balance_id, amount=Fen(sent.amount), on=sent.as_of,
        document=sent.document, reason=sent.reason,
    )  # fmt: skip
    return _balance(row)
