"""Placements over REST: beds by state, the list without names, reports of other systems."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.placements import actions, queries
from anhuai.placements.api.ahead import router as _ahead
from anhuai.placements.api.care import router as _care
from anhuai.placements.api.offers import router as _offers
from anhuai.placements.api.stays import router as _more
from anhuai.placements.rules.beds import Reported
from anhuai.placements.rules.words import BedState
from anhuai.platform import clock
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
for _one in (_more, _offers, _care, _ahead):
    router.add_router("", _one)


class BedOut(Schema):
    """One bed on a day: free, reserved, occupied or out; never who is in it."""

    label: str
    room: str
    nursing: bool
    state: str


class BedsOut(Schema):
    """An institution's beds; `free + reserved + occupied + out == beds`."""

    facility: int
    on: date
    beds: int
    free: int
    reserved: int
    occupied: int
    out: int
    items: list[BedOut]


class LineOut(Schema):
    """One line of a waiting list: no name."""

    place: int
    number: str
    kind: str
    rank: int
    rule: str
    applied_on: date


class ReportIn(Schema):
    """What an institution says of a day."""

    on: date
    residents: int
    away: int = 0
    free: int = 0
    note: str = ""


class PlacementFindingOut(Schema):
    """What should be looked into at an institution; `codes` say which checks, beds or figures."""

    facility: int
    name: str
    division: str
    matter: str
    count: int
    day: date | None
    codes: list[str]


class ReportOut(Schema):
    """The report as kept, and what differs from the records: codes, [] where all agrees."""

    facility: int
    on: date
    differs: list[str]


def _actor(request: HttpRequest, permit: Permit) -> Any:
    actor = cast("ActorRequest", request).actor
    actor.require(permit)
    return actor


@router.get("/placements/facilities/{facility_id}/beds", response=BedsOut, summary="机构床位状态")
def beds(request: HttpRequest, facility_id: int, on: date | None = None) -> dict[str, Any]:
    """The beds of an institution the caller reaches, by state."""
    actor = _actor(request, Permit.PLACEMENTS_READ)
    queries.facility_in_scope(actor, facility_id)
    day = on or clock.today()
    now = queries.board_of(facility_id, day)
    facts = queries.bed_facts(facility_id, day)
    return {
        "facility": facility_id, "on": day, "beds": now.beds,
        **{str(state): now.count(state) for state in BedState},
        "items": [
            {"label": label, "room": facts[label].room, "nursing": facts[label].nursing,
             "state": str(state)}
            for label, state in now.states.items()
        ],
    }  # fmt: skip


@router.get(
    "/placements/facilities/{facility_id}/waiting", response=list[LineOut], summary="轮候名单"
)
def waiting(request: HttpRequest, facility_id: int) -> list[Any]:
    """The waiting list of an institution the caller reaches, in order, without names."""
    actor = _actor(request, Permit.PLACEMENTS_READ)
    queries.facility_in_scope(actor, facility_id)
    return queries.waiting_lines(clock.today(), facility=facility_id)


@router.put(
    "/placements/facilities/{facility_id}/report", response=ReportOut, summary="报送床位日报"
)
def report(request: HttpRequest, facility_id: int, sent: ReportIn) -> dict[str, Any]:
    """Take a day's figures from an institution's own system; again the same day corrects them."""
    actor = _actor(request, Permit.PLACEMENTS_RUN)
    said = Reported(residents=sent.residents, away=sent.away, free=sent.free)
    row = actions.report_day(actor, facility=facility_id, on=sent.on, said=said, says=sent.note)
    return {"facility": facility_id, "on": row.on, "differs": row.differs}


@router.get("/placements/findings", response=list[PlacementFindingOut], summary="机构线索")
def findings(request: HttpRequest, within: str = "", matter: str = "") -> list[dict[str, Any]]:
    """Findings of today at the institutions the caller reaches, the gravest first."""
    actor = _actor(request, Permit.PLACEMENTS_READ)
    found = queries.findings(actor, on=clock.today(), division=within, matter=matter)
    return [
        {name: getattr(one, name) for name in PlacementFindingOut.model_fields}
        | {"codes": list(one.codes)}
        for one in found
    ]
