"""Money paid ahead by institution over REST, against its net fixed assets."""

from datetime import date
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anhuai.kernel.money import Fen
from anhuai.placements import actions, queries
from anhuai.placements.rules.prepaid import Ahead
from anhuai.platform import clock
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
READ, MANAGE = Permit.PLACEMENTS_READ, Permit.PLACEMENTS_MANAGE


class HeldOut(Schema):
    """What an institution holds paid ahead, in fen; `assets` are its net fixed assets, null where
    nobody recorded them, `reserve` null where the county decided no share."""

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
            "reserve": one.reserve,
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
