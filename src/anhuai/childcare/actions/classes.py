"""Nurseries and their classes; carers that come on a class and go."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.childcare import queries
from anhuai.childcare.catalogue import CLASSES
from anhuai.childcare.models import Duty, Enrolment, Nursery, NurseryClass, Offer
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.words import KEEPING
from anhuai.facilities import queries as facilities
from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.rules import Group, Status
from anhuai.kernel.text import normalise
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.workforce import queries as workforce

MANAGE = Permit.CHILDCARE_MANAGE
CARER = ("childcare_worker",)
"""保育人员 are the carers of the ratio (设置标准); heads, nurses and cooks do not count."""


class Hours(TypedDict, total=False):
    """A nursery's hours and network."""

    opens: int
    closes: int
    network: str


@action(
    permit=MANAGE, title=_("登记托育服务"), logs=("facility", "opens", "closes", "network"),
    subject="nursery",
)  # fmt: skip
def take_part(actor: Actor, *, facility: int, **hours: Unpack[Hours]) -> Nursery:
    """Say that a childcare facility takes children, or change its hours and network."""
    found = facilities.within_scope(actor, MANAGE).filter(pk=facility).first()
    if found is None:
        raise NotHere("facility", facility)
    if KINDS[found.kind].group != Group.CHILDCARE or found.status != Status.OPERATING:
        raise BadChildcare(
            "kind", "只有运营中的托育机构、家庭托育点和幼儿园托班可以登记。",
            "Only an operating childcare facility takes part.", field="facility",
        )  # fmt: skip
    opens, closes = hours.get("opens", 8), hours.get("closes", 18)
    if not 0 <= opens < closes <= 24:
        raise BadChildcare(
            "hours", "关门时间应晚于开门时间。", "Closing comes after opening.", field="closes"
        )
    made, _new = Nursery.objects.update_or_create(
        facility=found,
        defaults={
            "opens": opens, "closes": closes,
            "network": normalise(hours.get("network", ""))[:40],
        },
    )  # fmt: skip
    return made


@action(
    permit=MANAGE, title=_("开设托育班级"), logs=("nursery", "group", "places", "since"),
    subject="nursery_class",
)  # fmt: skip
def open_class(
    actor: Actor, *, nursery: int, group: str, name: str, places: int, since: date, room: str = ""
) -> NurseryClass:
    """Open a class; raises `BadChildcare` where it would be larger than its kind allows.

    All its classes together may have no more places than the facility has on record.
    """
    home = queries.nursery(actor, nursery, permit=MANAGE, lock=True)
    kind = CLASSES.get(group)
    if kind is None:
        raise BadChildcare("group", "请选择班型。", "Choose the kind of class.", field="group")
    if not 1 <= places <= kind.places:
        raise BadChildcare(
            "size", f"{kind.title}每班最多 {kind.places} 人。",
            f"{kind.title_en}: at most {kind.places}.", field="places",
        )  # fmt: skip
    _within_facility(home, places, since)
    row = NurseryClass(
        nursery=home, group=group, name=normalise(name)[:40], places=places, since=since,
        room=normalise(room)[:40],
    )  # fmt: skip
    if not row.name:
        raise BadChildcare("name", "请填写班名。", "Name the class.", field="name")
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise BadChildcare(
            "twice", "已有同名的班，请换一个班名。", "There is a class of that name.", field="name"
        ) from error
    return row


def _within_facility(home: Nursery, places: int, since: date) -> None:
    has = facilities.numbers([home.facility_id], on=max(since, clock.today()))
    whole = has[home.facility_id].places
    own = sum(
        NurseryClass.objects.filter(nursery=home, until=None).values_list("places", flat=True)
    )
    if own + places > whole:
        raise BadChildcare(
            "places", f"机构登记的托位共 {whole} 个，各班已用 {own} 个；请先在机构页面变更托位。",
            f"The facility has {whole} places, {own} are in classes: change its places first.",
            field="places",
        )  # fmt: skip


@action(
    permit=MANAGE, title=_("停办托育班级"), logs=("nursery_class", "on"), subject="nursery_class"
)
def end_class(actor: Actor, *, nursery_class: int, version: int, on: date) -> NurseryClass:
    """End a class nobody is enrolled in or offered a place of any more."""
    row = queries.class_in_scope(actor, nursery_class, permit=MANAGE, lock=True)
    if row.version != version or row.until is not None:
        raise Stale("nursery_class", nursery_class)
    held = Enrolment.objects.filter(nursery_class=row, until=None).exists()
    promised = Offer.objects.filter(nursery_class=row, state__in=KEEPING).exists()
    if held or promised or on <= row.since:
        raise BadChildcare(
            "held", "班里还有在托儿童或未答复的录取，或日期早于开班；请先转班、离托。",
            "Children are enrolled or offered places here, or the day is too early.", field="on",
        )  # fmt: skip
    row.until, row.version = on, row.version + 1
    row.save(update_fields=["until", "version"])
    return row


@action(permit=MANAGE, title=_("保育人员到班"), logs=("nursery_class", "worker"), subject="duty")
def come_on_duty(actor: Actor, *, nursery_class: int, worker: int) -> Duty:
    """Put a carer on a class now: one with a carer's post at that facility, on no other class."""
    row = queries.class_in_scope(actor, nursery_class, permit=MANAGE)
    today = clock.today()
    there = workforce.posts(actor, on=today, facility=row.nursery.facility_id, kinds=CARER)
    if not there.filter(worker=worker).exists():
        raise BadChildcare(
            "post", "此人在本机构没有保育员岗位，请先在“从业人员”登记。",
            "Nobody with a carer's post here: record the post first.", field="worker",
        )  # fmt: skip
    duty = Duty(
        nursery_class=row, worker_id=worker, came_at=clock.now(), recorded_by=actor.name[:64]
    )
    try:
        with transaction.atomic():
            duty.save()
    except IntegrityError as error:
        raise BadChildcare(
            "elsewhere", "此人正在另一个班，请先在那里离班。",
            "On another class now: leave it first.",
            field="worker",
        ) from error  # fmt: skip
    return duty


@action(permit=MANAGE, title=_("保育人员离班"), logs=("duty",), subject="duty")
def go_off_duty(actor: Actor, *, duty: int) -> Duty:
    """Take a carer off a class now; again changes nothing."""
    row = Duty.objects.select_for_update(of=("self",)).filter(pk=duty).first()
    if row is None:
        raise NotHere("duty", duty)
    queries.class_in_scope(actor, row.nursery_class_id, permit=MANAGE)
    if row.left_at is None:
        row.left_at = clock.now()
        row.save(update_fields=["left_at"])
    return row


__all__ = ["come_on_duty", "end_class", "go_off_duty", "open_class", "take_part"]
