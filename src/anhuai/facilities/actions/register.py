"""Opening a facility, keeping its facts right, and the course of its life."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from anhuai.facilities.actions import closing
from anhuai.facilities.actions.filing import refuse_unnoticed
from anhuai.facilities.actions.keeping import ask_keepers
from anhuai.facilities.actions.locked import (
    MANAGE,
    BadFacility,
    alive,
    locked,
    not_future,
    officially,
    recorded,
    refuse_duplicate,
)
from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.models import Facility, StatusChange
from anhuai.facilities.queries import organisations
from anhuai.facilities.rules import TRANSITIONS, FacilityFacts, FacilityKind, Ownership, Status
from anhuai.kernel.divisions import Level, level_of, parse_division
from anhuai.kernel.geometry import Datum, LonLat, convert, parse_point
from anhuai.kernel.organisations import parse_social_credit_code
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import concerning
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, Refused, action
from anhuai.platform.posting import Stale
from anhuai.platform.searching import pinyin, search_text

_OFFICIAL = ("name", "division", "ownership", "tier", "social_credit_code")


def kind_of(code: str) -> FacilityKind:
    """Return a kind by its code, or raise `BadFacility`."""
    if code not in KINDS:
        raise BadFacility(
            "kind", "没有这种机构类型，请从列表中选择。", "No such kind of facility.", field="kind"
        )
    return KINDS[code]


def checked(actor: Actor, kind: FacilityKind, facts: FacilityFacts) -> dict[str, object]:
    """Return the facts as columns, or raise `Unfit` naming the field that is wrong."""
    name = normalise(facts.name)
    if not name or len(name) > 120:
        raise BadFacility(
            "name", "请填写机构名称，最多 120 个字。", "Enter a name of at most 120 characters.",
            field="name",
        )  # fmt: skip
    credit_code = ""
    if facts.social_credit_code.strip():
        with concerning("social_credit_code"):
            credit_code = parse_social_credit_code(facts.social_credit_code).number
    if facts.tier and not kind.has_tier:
        raise BadFacility(
            "tier", f"{kind.title}不分县级和乡镇级，请留空。",
            f"{kind.title_en}: there are no tiers, leave it empty.", field="tier",
        )  # fmt: skip
    return {
        "name": name,
        "pinyin": pinyin(name)[:300],
        "search": search_text(name),
        "division": _division(actor, facts.division),
        "ownership": str(Ownership(facts.ownership)),
        "tier": str(facts.tier),
        "address": normalise(facts.address)[:160],
        "social_credit_code": credit_code,
        "phone": normalise(facts.phone)[:20],
        "land_area": _area(facts.land_area, "land_area"),
        "building_area": _area(facts.building_area, "building_area"),
    }


def _division(actor: Actor, text: str) -> str:
    with concerning("division"):
        code = parse_division(text)
        if level_of(code) < Level.COUNTY:
            raise BadFacility(
                "level", "所在地请填写到县、乡镇或村（社区）。",
                "Give the county, town or village the facility stands in.",
            )  # fmt: skip
        if not places.exists(code, on=clock.today()):
            raise BadFacility(
                "unknown", f"没有代码为 {code} 的地区，请从列表中选择。",
                f"There is no division {code}.",
            )  # fmt: skip
        if not actor.scope(MANAGE).covers(code):
            raise BadFacility(
                "beyond", "所在地不在您管理的地区内，请核对。",
                "The place lies outside the area you manage.",
            )  # fmt: skip
    return code


def _area(value: Decimal | None, field: str) -> Decimal | None:
    if value is not None and not 0 < value < 10**8:
        raise BadFacility(
            "area", "面积应大于 0，单位是平方米，请核对。",
            "An area is more than 0 square metres.", field=field,
        )  # fmt: skip
    return value


@action(
    permit=MANAGE,
    title=_("登记机构"),
    logs=("kind", "status", "on", "operator"),
    subject="facility",
)
def open_facility(
    actor: Actor,
    *,
    kind: str,
    facts: FacilityFacts,
    on: date,
    status: Status = Status.OPERATING,
    operator: int | None = None,
    source: str = "",
) -> Facility:
    """Register a facility that has this status since `on`; raises `BadFacility` when it cannot be.

    Only somebody with the place in their area may: an institution does not file itself.
    """
    if not actor.scope(MANAGE).divisions:
        raise Refused(MANAGE)
    not_future(on)
    if status is Status.CLOSED:
        raise BadFacility(
            "status", "新登记的机构不能是注销状态。", "A new facility is not closed.",
            field="status",
        )  # fmt: skip
    columns = checked(actor, kind_of(kind), facts)
    refuse_duplicate(kind, columns)
    now = clock.now()
    begun = status in (Status.OPERATING, Status.SUSPENDED)
    made = Facility.objects.create(
        **columns, kind=kind, status=str(status), opened=on if begun else None,
        operator_id=_operator(actor, operator), created_at=now, updated_at=now,
    )  # fmt: skip
    StatusChange.objects.create(
        facility=made, status=str(status), since=on, **recorded(actor, source)
    )
    return made


@action(permit=MANAGE, title=_("修改机构信息"), logs=("facility",), subject="facility")
def edit_facility(actor: Actor, *, facility: int, version: int, facts: FacilityFacts) -> Facility:
    """Correct a facility's facts; `Stale` when it changed since the form was opened.

    Its operator may change address, phone and areas; the rest is for the authority (`Refused`).
    """
    found = locked(actor, facility)
    if found.version != version:
        raise Stale("facility", facility)
    if not actor.scope(MANAGE).covers(found.division):
        _refuse_official(found, facts)
        columns = _operators_own(facts)
    else:
        columns = checked(actor, KINDS[found.kind], facts)
        refuse_duplicate(found.kind, columns, besides=found.pk)
    for name, value in columns.items():
        setattr(found, name, value)
    found.version += 1
    found.updated_at = clock.now()
    found.save()
    return found


def _refuse_official(found: Facility, facts: FacilityFacts) -> None:
    if any(str(getattr(facts, name)) != str(getattr(found, name)) for name in _OFFICIAL):
        raise Refused(MANAGE)


def _operators_own(facts: FacilityFacts) -> dict[str, object]:
    return {
        "address": normalise(facts.address)[:160],
        "phone": normalise(facts.phone)[:20],
        "land_area": _area(facts.land_area, "land_area"),
        "building_area": _area(facts.building_area, "building_area"),
    }


@action(
    permit=MANAGE, title=_("变更机构状态"), logs=("facility", "status", "on"), subject="facility"
)
def change_status(
    actor: Actor, *, facility: int, status: Status, on: date, reason: str = "", source: str = ""
) -> Facility:
    """Give a facility another status from `on`; closing asks why and ends what it holds.

    Raises `BadFacility` for a step that does not exist or a day not after the last change.
    """
    found = officially(actor, facility)
    not_future(on)
    current = StatusChange.objects.get(facility=found, until=None, retracted_at=None)
    _check_step(Status(current.status), status, current.since, on)
    if status is Status.CLOSED:
        refuse_unnoticed(found, on)
        ask_keepers(found.pk, None, on)
    reason = normalise(reason)[:160]
    if status in (Status.CLOSED, Status.SUSPENDED) and not reason:
        raise BadFacility(
            "reason", "停业或注销请写明原因。", "Say why it is suspended or closed.", field="reason"
        )
    current.until = on
    current.save(update_fields=["until"])
    row = recorded(actor, source)
    StatusChange.objects.create(facility=found, status=str(status), since=on, reason=reason, **row)
    if status is Status.OPERATING and found.opened is None:
        found.opened = on
    if status is Status.CLOSED:
        closing.close(found, on, row["recorded_at"], row["recorded_by"])
    found.status = str(status)
    found.version += 1
    found.updated_at = clock.now()
    found.save()
    return found


def _check_step(current: Status, status: Status, since: date, on: date) -> None:
    if status not in TRANSITIONS[current]:
        raise BadFacility(
            "transition",
            f"{current.title_zh}的机构不能直接改为{status.title_zh}。",
            f"A facility cannot go from {current.title_en} to {status.title_en}.",
            field="status",
        )
    if on <= since:
        raise BadFacility(
            "too_early",
            f"变更日期应晚于现状态开始的 {since}，请核对。",
            f"The change must come after {since}, when the present status began.",
            field="on",
        )


@action(permit=MANAGE, title=_("登记机构坐标"), logs=("facility",), subject="facility")
def set_position(
    actor: Actor, *, facility: int, longitude: float, latitude: float, datum: Datum = Datum.WGS84
) -> Facility:
    """Put a facility on the map; coordinates of AMap or Baidu are converted to WGS-84.

    Raises `BadFacility` for a point outside the county: in the sea, or of another datum or place.
    """
    found = locked(actor, facility)
    with concerning("longitude"):
        point = convert(parse_point(longitude, latitude), datum, Datum.WGS84)
    _refuse_outside(found, point)
    return _placed(found, point)


NEAR_M = 1000
"""Outlines are drawn roughly: so far outside one a facility may still be the county's."""


