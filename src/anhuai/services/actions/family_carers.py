"""Family carers trained, with a certificate for who passed; beds of the dead ended at night."""

from dataclasses import dataclass
from datetime import date
from secrets import token_urlsafe

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise, refuse_turned
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.services import queries
from anhuai.services.actions.family_beds import ended
from anhuai.services.models import CarerCourse
from anhuai.services.rules.family_beds import OPEN, BadBed, Course, Leaving

MANAGE = Permit.HOME_MANAGE
MOST_HOURS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A course a family carer took: how long, when, by whom, how it ended."""

    title: str
    hours: int
    on: date
    teacher: str
    result: Course

    def __str__(self) -> str:
        """Return it as the trail writes it."""
        return f"{self.title} {self.on} {self.result}"


@action(permit=MANAGE, title=_("登记家庭照护培训"), logs=("carer", "taught"),
        subject="carer_course")  # fmt: skip
def train_carer(actor: Actor, *, carer: int, elder: int, taught: Taught) -> CarerCourse:
    """Record a course of a family carer; who passed gets a certificate.

    Family only: whoever is kin or guardian of the elder by the register (list item 8). Raises
    `BadBed`.
    """
    one = people.person_in_scope(actor, carer, permit=MANAGE)
    other = people.person_in_scope(actor, elder, permit=MANAGE)
    today = clock.today()
    if one.pk == other.pk or not people.are_close(one.pk, other.pk, on=taught.on):
        raise BadBed(
            "kin", "只登记老人的家属、监护人或同住的人；关系有遗漏的请先登记。",
            "Only kin, guardians or the household: record the kinship first.", field="carer",
        )  # fmt: skip
    title, teacher = (
        normalise(refuse_turned(text))[:80] for text in (taught.title, taught.teacher)
    )
    if not title or not teacher:
        raise BadBed(
            "title", "请填写培训名称和培训单位。", "Enter the course and who taught.",
            field="teacher" if title else "title",
        )  # fmt: skip
    if not 1 <= taught.hours <= MOST_HOURS:
        raise BadBed(
            "hours", f"课时应为 1 到 {MOST_HOURS}。", f"1 to {MOST_HOURS} hours.", field="hours"
        )
    if taught.on > today or (one.died is not None and taught.on > one.died):
        raise BadBed("future", "日期不对，请核对。", "The day cannot be right.", field="on")
    try:
        with transaction.atomic():
            return CarerCourse.objects.create(
                carer=one, elder=other, title=title, hours=taught.hours, on=taught.on,
                teacher=teacher, result=taught.result,
                code=token_urlsafe(12) if taught.result is Course.PASSED else None,
                recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadBed(
            "twice", "这次培训已登记。", "This course is on record already.", field="title"
        ) from clash


@action(permit=MANAGE, title=_("作废家庭照护培训"), logs=("course",), subject="carer_course")
def retract_carer_course(actor: Actor, *, course: int, reason: str) -> CarerCourse:
    """Withdraw a course entered by mistake: its certificate is void, the entry stays."""
    queries.carer_course(actor, course, permit=MANAGE)
    if len(normalise(reason)) < 2:
        raise BadBed("reason", "请写明原因。", "Say why.", field="reason")
    found = CarerCourse.objects.select_for_update().get(pk=course)
    found.retracted_at = clock.now()
    found.save(update_fields=["retracted_at"])
    return found


@dataclass(frozen=True, slots=True)
class Closed:
    """Which beds a night ended."""

    pks: tuple[int, ...]


@action(permit=MANAGE, title=_("撤销去世、迁出者的床位"), logs=("on",), subject="family_bed")
def end_beds_gone(actor: Actor, *, on: date) -> Closed:
    """End the beds of whoever has died or left; again on the same day changes nothing."""
    rows = queries.beds(actor, permit=MANAGE).filter(state__in=[str(one) for one in OPEN])
    rows = rows.select_related("person")
    done = []
    for one in rows.order_by("pk").select_for_update(of=("self",)):
        gone = one.person.died or one.person.left
        if gone is None or gone > on:
            continue
        why = Leaving.DIED if one.person.died else Leaving.MOVED
        ended(one, max(gone, one.since or one.applied_on), why, f"{gone}")
        done.append(one.pk)
    return Closed(tuple(done))
