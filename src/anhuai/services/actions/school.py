"""The elders' school: sites, terms and courses; seats, the queue for them, presence by a tap."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.facilities import queries as facilities
from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.services.actions.mutual import place_of
from anhuai.services.models import ElderCourse, Enrolment, Lesson, Presence, SchoolSite, Term
from anhuai.services.queries import school as queries
from anhuai.services.rules.mutual import MOST_TASK, OLD
from anhuai.services.rules.school import (
    MOST_SEATS,
    BadCourse,
    CourseFacts,
    SeatState,
    Subject,
)

JOIN, MANAGE = Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE
_DAYS = 7


@action(permit=MANAGE, title=_("登记教学点"), logs=("division", "facility"), subject="school_site")
def open_site(
    actor: Actor, *, name: str, division: str, since: date, facility: int | None = None
) -> SchoolSite:
    """Enter where courses are held: in a facility of the register, or a hall of a place."""
    plain = normalise(name)[:80]
    if not plain:
        raise BadCourse("name", "请填写教学点名称。", "Enter the name.", field="name")
    if facility is not None:
        facilities.facility(actor, facility)
    code = place_of(actor, division)
    try:
        with transaction.atomic():
            return SchoolSite.objects.create(
                name=plain, division=code, since=since, facility_id=facility
            )
    except IntegrityError as clash:
        raise BadCourse(
            "twice", "这个教学点已经登记。", "This site is entered already.", field="name"
        ) from clash  # fmt: skip


@action(permit=MANAGE, title=_("登记学期"), logs=("since", "until"), subject="school_term")
def open_term(actor: Actor, *, title: str, since: date, until: date) -> Term:
    """Enter a term of the county's schools: [since, until), apart from others."""
    county.require_whole(actor, MANAGE)
    plain = normalise(title)[:40]
    if not plain:
        raise BadCourse("title", "请填写学期名称。", "Enter the title.", field="title")
    if until <= since:
        raise BadCourse("days", "结束日期应晚于开始日期。", "Ends after it begins.", field="last")
    if Term.objects.filter(since__lt=until, until__gt=since).exists():
        raise BadCourse(
            "overlap", "与已有的学期时间重叠。", "It overlaps another term.", field="since"
        )
    if Term.objects.filter(title=plain).exists():
        raise BadCourse("twice", "已有同名的学期。", "There is one of this name.", field="title")
    return Term.objects.create(title=plain, since=since, until=until)


@action(permit=MANAGE, title=_("开设老年课程"), subject="elder_course")
def open_course(actor: Actor, *, facts: CourseFacts) -> ElderCourse:
    """Open a course of a term at a site in the actor's area."""
    site = queries.sites(actor, permit=MANAGE).filter(pk=facts.site).first()
    term = Term.objects.filter(pk=facts.term).first()
    if site is None:
        raise NotHere("school_site", facts.site)
    if term is None:
        raise NotHere("school_term", facts.term)
    title = normalise(facts.title)[:60]
    if not title:
        raise BadCourse("title", "请填写课程名称。", "Enter the title.", field="title")
    if not 1 <= facts.seats <= MOST_SEATS:
        raise BadCourse(
            "seats", f"名额应为 1 到 {MOST_SEATS}。", f"1 to {MOST_SEATS} seats.", field="seats"
        )
    if not 0 < facts.minutes <= MOST_TASK or not 0 <= facts.weekday < _DAYS:
        raise BadCourse("minutes", "时长应为 1 到 720 分钟。", "1 to 720 minutes.", field="minutes")
    try:
        with transaction.atomic():
            return ElderCourse.objects.create(
                site=site, term=term, subject=str(Subject(facts.subject)), title=title,
                teacher=normalise(facts.teacher)[:50], weekday=facts.weekday,
                starts=facts.starts, minutes=facts.minutes, seats=facts.seats,
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadCourse("twice", "这门课已经开设。", "It is open already.") from clash


@action(permit=JOIN, title=_("报名老年课程"), logs=("course", "person"), subject="elder_course")
def enrol(actor: Actor, *, course: int, person: int) -> ElderCourse:
    """Take a seat for an elder, or a place in the queue where none is free; again keeps it.

    Of people who ask for the last seat in the same second one has it.
    """
    found = queries.course(actor, course, permit=JOIN)
    one = people.person_in_scope(actor, person, permit=JOIN)
    today = clock.today()
    if found.term.until <= today:
        raise BadCourse("over", "这个学期已经结束。", "The term is over.")
    if one.died is not None or one.born > today.replace(year=today.year - OLD, day=1):
        raise BadCourse(
            "age", "老年学校只收 60 周岁以上的老年人。", "For people of 60 and more.",
            field="person",
        )  # fmt: skip
    if Enrolment.objects.filter(course=found, person=one).exclude(state=SeatState.LEFT).exists():
        return found
    free = ElderCourse.objects.filter(pk=found.pk, taken__lt=F("seats"))
    has_seat = bool(free.update(taken=F("taken") + 1))
    state = SeatState.ENROLLED if has_seat else SeatState.WAITING
    try:
        with transaction.atomic():
            Enrolment.objects.create(course=found, person=one, state=str(state), at=clock.now())
    except IntegrityError:  # of a double click the second gives its seat back
        if has_seat:
            ElderCourse.objects.filter(pk=found.pk).update(taken=F("taken") - 1)
    found.refresh_from_db()
    return found


@action(permit=JOIN, title=_("退出老年课程"), logs=("course", "person"), subject="elder_course")
def leave(actor: Actor, *, course: int, person: int) -> ElderCourse:
    """Give a seat or a place in the queue back; who waits longest gets the seat."""
    queries.course(actor, course, permit=JOIN)
    people.person_in_scope(actor, person, permit=JOIN)
    found = ElderCourse.objects.select_for_update().get(pk=course)  # a seat goes to one
    rows = Enrolment.objects.filter(course=found, person=person).exclude(state=SeatState.LEFT)
    one = rows.first()
    if one is None:
        raise NotHere("person", person)
    had_seat = one.state == SeatState.ENROLLED
    one.state = str(SeatState.LEFT)
    one.save(update_fields=["state"])
    if had_seat:
        queue = Enrolment.objects.filter(course=found, state=SeatState.WAITING)
        following = queue.order_by("at", "pk").first()
        if following is None:
            ElderCourse.objects.filter(pk=found.pk).update(taken=F("taken") - 1)
        else:
            following.state = str(SeatState.ENROLLED)
            following.save(update_fields=["state"])
    found.refresh_from_db()
    return found


@action(
    permit=MANAGE, title=_("登记到课"), logs=("course", "person", "on", "came"),
    subject="elder_course",
)  # fmt: skip
def tap(actor: Actor, *, course: int, person: int, on: date, came: bool) -> ElderCourse:
    """Say that somebody with a seat came to a lesson, or take it back; again changes nothing."""
    found = queries.course(actor, course, permit=MANAGE)
    if not found.term.since <= on < found.term.until or on > clock.today():
        raise BadCourse(
            "day", "日期应在学期之内，不晚于今天。", "Within the term, not to come.", field="on"
        )
    if not Enrolment.objects.filter(course=found, person=person, state=SeatState.ENROLLED).exists():
        raise NotHere("person", person)
    lesson, _made = Lesson.objects.get_or_create(course=found, on=on)
    if came:
        Presence.objects.get_or_create(
            lesson=lesson, person_id=person,
            defaults={"recorded_at": clock.now(), "recorded_by": actor.name[:64]},
        )  # fmt: skip
    else:
        Presence.objects.filter(lesson=lesson, person=person).delete()
    return found
