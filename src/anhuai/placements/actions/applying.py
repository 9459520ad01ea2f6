"""Asking for a place: by the family on the portal, at the counter, from an inquiry on."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.assessments import actions as assessments
from anhuai.assessments import queries as levels
from anhuai.assessments.rules.submitting import BadForm
from anhuai.facilities import queries as facilities
from anhuai.facilities.catalogue import kinds_of
from anhuai.facilities.rules import Group, Ownership, Status
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.people import queries as people
from anhuai.placements import queries
from anhuai.placements.actions.holding import not_future
from anhuai.placements.models import Application, Offer, Wish
from anhuai.placements.queries.waiting import SCALE, facts_of
from anhuai.placements.rules.priority import not_eligible
from anhuai.placements.rules.words import OPEN, BadPlacement, Kind, Step
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

APPLY, MANAGE = Permit.PLACEMENTS_APPLY, Permit.PLACEMENTS_MANAGE
WISHES = 3
_SAYS = {
    "age": (
        "公办机构轮候面向 60 周岁以上的老年人；未满 60 岁的请选民办机构。",
        "The public list is for people of 60 and more: choose a private institution.",
    ),
    "elsewhere": (
        "公办机构轮候面向本县常住老年人；请先由村（社区）登记常住地。",
        "The public list is for residents of the county: have the residence registered first.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked for; `wishes` are facilities in order, none for whichever public is next."""

    kind: Kind = Kind.RESIDENTIAL
    wishes: Sequence[int] = ()
    nursing: bool = False
    until: date | None = None
    note: str = ""
    is_inquiry: bool = False


