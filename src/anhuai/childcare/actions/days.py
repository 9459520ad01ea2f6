"""A nursery's day: who came, how they are, with whom they left, what happened."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anhuai.childcare import queries
from anhuai.childcare.actions.papers import refuse_away
from anhuai.childcare.models import Attendance, Booking, Check, Enrolment, Incident
from anhuai.childcare.queries.today import in_force
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.words import Happening, Part, Seen
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit

MANAGE = Permit.CHILDCARE_MANAGE
COLDEST, HOTTEST, FEVER = 340, 420, 373
"""Tenths of a degree: what a thermometer can show, and what is called a fever (C)."""


@action(
    permit=MANAGE, title=_("登记入园"), logs=("enrolment", "nursery_class", "by_code"),
    subject="childcare_attendance",
)  # fmt: skip
def arrive(
    actor: Actor, *, enrolment: int, nursery_class: int, by_code: bool = False
) -> Attendance:
    """Take a child in, now: enrolled in this class today, or booked into it by the hour.

    Tapped twice it is in once; raises `BadChildcare` for a child that is still somewhere else,
    or back after three months without an examination.
    """
    room = queries.class_in_scope(actor, nursery_class, permit=MANAGE, lock=True)
    today = clock.today()
    own = Enrolment.objects.select_related("person").filter(in_force(today), pk=enrolment).first()
    booked = Booking.objects.filter(
        enrolment=enrolment, nursery_class=room, day=today, cancelled_at=None
    )
    if own is None or ((own.nursery_class_id != room.pk or not own.seat) and not booked.exists()):
        raise BadChildcare(
            "enrolled", "孩子今天不在这个班，也没有预约这个班。",
            "Neither enrolled in this class nor booked into it today.",
        )  # fmt: skip
    there = Attendance.objects.filter(person=own.person_id, left_at=None).first()
    if there is not None and there.nursery_class_id == room.pk and there.day == today:
        return there
    refuse_away(own, today)
    row = Attendance(
        person_id=own.person_id, nursery_class=room, day=today, came_at=clock.now(),
        by_code=by_code, recorded_by=actor.name[:64],
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise BadChildcare(
            "there", "孩子在另一个班还没有离园（或上次未登记离园），请先在那里登记离园。",
            "Still signed in elsewhere: sign the child out there first.",
        ) from error  # fmt: skip
    return row


def _there(actor: Actor, attendance: int) -> Attendance:
    row = Attendance.objects.select_for_update(of=("self",)).filter(pk=attendance).first()
    if row is None:
        raise NotHere("childcare_attendance", attendance)
    queries.class_in_scope(actor, row.nursery_class_id, permit=MANAGE)
    return row


@action(
    permit=MANAGE, title=_("登记离园"), logs=("attendance", "pick_up"),
    subject="childcare_attendance",
)  # fmt: skip
def leave(actor: Actor, *, attendance: int, pick_up: int) -> Attendance:
    """Hand a child over to somebody its family named, and to nobody else (`BadChildcare`)."""
    row = _there(actor, attendance)
    if row.left_at is not None:
        return row
    allowed = queries.pick_ups_of(row.person_id, clock.today()).filter(pk=pick_up)
    if not allowed.exists():
        raise BadChildcare(
            "stranger", "此人不在接送人名单上，不能把孩子交给他；请联系监护人，并登记这次接领。",
            "Not among those who may fetch the child: call the guardian and record the attempt.",
            field="pick_up",
        )  # fmt: skip
    row.left_at, row.left_with_id = clock.now(), pick_up
    row.save(update_fields=["left_at", "left_with"])
    return row


@action(
    permit=MANAGE, title=_("拒绝未授权人员接领"), logs=("attendance",), subject="childcare_incident"
)
def refuse_stranger(actor: Actor, *, attendance: int, says: str) -> Incident:
    """Record that somebody not named wanted to fetch a child; it stays where it is."""
    row = _there(actor, attendance)
    return _happened(actor, row.nursery_class.nursery_id, row.person_id, Happening.STRANGER, says)


def _happened(
    actor: Actor, nursery: int, person: int | None, kind: Happening, says: str, done: str = "",
    told: datetime | None = None, police: datetime | None = None,
) -> Incident:  # fmt: skip
    if len(normalise(says)) < 2:
        raise BadChildcare("says", "请写明发生了什么。", "Say what happened.", field="says")
    return Incident.objects.create(
        nursery_id=nursery, person_id=person, kind=kind, at=clock.now(), guardian_told=told,
        says=normalise(refuse_turned(says))[:400], done=normalise(refuse_turned(done))[:400],
        police_told=police, recorded_by=actor.name[:64],
    )  # fmt: skip


@action(
    permit=MANAGE, title=_("登记晨检午检"), logs=("attendance", "part", "seen"),
    subject="childcare_check",
)  # fmt: skip
def check(actor: Actor, *, attendance: int, part: str, tenths: int, seen: str) -> Check:
    """Record a child's morning or noon check, once each; a fever is never recorded as well."""
    row = _there(actor, attendance)
    if part not in set(Part) or seen not in set(Seen):
        raise BadChildcare("seen", "请选择检查结果。", "Choose what was seen.", field="seen")
    if not COLDEST <= tenths <= HOTTEST:
        raise BadChildcare(
            "degrees", "体温应在 34.0 到 42.0 ℃ 之间。", "Between 34.0 and 42.0 °C.",
            field="degrees",
        )  # fmt: skip
    if tenths >= FEVER and seen == Seen.WELL:
        raise BadChildcare(
            "fever", "体温 37.3 ℃ 及以上不能登记为正常，请观察或通知家长接回。",
            "37.3 °C and over is not well: watch the child or call the parents.", field="seen",
        )  # fmt: skip
    try:
        with transaction.atomic():
            return Check.objects.create(
                attendance=row, part=part, tenths=tenths, seen=seen, at=clock.now(),
                recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as error:
        raise BadChildcare(
            "twice", "这项检查今天已经登记。", "This check is on record already."
        ) from error


@action(
    permit=MANAGE, title=_("登记托育事件"), logs=("nursery", "person", "kind"),
    subject="childcare_incident",
)  # fmt: skip
def record_incident(
    actor: Actor, *, nursery: int, kind: str, says: str, done: str = "", person: int | None = None,
    guardian_told: bool = False, police_told: bool = False,
) -> Incident:  # fmt: skip
    """Record what happened at a nursery, with a child of it or none.

    Suspected abuse is reported to the police at once (管理规范 art. 25): without, it is refused.
    """
    home = queries.nursery(actor, nursery, permit=MANAGE)
    if kind not in set(Happening):
        raise BadChildcare("kind", "请选择事件类型。", "Choose what kind.", field="kind")
    known = Q(nursery_class__nursery=home, person=person)
    if person is not None and not Enrolment.objects.filter(known).exists():
        raise NotHere("person", person)
    if kind == Happening.ABUSE and not police_told:
        raise BadChildcare(
            "police", "疑似虐待须立即报警（托育机构管理规范第二十五条），报警后再登记。",
            "Suspected abuse is reported to the police at once (art. 25).", field="police_told",
        )  # fmt: skip
    now = clock.now()
    return _happened(
        actor, home.pk, person, Happening(kind), says, done, now if guardian_told else None,
        now if police_told else None,
    )  # fmt: skip
