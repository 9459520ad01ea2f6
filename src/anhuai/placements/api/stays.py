"""Stays, bills and money paid ahead over REST: for institutions that run their own system."""

from datetime import date
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anhuai.kernel.money import Fen
from anhuai.placements import actions, queries
from anhuai.placements.rules.contract import Terms
from anhuai.placements.rules.prepaid import Ahead
from anhuai.placements.rules.words import Away, BadPlacement, Ending, Kind
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
AT_MOST = 500
READ, RUN = Permit.PLACEMENTS_READ, Permit.PLACEMENTS_RUN


class StayOut(Schema):
    """Somebody living at an institution; `away` is empty, leave or hospital."""

    id: int
    name: str
    kind: str
    since: date
    until: date | None
    bed: str
    care_level: str
    away: str


class TermsIn(Schema):
    """What a contract says; money in fen a month, or in all for deposit and membership."""

    signed_on: date
    bed_fee: int
    care_fee: int = 0
    meal_fee: int = 0
    prepaid_months: int = 1
    deposit: int = 0
    membership: int = 0
    in_custody: bool = False
    number: str = ""
    care_level: str = ""


class AdmissionIn(Schema):
    """Who moves in and on what papers: `risks` grades all nine (none, low, middle, high), `told`
    is who of the family was told. `offer`: the accepted offer used up; without one `identity` is
    the full ID number, and `reason` why a public institution leaves its waiting list."""

    identity: str = ""
    offer: int | None = None
    bed: str
    on: date
    kind: Kind = Kind.RESIDENTIAL
    terms: TermsIn
    risks: dict[str, str]
    measures: str = ""
    told: str
    reason: str = ""


class StayStepIn(Schema):
    """A step of a stay on a day; `version` guards against what another changed meanwhile."""

    on: date
    version: int | None = None


class LeaveIn(StayStepIn):
    """On leave or in hospital."""

    kind: Away
    note: str = ""


class BedMoveIn(StayStepIn):
    """Another bed."""

    bed: str


class DischargeIn(StayStepIn):
    """The end of a stay; a death is recorded on the register instead."""

    ending: Ending
    reason: str = ""


class SteppedOut(Schema):
    """A stay after a step."""

    id: int
    since: date
    until: date | None
    version: int


class BillOut(Schema):
    """A month's bill, in fen; `set_off` was paid from money paid ahead."""

    id: int
    stay: int
    facility: int
    month: date
    days: int
    away: int
    bed_fee: int
    care_fee: int
    meal_fee: int
    total: int
    set_off: int
    state: str
    settled_on: date | None
    version: int


class PrepaidOut(Schema):
    """What lies paid ahead for a stay, in fen by kind."""

    stay: int
    service: int
    deposit: int
    membership: int


class PrepaidIn(Schema):
    """Money taken ahead, in fen."""

    kind: Ahead
    amount: int
    on: date
    in_custody: bool = False
    note: str = ""


def _actor(request: HttpRequest, permit: Permit) -> Any:
    actor = cast("ActorRequest", request).actor
    actor.require(permit)
    return actor


@router.get(
    "/placements/facilities/{facility_id}/stays", response=list[StayOut], summary="机构在住人员"
)
def stays(request: HttpRequest, facility_id: int, state: str = "") -> list[dict[str, Any]]:
    """Residents of an institution the caller runs; `state`: empty (running), away, ended or all."""
    actor = _actor(request, RUN)
    queries.facility_in_scope(actor, facility_id, permit=RUN)
    rows = queries.all_stays(actor, facility=facility_id, state=state)
    return [
        {
            "id": key, "name": name, "kind": kind, "since": since, "until": until,
            "bed": label or "", "care_level": level, "away": away or "",
        }
        for key, _p, name, _f, _home, kind, since, until, label, level, _ending, away in rows
    ]  # fmt: skip


def _person(sent: AdmissionIn) -> int:
    one = queries.with_number(sent.identity)
    if one is None:
        raise BadPlacement(
            "nobody", "没有这个人，请核对身份证号，或先由村（社区）登记。",
            "Nobody has this number: check it, or have the person registered.", field="identity",
        )  # fmt: skip
    return int(one.pk)


