"""Tables of the elders' school: sites, terms, courses, seats and their queue, lessons, presence."""

from django.db import models


class SchoolSite(models.Model):
    """Where courses are held: at a college or school of the register, or in a village's hall."""

    name = models.CharField("教学点", max_length=80)
    division = models.CharField(max_length=12, db_index=True)
    facility = models.OneToOneField(
        "facilities.Facility", null=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "name"], condition=models.Q(until=None),
                name="school_site_one_name",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="school_site_period",
            ),
        ]  # fmt: skip


class Term(models.Model):
    """A term of the county's schools."""

    title = models.CharField("学期", max_length=40, unique=True)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="term_period"
            )
        ]


class ElderCourse(models.Model):
    """A course of a term; `taken` can never exceed `seats`."""

    site = models.ForeignKey(SchoolSite, on_delete=models.PROTECT, related_name="courses")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="courses")
    subject = models.CharField(max_length=12)
    title = models.CharField("课程名称", max_length=60)
    teacher = models.CharField(max_length=50, blank=True)
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("seats")), name="course_never_overbooked"
            ),
            models.UniqueConstraint(
                fields=["site", "term", "weekday", "starts", "title"], name="elder_course_once"
            ),
        ]


class Enrolment(models.Model):
    """A person's seat in a course, or place in the queue for one."""

    course = models.ForeignKey(ElderCourse, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"], condition=~models.Q(state="left"),
                name="enrolment_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["enrolled", "waiting", "left"]),
                name="enrolment_state",
            ),
        ]  # fmt: skip


class Lesson(models.Model):
    """A course on a day."""

    course = models.ForeignKey(ElderCourse, on_delete=models.PROTECT, related_name="lessons")
    on = models.DateField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "on"], name="lesson_once_a_day")]


class Presence(models.Model):
    """Somebody who came to a lesson; tapped once, taken back by a tap."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="presences")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "person"], name="presence_once")]
        indexes = [models.Index(fields=["person", "lesson"], name="presence_of_person")]
