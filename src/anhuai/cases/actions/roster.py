"""Who is on duty: a roster made fairly over working days and days off, changed by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.cases import queries
from anhuai.cases.catalogue import SHIFTS
from anhuai.cases.models import Shift
from anhuai.cases.rules import Slot, rotate
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.accounts import accounts_within
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.holidays import is_working_day
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed

MANAGE = Permit.DESK_MANAGE
LONGEST = 92


class BadShift(Unfit):
    """A roster that cannot be made; codes: days, officers, part, taken, past."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The lines a plan wrote."""

    pks: list[int]


def _require(actor: Actor, division: str) -> None:
    if not actor.scope(MANAGE).covers(division):
        raise NotHere("division", division)


def _names(actor: Actor, officers: Sequence[int]) -> dict[int, str]:
    found = accounts_within(actor.scope(MANAGE)).filter(pk__in=officers, is_active=True)
    names = dict(found.values_list("pk", "name"))
    if not officers or len(names) != len(set(officers)):
        raise BadShift(
            "officers", "请从列表中选择值班人员。", "Choose officers from the list.",
            field="officers",
        )  # fmt: skip
    return names


@action(permit=MANAGE, title=_("排班"), logs=("division", "first", "last"), subject="shift")
def plan_roster(
    actor: Actor, *, division: str, first: date, last: date, officers: Sequence[int]
) -> Planned:
    """Fill the days from first to last that nobody was put on yet; what stands is kept."""
    _require(actor, division)
    if last < first or (last - first).days >= LONGEST:
        raise BadShift(
            "days", "请选择起止日期，最多三个月。", "First and last day, three months at most.",
            field="last",
        )  # fmt: skip
    names = _names(actor, officers)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    held = Shift.objects.filter(division=division, on__gte=first, on__lte=last)
    taken = set(held.values_list("on", "part"))
    busy = set(
        Shift.objects.filter(account__in=names, on__gte=first, on__lte=last).values_list(
            "account", "on", "part"
        )
    )
    slots = [Slot(day, part, is_working_day(day)) for day in days for part in SHIFTS]
    made = [
        Shift(division=division, on=slot.on, part=slot.part, account_id=one, name=names[one],
              by=actor.name)
        for slot, one in rotate(slots, list(dict.fromkeys(officers))).items()
        if (slot.on, slot.part) not in taken and (one, slot.on, slot.part) not in busy
    ]  # fmt: skip
    return Planned([one.pk for one in Shift.objects.bulk_create(made)])


@action(permit=MANAGE, title=_("安排值班"), logs=("division", "on", "part"), subject="shift")
def set_shift(actor: Actor, *, division: str, on: date, part: str, officer: int) -> Shift:
    """Put an officer on a part of a day; several may share one."""
    _require(actor, division)
    if part not in SHIFTS:
        raise BadShift("part", "请选择班次。", "Choose a shift.", field="part")
    names = _names(actor, [officer])
    try:
        with transaction.atomic():
            return Shift.objects.create(
                division=division, on=on, part=part, account_id=officer, name=names[officer],
                by=actor.name,
            )  # fmt: skip
    except IntegrityError as taken:
        raise BadShift(
            "taken", "这个人在这个班次已有安排。", "They are on duty then already.", field="officer"
        ) from taken


@action(permit=MANAGE, title=_("取消值班"), logs=("shift_id",), subject="shift")
def drop_shift(actor: Actor, *, shift_id: int) -> None:
    """Take somebody off the roster; what is over stays as it was."""
    found = queries.shift(actor, shift_id, permit=MANAGE)
    if found.on < clock.today():
        raise BadShift("past", "过去的值班记录不能取消。", "What is over stays as it was.")
    found.delete()


declare_placed(Placed("cases.shift.division", _("值班安排"), How.NOW, Shift.objects.all))
