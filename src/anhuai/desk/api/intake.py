"""What other systems send the desk: warnings of the weather, hospitals' notices of discharge."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Field, Schema

from anhuai.desk import actions, queries
from anhuai.desk.api.reading import router
from anhuai.desk.rules.discharges import SENTENCES, DischargeState, Told
from anhuai.desk.rules.warnings import WarningFacts
from anhuai.platform.acting import Actor
from anhuai.platform.listing import window
from anhuai.platform.requests import ActorRequest

Code = Annotated[str, Field(min_length=2, max_length=12)]


class WeatherWarningIn(Schema):
    """A warning of [since, until) for divisions; `serial` is the sender's own number of it.

    `kind` is heat or cold, `level` blue, yellow, orange or red.
    """

    serial: Annotated[str, Field(min_length=1, max_length=64)]
    kind: str
    level: str
    divisions: list[Code]
    since: datetime
    until: datetime
    text: Annotated[str, Field(max_length=500)] = ""
    source: Annotated[str, Field(max_length=64)] = ""


class CareResultOut(Schema):
    """What the calls in one division came to; zeros for who may not see calls."""

    division: str
    is_calling: bool
    total: int
    reached: int
    unreached: int
    waiting: int
    alarms: int


class WeatherWarningOut(Schema):
    """A warning; `state` is planned, in_force, over or lifted."""

    id: int
    serial: str
    kind: str
    level: str
    since: datetime
    until: datetime
    state: str
    source: str


class WeatherWarningFullOut(WeatherWarningOut):
    """A warning with its divisions and their calls."""

    areas: list[CareResultOut]


class WeatherWarningPage(Schema):
    """A page of warnings; `next` goes into `after`."""

    items: list[WeatherWarningOut]
    next: str


class HospitalDischargeIn(Schema):
    """Somebody who went home; `serial` is the hospital's own number of the notice."""

    serial: Annotated[str, Field(min_length=1, max_length=64)]
    identity: Annotated[str, Field(max_length=40)]
    name: Annotated[str, Field(max_length=50)]
    discharged_on: date
    hospital: Annotated[str, Field(max_length=100)]


class HospitalDischargesIn(Schema):
    """Up to 500 notices."""

    notices: list[HospitalDischargeIn]


class HospitalDischargeOut(Schema):
    """Where a notice stands, with the sentence that says so; never who it is about."""

    id: int
    serial: str
    discharged_on: date
    state: str
    received_at: datetime
    says: str
    says_en: str


class HospitalDischargePage(Schema):
    """A page of the notices this account has sent; `next` goes into `after`."""

    items: list[HospitalDischargeOut]
    next: str


WARNING = tuple(WeatherWarningOut.model_fields)


def _actor(request: HttpRequest) -> Actor:
    return cast("ActorRequest", request).actor


def _full(actor: Actor, key: int) -> dict[str, Any]:
    one = queries.warning(actor, key)
    told: dict[str, Any] = {name: getattr(one, name) for name in WARNING}
    told["areas"] = [
        {
            "division": area.division, "is_calling": area.is_open, "total": area.done.total,
            "reached": area.done.reached, "unreached": area.done.unreached,
            "waiting": area.done.waiting, "alarms": area.done.alarms,
        }
        for area in queries.warning_results(actor, warning_id=key)
    ]  # fmt: skip
    return told


@router.get("/desk/warnings", response=WeatherWarningPage, summary="天气预警")
def warnings(
    request: HttpRequest, state: str = "", kind: str = "", after: str = ""
) -> dict[str, Any]:
    """Warnings that touch the caller's area, in order of id."""
    rows = queries.warnings(_actor(request), state=state, kind=kind)
    seen = window(rows, fields=("pk", *WARNING[1:]), order=["pk"], after=after)
    return {"items": [dict(zip(WARNING, row, strict=True)) for row in seen.rows], "next": seen.next}


@router.post("/desk/warnings", response=WeatherWarningFullOut, summary="发布天气预警")
def warn(request: HttpRequest, given: WeatherWarningIn) -> dict[str, Any]:
    """Send a warning; again under the same serial changes its level, time or divisions."""
    made = actions.warn(
        _actor(request), facts=WarningFacts(**given.model_dump(exclude={"serial"})),
        serial=given.serial,
    )  # fmt: skip
    return _full(_actor(request), made.pk)


@router.get(
    "/desk/warnings/{warning_id}", response=WeatherWarningFullOut, summary="天气预警和电话结果"
)
def warning(request: HttpRequest, warning_id: int) -> dict[str, Any]:
    """One warning with what its calls came to."""
    return _full(_actor(request), warning_id)


@router.post(
    "/desk/warnings/{warning_id}/lift", response=WeatherWarningFullOut, summary="解除天气预警"
)
def lift(request: HttpRequest, warning_id: int) -> dict[str, Any]:
    """End a warning before its time; again changes nothing."""
    made = actions.lift_warning(_actor(request), warning_id=warning_id)
    return _full(_actor(request), made.pk)


def _told(rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    found = []
    for pk, serial, day, state, received in rows:
        zh, en = SENTENCES[DischargeState(state)]
        found.append({
            "id": pk, "serial": serial, "discharged_on": day, "state": state,
            "received_at": received, "says": zh, "says_en": en,
        })  # fmt: skip
    return found


@router.post("/desk/discharges", response=list[HospitalDischargeOut], summary="发送出院通知")
def send_discharges(request: HttpRequest, given: HospitalDischargesIn) -> list[dict[str, Any]]:
    """Send notices of discharge; each is kept and answered with where it stands.

    Nothing is refused for what it says: a number nobody has, or that fails its check, is held and
    may be sent again under its serial, put right.
    """
    told = [
        Told(one.identity, one.name, one.discharged_on, one.hospital, one.serial)
        for one in given.notices
    ]
    made = actions.receive_discharges(_actor(request), told=told)
    return _told(
        (one.pk, one.serial, one.discharged_on, one.state, one.received_at) for one in made.rows
    )


@router.get("/desk/discharges", response=HospitalDischargePage, summary="本账号发送的出院通知")
def sent_discharges(request: HttpRequest, after: str = "", state: str = "") -> dict[str, Any]:
    """The notices this account has sent, in order of id."""
    rows = queries.sent_discharges(_actor(request))
    if state:
        rows = rows.filter(state=state)
    seen = window(rows, fields=queries.SENT_FIELDS, order=["pk"], after=after)
    return {"items": _told(seen.rows), "next": seen.next}