@router.post(
    "/placements/facilities/{facility_id}/admissions", response=SteppedOut, summary="办理入住"
)
def admit(request: HttpRequest, facility_id: int, sent: AdmissionIn) -> Any:
    """Let somebody move in by an accepted offer, or found by the full ID number: contract, nine
    risks, bed and stay."""
    actor = _actor(request, RUN)
    queries.facility_in_scope(actor, facility_id, permit=RUN)
    person = _person(sent) if sent.offer is None else None
    given = sent.terms.dict()
    for name in ("bed_fee", "care_fee", "meal_fee", "deposit", "membership", "prepaid_months"):
        if given[name] < 0:
            raise BadPlacement(
                "negative", "金额和月数不能是负数。", "No amount is less than nothing.", field=name
            )
    risks = actions.Risks(risks=sent.risks, measures=sent.measures, told=sent.told)
    papers = actions.Papers(terms=Terms(**given), risks=risks, kind=sent.kind, reason=sent.reason)
    return actions.admit(
        actor, facility=facility_id, label=sent.bed, on=sent.on, papers=papers, person=person,
        offer=sent.offer,
    )  # fmt: skip


def _version(actor: Any, stay_id: int, sent: StayStepIn) -> int:
    found = queries.stay(actor, stay_id, permit=RUN)
    return found.version if sent.version is None else sent.version


@router.post("/placements/stays/{stay_id}/leave", response=SteppedOut, summary="登记外出")
def leave(request: HttpRequest, stay_id: int, sent: LeaveIn) -> Any:
    """Note that a resident is on leave or in hospital; the bed stays theirs."""
    actor = _actor(request, RUN)
    return actions.go_away(
        actor, stay=stay_id, version=_version(actor, stay_id, sent), kind=sent.kind, on=sent.on,
        says=sent.note,
    )  # fmt: skip


@router.post("/placements/stays/{stay_id}/return", response=SteppedOut, summary="登记返回")
def come_back(request: HttpRequest, stay_id: int, sent: StayStepIn) -> Any:
    """Note that a resident is back."""
    actor = _actor(request, RUN)
    return actions.come_back(
        actor, stay=stay_id, version=_version(actor, stay_id, sent), on=sent.on
    )


@router.post("/placements/stays/{stay_id}/move", response=SteppedOut, summary="换床")
def move(request: HttpRequest, stay_id: int, sent: BedMoveIn) -> Any:
    """Move a resident to another bed of the house."""
    actor = _actor(request, RUN)
    return actions.move_bed(
        actor, stay=stay_id, version=_version(actor, stay_id, sent), label=sent.bed, on=sent.on
    )


@router.post("/placements/stays/{stay_id}/discharge", response=SteppedOut, summary="办理离院")
def discharge(request: HttpRequest, stay_id: int, sent: DischargeIn) -> Any:
    """End a stay."""
    actor = _actor(request, RUN)
    return actions.discharge(
        actor, stay=stay_id, version=_version(actor, stay_id, sent), ending=sent.ending,
        on=sent.on, reason=sent.reason,
    )  # fmt: skip


@router.get("/placements/bills", response=list[BillOut], summary="入住账单")
def bills(
    request: HttpRequest,
    facility: Annotated[int | None, Query(ge=1, lt=1 << 63)] = None,
    month: date | None = None,
    state: str = "",
) -> list[dict[str, Any]]:
    """Bills the caller reaches, without names, newest month first, at most 500; `month` is its
    first day."""
    actor = _actor(request, READ)
    rows = queries.bill_values(actor, at_most=AT_MOST, facility=facility, month=month, state=state)
    return [dict(zip(BillOut.model_fields, row, strict=True)) for row in rows]


@router.get("/placements/stays/{stay_id}/prepaid", response=PrepaidOut, summary="预收款余额")
def prepaid(request: HttpRequest, stay_id: int) -> dict[str, int]:
    """What lies paid ahead for a stay the caller reaches."""
    found = queries.prepaid(_actor(request, READ), stay_id)
    return {"stay": stay_id, **{str(kind): fen for kind, fen in found.balances.items()}}


@router.post("/placements/stays/{stay_id}/prepaid", response=PrepaidOut, summary="登记预收款")
def take_prepayment(request: HttpRequest, stay_id: int, sent: PrepaidIn) -> dict[str, int]:
    """Note money taken ahead, within the caps of the contract."""
    actor = _actor(request, RUN)
    given = actions.Sum(
        kind=sent.kind, amount=Fen(sent.amount), in_custody=sent.in_custody, note=sent.note
    )
    actions.take_prepayment(actor, stay=stay_id, given=given, on=sent.on)
    return prepaid(request, stay_id)
