"""Notices of hospitals that somebody went home: taken in, looked up, held where nobody is found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.desk import queries
from anhuai.desk.actions.caring import put_on_lists
from anhuai.desk.catalogue import CARE_LISTS
from anhuai.desk.models import Discharge
from anhuai.desk.rules.discharges import (
    HELD,
    LIST,
    MOST,
    BadDischarge,
    DischargeState,
    Told,
)
from anhuai.kernel.identity import parse_citizen_id
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock, county
from anhuai.platform.acting import SYSTEM, Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points
from anhuai.platform.sealing import blind_index, blind_indexes, seal, unseal

SEND, MANAGE = Permit.DISCHARGES_SEND, Permit.DESK_MANAGE


@dataclass(frozen=True, slots=True)
class Received:
    """The notices of one sending, in its order."""

    rows: tuple[Discharge, ...]

    @property
    def pks(self) -> list[int]:
        """Their ids."""
        return [one.pk for one in self.rows]


@action(permit=SEND, title=_("接收出院通知"), subject="discharge")
def receive_discharges(actor: Actor, *, told: Sequence[Told]) -> Received:
    """Keep every notice of a sending and look up whom it is about; nothing is refused or lost.

    Under the same serial, or of the same number and day, a notice comes once; what is held may be
    sent again, put right.
    """
    if len(told) > MOST:
        raise BadDischarge(
            "many", f"一次最多 {MOST} 条，请分批发送。", f"At most {MOST} at a time.",
            field="notices",
        )  # fmt: skip
    return Received(tuple(_received(actor, one) for one in told))


def _received(actor: Actor, told: Told) -> Discharge:
    number = normalise(told.identity).replace(" ", "").upper()[:40]
    found = _before(actor, told, number)
    if found is None:
        found = Discharge(
            sender=actor.account or 0, serial=told.serial[:64], division=_area(actor),
            received_at=clock.now(), by=actor.name,
        )  # fmt: skip
    elif DischargeState(found.state) not in HELD:
        return found
    found.name, found.hospital = normalise(told.name)[:50], normalise(told.hospital)[:100]
    found.identity_sealed = seal(number)
    found.identity_index = blind_index(number, of="identity")
    found.discharged_on = told.discharged_on
    _judge(found)
    found.save()
    _list(found)
    return found


def _before(actor: Actor, told: Told, number: str) -> Discharge | None:
    rows = Discharge.objects.select_for_update().filter(sender=actor.account or 0)
    if told.serial:
        return rows.filter(serial=told.serial[:64]).first()
    index = blind_indexes(number, of="identity")
    return rows.filter(identity_index__in=index, discharged_on=told.discharged_on).first()


def _area(actor: Actor) -> str:
    scope = actor.scope(SEND)
    return county.code() if scope.covers(county.code()) else scope.divisions[0]


def _judge(found: Discharge) -> None:
    """Say where a notice stands, and of whom it is; its number is looked up by the blind index."""
    found.person_id = None
    number = unseal(found.identity_sealed)
    if found.discharged_on > clock.today():
        found.state = DischargeState.DAY
        return
    try:
        parse_citizen_id(number, on=clock.today())
    except Unfit:
        found.state = DischargeState.NUMBER
        return
    one = people.on_number(SYSTEM, number, permit=Permit.PEOPLE_READ)
    if one is None or not one.division:
        found.state = DischargeState.UNKNOWN
    elif one.name != found.name:
        found.state = DischargeState.NAME
    elif one.died is not None:
        found.state = DischargeState.DEAD
    else:
        _of(found, one)


def _of(found: Discharge, one: Any) -> None:
    found.person_id, found.division = one.pk, one.division
    today = clock.today()
    had = (today.month, today.day) >= (one.born.month, one.born.day)
    is_of_age = today.year - one.born.year - (not had) >= CARE_LISTS[LIST].floor
    found.state = DischargeState.LISTED if is_of_age else DischargeState.YOUNG


def _list(found: Discharge) -> None:
    """Put whoever is listed on the rounds that run, while the days of the list last."""
    if found.state == DischargeState.LISTED and found.person_id and queries.is_recent(found):
        put_on_lists(LIST, found.person_id, found.division)


def _held(actor: Actor, discharge_id: int) -> Discharge:
    queries.discharge(actor, discharge_id)
    found = Discharge.objects.select_for_update().get(pk=discharge_id)
    if DischargeState(found.state) not in HELD:
        raise BadDischarge(
            "state", "这条通知已经处理，请刷新。", "This one is dealt with; refresh."
        )
    return found


def _decided(actor: Actor, found: Discharge) -> Discharge:
    found.decided_by, found.decided_at = actor.name, clock.now()
    found.version += 1
    found.save()
    return found


@action(
    permit=MANAGE, title=_("核对出院通知"), logs=("discharge_id", "person"), subject="discharge"
)  # fmt: skip
def match_discharge(actor: Actor, *, discharge_id: int, person: int) -> Discharge:
    """Say of whom a held notice is."""
    found = _held(actor, discharge_id)
    one = people.person_in_scope(actor, person)
    if one.died is not None:
        raise BadDischarge("person", "登记中此人已故。", "Recorded as dead.", field="who")
    _of(found, one)
    _decided(actor, found)
    _list(found)
    return found


@action(permit=MANAGE, title=_("不必处理出院通知"), logs=("discharge_id",), subject="discharge")
def dismiss_discharge(actor: Actor, *, discharge_id: int, note: str) -> Discharge:
    """Say that nothing is to do about a held notice, and why."""
    if not normalise(note):
        raise BadDischarge("note", "请写原因。", "Say why.", field="note")
    found = _held(actor, discharge_id)
    found.state, found.note = DischargeState.DISMISSED, normalise(note)[:300]
    return _decided(actor, found)


@action(permit=MANAGE, title=_("重新查找出院通知"), subject="discharge")
def look_again(actor: Actor) -> Received:
    """Look up anew whom held notices are about: somebody may have been recorded since."""
    del actor
    rows = Discharge.objects.select_for_update().filter(state__in=[str(one) for one in HELD])
    moved = []
    for found in rows.order_by("pk"):
        before = found.state
        _judge(found)
        if found.state != before:
            found.version += 1
            found.save()
            _list(found)
            moved.append(found)
    return Received(tuple(moved))


declare_placed(
    Placed("desk.discharge.division", _("出院通知"), How.NOW, Discharge.objects.all,
           listing="/desk/discharges/?division={code}", permit=Permit.DESK_CALLS)
)  # fmt: skip
declare_points(Points("desk.discharge.person", _("出院通知"), Discharge.objects.all))