def _refuse_outside(found: Facility, point: LonLat) -> None:
    metres = places.outside_m(found.division[:6], (point.lon, point.lat), on=clock.today())
    if metres > NEAR_M:
        raise BadFacility(
            "outside",
            f"这个坐标在县界外约 {metres / 1000:,.1f} 公里，可能在海里或别的县，"
            "请核对经纬度和坐标系。",
            f"The point lies {metres / 1000:,.1f} km outside the county, perhaps in the sea: check "
            "longitude, latitude and datum.", field="longitude",
        )  # fmt: skip


def _placed(found: Facility, point: LonLat) -> Facility:
    found.longitude, found.latitude = round(point.lon, 7), round(point.lat, 7)
    found.updated_at = clock.now()
    found.save(update_fields=["longitude", "latitude", "updated_at"])
    return found


@action(permit=MANAGE, title=_("登记运营单位"), logs=("facility", "operator"), subject="facility")
def set_operator(actor: Actor, *, facility: int, operator: int | None) -> Facility:
    """Name the organisation that runs a facility, or none; its managers then see and keep it."""
    found = officially(actor, facility)
    alive(found)
    found.operator_id = _operator(actor, operator)
    found.version += 1
    found.updated_at = clock.now()
    found.save()
    return found


def _operator(actor: Actor, operator: int | None) -> int | None:
    if operator is not None and not organisations(actor, MANAGE).filter(pk=operator).exists():
        raise NotHere("organisation", operator)
    return operator