@action(permit=APPLY, title=_("申请入住"), logs=("person", "on"), subject="placement")
def apply(actor: Actor, *, person: int, asking: Asking, on: date) -> Application:
    """Put somebody on the waiting list, or note an inquiry; raises `BadPlacement`.

    The ability level is the assessment room's: who has none is listed there, once, and waits by
    the other rules meanwhile.
    """
    one = people.person_in_scope(actor, person, permit=APPLY)
    if one.died is not None:
        raise BadPlacement("dead", "此人已去世，不能申请。", "The person has died.", field="person")
    not_future(on)
    wishes = _wishes(asking)
    if asking.kind in (Kind.SHORT_STAY, Kind.RESPITE) and (asking.until or on) <= on:
        raise BadPlacement(
            "until", "短期托养、喘息服务请填写拟住到哪一天。",
            "Say until when a short stay is meant to last.", field="until",
        )  # fmt: skip
    family = person in actor.scope(APPLY).persons
    row = Application(
        person_id=person, kind=asking.kind, number=uuid.uuid4().hex[:20], applied_on=on,
        state=Step.INQUIRY if asking.is_inquiry else Step.WAITING, nursing=asking.nursing,
        until=asking.until, channel="family" if family else "counter",
        note=refuse_turned(asking.note).strip()[:400], created_at=clock.now(),
        created_by=actor.name[:64],
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise BadPlacement(
            "twice", "此人已有同类申请在办理，不用重复申请。",
            "An application of this kind is open already.", field="kind",
        ) from error  # fmt: skip
    row.number = f"{on:%Y}-{row.pk:06d}"
    row.save(update_fields=["number"])
    _wish(row, wishes)
    if not asking.is_inquiry:
        _ready(row, on)
    return row


def _wishes(asking: Asking) -> list[int]:
    wanted = list(dict.fromkeys(asking.wishes))
    if len(wanted) > WISHES:
        raise BadPlacement(
            "wishes", f"最多选 {WISHES} 家机构。", f"At most {WISHES} institutions.", field="wishes"
        )
    kinds = kinds_of(Group.ELDERLY_RESIDENTIAL)
    known = facilities.within_scope(SYSTEM).filter(pk__in=wanted, kind__in=kinds)
    running = set(known.filter(status=Status.OPERATING).values_list("pk", flat=True))
    if set(wanted) - running:
        raise BadPlacement(
            "closed", "所选机构不存在或不在运营，请重新选择。",
            "An institution chosen does not operate: choose again.", field="wishes",
        )  # fmt: skip
    return wanted


def _wish(row: Application, wishes: Sequence[int]) -> None:
    Wish.objects.filter(application=row).delete()
    Wish.objects.bulk_create(
        Wish(application=row, facility_id=key, rank=rank) for rank, key in enumerate(wishes, 1)
    )


def _ready(row: Application, on: date) -> None:
    """Check who may wait for a public place, and ask for an assessment where there is none."""
    person = row.person
    wishes = facilities.within_scope(SYSTEM).filter(
        pk__in=Wish.objects.filter(application=row).values("facility")
    )
    owned = set(wishes.values_list("ownership", flat=True))
    if not owned or owned - {Ownership.PRIVATE}:
        given = (row.pk, person.pk, row.applied_on, person.born, row.kind, person.division)
        (facts,) = facts_of([given], on)
        if why := not_eligible(facts, on):
            raise BadPlacement(why, *_SAYS[why], field="wishes")
    if not levels.levels_on(SYSTEM, scale=SCALE, on=on, persons=[person.pk]):
        try:
            with transaction.atomic():
                assessments.ask(
                    SYSTEM, person=person.pk, scale=SCALE, reason_kind="first", on=on,
                    ground=f"申请入住 {row.number}",
                )  # fmt: skip
        except BadForm as error:
            if error.code != "waiting":
                raise


def open_one(
    actor: Actor, key: int, version: int, *, permit: Permit, states: Sequence[Step] = OPEN
) -> Application:
    """Return an application in scope, locked and as the page showed it; `Stale` otherwise."""
    queries.application(actor, key, permit=permit)
    found = Application.objects.select_for_update().get(pk=key)
    if found.version != version or found.state not in states:
        raise Stale("placement", key)
    return found


@action(permit=APPLY, title=_("修改入住申请"), logs=("application", "on"), subject="placement")
def amend(actor: Actor, *, application: int, version: int, asking: Asking, on: date) -> Application:
    """Change what is asked for; an inquiry becomes an application with today's day.

    The day of applying, and so the place among equals, is kept.
    """
    found = open_one(actor, application, version, permit=APPLY, states=(Step.INQUIRY, Step.WAITING))
    wishes = _wishes(asking)
    if found.state == Step.INQUIRY and not asking.is_inquiry:
        found.state, found.applied_on = Step.WAITING, on
    found.nursing, found.until = asking.nursing, asking.until
    found.note, found.version = refuse_turned(asking.note).strip()[:400], found.version + 1
    found.save()
    _wish(found, wishes)
    if found.state == Step.WAITING:
        _ready(found, on)
    return found


@action(permit=APPLY, title=_("撤回入住申请"), logs=("application", "on"), subject="placement")
def withdraw(
    actor: Actor, *, application: int, version: int, on: date, reason: str = ""
) -> Application:
    """Take an application off the list; a bed offered must be declined first."""
    found = open_one(actor, application, version, permit=APPLY, states=(Step.INQUIRY, Step.WAITING))
    return _close(found, Step.WITHDRAWN, on, reason)


@action(permit=MANAGE, title=_("不予轮候"), logs=("application", "on"), subject="placement")
def refuse(actor: Actor, *, application: int, version: int, on: date, reason: str) -> Application:
    """Close an application that meets no condition, saying why."""
    found = open_one(
        actor, application, version, permit=MANAGE, states=(Step.INQUIRY, Step.WAITING)
    )
    if len(normalise(reason)) < 2:
        raise BadPlacement("reason", "请写明原因。", "Say why.", field="reason")
    return _close(found, Step.REFUSED, on, reason)


def _close(found: Application, state: Step, on: date, why: str) -> Application:
    found.state, found.closed_on = state, max(on, found.applied_on)
    found.closed_why, found.version = refuse_turned(why).strip()[:200], found.version + 1
    found.save()
    return found


@action(permit=APPLY, title=_("确认继续轮候"), logs=("application",), subject="placement")
def renew(actor: Actor, *, application: int, version: int) -> Application:
    """Say that a bed is still wanted where one was declined: the old place counts again."""
    found = open_one(actor, application, version, permit=APPLY, states=(Step.WAITING,))
    Offer.objects.filter(application=found, passes=True).update(passes=False)
    found.version += 1
    found.save(update_fields=["version"])
    return found
