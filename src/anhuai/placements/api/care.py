"""Incidents and the nine risks over REST: for institutions that run their own system."""

from datetime import date
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anhuai.placements import actions, queries
from anhuai.placements.rules.contract import focus
from anhuai.placements.rules.words import Severity
from anhuai.platform import clock
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
AT_MOST = 500
READ, RUN = Permit.PLACEMENTS_READ, Permit.PLACEMENTS_RUN


class IncidentOut(Schema):
    """Something that happened at an institution; `stay` None where it concerned no resident."""

    id: int
    facility: int
    stay: int | None
    risk: str
    severity: str
    on: date
    says: str
    measures: str
    family_told: bool


class IncidentIn(Schema):
    """What happened: `risk` one of the nine or other, what was done, whether the family knows."""

    on: date
    risk: str
    severity: Severity
    says: str
    measures: str = ""
    family_told: bool = False
    stay: int | None = None


class RiskOut(Schema):
    """The nine risks as graded on a day; `focus` are those to act on, the high ones first."""

    on: date
    risks: dict[str, str]
    focus: list[str]
    measures: str
    told: str


class RisksOut(Schema):
    """Every assessment of a stay, newest first, and the day the next is due."""

    stay: int
    due: date | None
    version: int
    items: list[RiskOut]


class RiskIn(Schema):
    """All nine risks graded none, low, middle or high; `told` is who of the family was told.
    `version` guards against what another changed meanwhile."""

    on: date
    risks: dict[str, str]
    measures: str = ""
    told: str
    version: int | None = None


def _actor(request: HttpRequest, permit: Permit) -> Any:
    actor = cast("ActorRequest", request).actor
    actor.require(permit)
    return actor


def _incident(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "facility": one.facility_id, "stay": one.stay_id, "risk": one.risk,
        "severity": one.severity, "on": one.happened_on, "says": one.says,
        "measures": one.measures, "family_told": one.family_told,
    }  # fmt: skip


@router.get("/placements/incidents", response=list[IncidentOut], summary="突发事件")
def incidents(
    request: HttpRequest, facility: Annotated[int | None, Query(ge=1, lt=1 << 63)] = None
) -> list[dict[str, Any]]:
    """Incidents at the institutions the caller reaches, newest first, at most 500."""
    actor = _actor(request, READ)
    return [_incident(one) for one in queries.incidents(actor, facility=facility, limit=AT_MOST)]


@router.post(
    "/placements/facilities/{facility_id}/incidents", response=IncidentOut, summary="登记突发事件"
)
def record_incident(request: HttpRequest, facility_id: int, sent: IncidentIn) -> dict[str, Any]:
    """Record what happened to a resident or in the house; a grave one is told to the authority."""
    actor = _actor(request, RUN)
    queries.facility_in_scope(actor, facility_id, permit=RUN)
    what = actions.Happening(
        risk=sent.risk, severity=sent.severity, says=sent.says, measures=sent.measures,
        family_told=sent.family_told,
    )  # fmt: skip
    row = actions.record_incident(
        actor, facility=facility_id, on=sent.on, what=what, stay=sent.stay
    )
    return _incident(row)


@router.get("/placements/stays/{stay_id}/risks", response=RisksOut, summary="安全风险评估记录")
def risks(request: HttpRequest, stay_id: int) -> dict[str, Any]:
    """The nine-risk assessments of a stay the caller reaches."""
    found = queries.stay_file(_actor(request, READ), stay_id, on=clock.today())
    return {
        "stay": stay_id, "due": found.risks_due, "version": found.one.version,
        "items": [
            {"on": one.assessed_on, "risks": one.risks, "measures": one.measures,
             "told": one.told, "focus": [str(code) for code in focus(one.risks)]}
            for one in found.risks
        ],
    }  # fmt: skip


@router.post("/placements/stays/{stay_id}/risks", response=RisksOut, summary="登记安全风险评估")
def assess(request: HttpRequest, stay_id: int, sent: RiskIn) -> dict[str, Any]:
    """Assess the nine risks of a resident again: yearly, or at once after a change."""
    actor = _actor(request, RUN)
    found = queries.stay(actor, stay_id, permit=RUN)
    actions.assess_risks(
        actor, stay=stay_id, version=found.version if sent.version is None else sent.version,
        on=sent.on,
        risks=actions.Risks(risks=sent.risks, measures=sent.measures, told=sent.told),
    )  # fmt: skip
    return risks(request, stay_id)
