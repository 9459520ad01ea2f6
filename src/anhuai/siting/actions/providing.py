"""Housing projects with the elder-care premises they owe, and community rooms given to elders."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.facilities import queries as facilities
from anhuai.kernel.divisions import Level
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import concerning
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.siting import queries
from anhuai.siting.models import CommunityRoom, HousingProject
from anhuai.siting.rules import Applies, BadSiting, ProjectFacts, required_m2

MANAGE = Permit.SITING_MANAGE
DAYS = ("planned_on", "built_on", "accepted_on", "handed_on", "completed_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFacts:
    """A community's service premises: how large, what part serves elders, and whether free."""

    name: str
    division: str
    area: Decimal
    elders_m2: Decimal = Decimal(0)
    is_free: bool = False
    facility: int | None = None


def _placed(actor: Actor, division: str, on: date) -> str:
    covered = actor.scope(MANAGE).covers(division)
    if not covered or len(division) < Level.TOWN or not places.exists(division, on=on):
        raise NotHere("division", division)
    return division


def _named(text: str) -> str:
    name = normalise(text)
    if not 2 <= len(name) <= 80:
        raise BadSiting("name", "名称应为 2 到 80 个字。", "2 to 80 characters.", field="name")
    return name


def _facility(actor: Actor, key: int | None) -> int | None:
    with concerning("facility"):
        return facilities.facility(actor, key).pk if key is not None else None


@action(
    permit=MANAGE, title=_("登记新建居住项目"), logs=("on",), subject="housing_project"
)  # fmt: skip
def register_project(actor: Actor, *, facts: ProjectFacts, on: date) -> HousingProject:
    """Register a housing project with the norm that holds on the day; it is kept with it."""
    name, division = _named(facts.name), _placed(actor, facts.division, on)
    if facts.dwellings < 1:
        raise BadSiting("dwellings", "户数应不少于 1。", "At least one.", field="dwellings")
    if HousingProject.objects.filter(division=division, name=name).exists():
        raise BadSiting(
            "duplicate", "这里已经有同名的居住项目，请先查询。",
            "A project of this name exists here already.", field="name",
        )  # fmt: skip
    norm = queries.norm_for(division, Applies.NEW, on=on)
    needed = required_m2(facts.dwellings, norm.rate, least=norm.least_m2)
    return HousingProject.objects.create(
        name=name, division=division, dwellings=facts.dwellings, rate=norm.rate,
        area_basis=norm.area, norm=norm.title[:120], required_m2=needed,
        recorded_at=clock.now(), recorded_by=actor.name[:64], **_course(actor, facts, on),
    )  # fmt: skip


@action(
    permit=MANAGE, title=_("登记养老用房建设和移交"), logs=("project", "on"),
    subject="housing_project",
)  # fmt: skip
def record_handover(
    actor: Actor, *, project: int, version: int, facts: ProjectFacts, on: date
) -> HousingProject:
    """Set how far a project's premises are; `Stale` when it changed since the page was opened.

    The project's name, place, dwellings and norm stay what they were.
    """
    queries.project(actor, project, permit=MANAGE)
    found = HousingProject.objects.select_for_update().get(pk=project)
    if found.version != version:
        raise Stale("housing_project", project)
    for name, value in _course(actor, facts, on).items():
        setattr(found, name, value)
    found.version += 1
    found.save()
    return found


def _course(actor: Actor, facts: ProjectFacts, on: date) -> dict[str, Any]:
    for name in DAYS:
        day = getattr(facts, name)
        if day is not None and day > on:
            raise BadSiting(
                "future", f"日期 {day} 还没有到，请核对。", f"{day} is in the future.", field=name
            )
    handed, accepted = facts.handed_on, facts.accepted_on
    if handed is not None and (accepted is None or handed < accepted):
        raise BadSiting(
            "unaccepted", "养老用房先验收、后移交：请核对两个日期。",
            "Premises are accepted before they are handed over.", field="handed_on",
        )  # fmt: skip
    if handed is not None and facts.delivered_m2 is None:
        raise BadSiting(
            "area", "已经移交的，请填写移交的面积。", "How large is what was handed over?",
            field="delivered_m2",
        )  # fmt: skip
    planned, built = facts.planned_on, facts.built_on
    if planned is not None and built is not None and built < planned:
        raise BadSiting(
            "unplanned", "用房建成早于规划审定，请核对两个日期。",
            "Built before it was planned.", field="built_on",
        )  # fmt: skip
    return {
        "developer": normalise(facts.developer)[:80], "promised_m2": facts.promised_m2,
        "delivered_m2": facts.delivered_m2, "facility_id": _facility(actor, facts.facility),
        **{name: getattr(facts, name) for name in DAYS},
    }  # fmt: skip


@action(permit=MANAGE, title=_("登记社区服务用房"), logs=("on",), subject="community_room")
def register_room(actor: Actor, *, facts: RoomFacts, on: date) -> CommunityRoom:
    """Put a community's premises on record from a day."""
    name, division = _named(facts.name), _placed(actor, facts.division, on)
    if on > clock.today():
        raise BadSiting(
            "future", f"日期 {on} 还没有到，请核对。", f"{on} is in the future.", field="on"
        )
    if not 0 <= facts.elders_m2 <= facts.area or facts.area <= 0:
        raise BadSiting(
            "part", "用于养老的面积应在 0 和用房面积之间。",
            "The part for elders lies between nothing and the whole.", field="elders_m2",
        )  # fmt: skip
    if CommunityRoom.objects.filter(division=division, name=name, until=None).exists():
        raise BadSiting(
            "duplicate", "这里已经登记了同名的用房；用途变了，请先结束原来的登记。",
            "Premises of this name are on record here.", field="name",
        )  # fmt: skip
    return CommunityRoom.objects.create(
        name=name, division=division, area=facts.area, elders_m2=facts.elders_m2,
        is_free=facts.is_free and facts.elders_m2 > 0, since=on,
        facility_id=_facility(actor, facts.facility), recorded_at=clock.now(),
        recorded_by=actor.name[:64],
    )  # fmt: skip


@action(
    permit=MANAGE, title=_("结束社区服务用房登记"), logs=("room", "on"), subject="community_room"
)
def end_room(actor: Actor, *, room: int, on: date) -> CommunityRoom:
    """Say from which day premises are no longer what was recorded; another use is a new record."""
    queries.room(actor, room, permit=MANAGE)
    found = CommunityRoom.objects.select_for_update().get(pk=room)
    if found.until is not None:
        raise BadSiting("ended", "这处用房的登记已经结束。", "It has ended already.")
    if not found.since < on <= clock.today():
        raise BadSiting(
            "day", f"结束日期应在 {found.since} 之后，不晚于今天。",
            "After it began, and not in the future.", field="on",
        )  # fmt: skip
    found.until = on
    found.version += 1
    found.save(update_fields=["until", "version"])
    return found
