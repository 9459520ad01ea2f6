"""Posts people hold in elderly and child services, their certificates and training.

Dated rows are half-open [since, until); `retracted_at` says when a row was found to be wrong. Rows
are never deleted.
"""

from django.db import models


class Worker(models.Model):
    """Somebody who holds posts; linked to the register where the person is known there."""

    name = models.CharField("姓名", max_length=50)
    pinyin = models.CharField(max_length=200)
    search = models.TextField()
    sex = models.CharField("性别", max_length=1)
    born = models.DateField("出生日期", null=True)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    phone_sealed = models.BinaryField()
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(person__isnull=False),
                name="worker_one_person",
            ),
            models.CheckConstraint(
                condition=models.Q(sex__in=["0", "1", "2", "9"]), name="worker_sex_code"
            ),
        ]


class Recorded(models.Model):
    """When and by whom a row was recorded, and when it was found to be wrong."""

    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Post(Recorded):
    """A worker's post of a kind, at a facility or for a division, from a day to a day.

    `division` is empty for a post at a facility: the facility says where it stands.
    """

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=40)  # catalogue/posts
    division = models.CharField(max_length=12, blank=True)
    facility = models.ForeignKey(
        "facilities.Facility", null=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="post_period",
            ),
            models.CheckConstraint(
                condition=models.Q(facility=None) ^ models.Q(division=""), name="post_at_one_place"
            ),
            models.UniqueConstraint(
                fields=["worker", "kind", "facility"],
                condition=models.Q(until=None, retracted_at=None, facility__isnull=False),
                name="post_one_at_facility",
            ),
            models.UniqueConstraint(
                fields=["worker", "kind", "division"],
                condition=models.Q(until=None, retracted_at=None, facility=None),
                name="post_one_in_division",
            ),
        ]
        indexes = [models.Index(fields=["kind", "division"], name="post_kind")]


class Certificate(Recorded):
    """A certificate of a kind with its validity; `until` is the day after it expires."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=40)  # catalogue/certificates
    grade = models.CharField(max_length=16, blank=True)
    number = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="certificate_period",
            )
        ]
        indexes = [models.Index(fields=["kind", "until"], name="certificate_kind")]


class Verification(Recorded):
    """That somebody looked whether a worker's identity, or a certificate of theirs, is genuine."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="verifications")
    certificate = models.ForeignKey(
        Certificate, null=True, on_delete=models.PROTECT, related_name="verifications"
    )  # none: the identity
    how = models.CharField(max_length=10)  # rules.VerifiedHow
    is_genuine = models.BooleanField()
    seen_on = models.DateField()
    reference = models.CharField("核验编号", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "seen_on"],
                condition=models.Q(retracted_at=None, certificate__isnull=False),
                name="verification_of_certificate_once",
            ),
            models.UniqueConstraint(
                fields=["worker", "seen_on"],
                condition=models.Q(retracted_at=None, certificate=None),
                name="verification_of_identity_once",
            ),
            models.CheckConstraint(
                condition=models.Q(how__in=["original", "issuer", "online"]),
                name="verification_how",
            ),
        ]


class Training(Recorded):
    """A completed training."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="trainings")
    kind = models.CharField(max_length=40)  # catalogue/trainings
    title = models.CharField(max_length=80)
    completed = models.DateField(db_index=True)
    days = models.PositiveSmallIntegerField(default=1)


class RecordCheck(Recorded):
    """An answer of the police whether a worker may work with children (minors law, art. 62).

    Only whether the person may is kept, never what the record says.
    """

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="checks")
    asked_on = models.DateField()
    is_clear = models.BooleanField()
    document = models.CharField("查询回执", max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "asked_on"], condition=models.Q(retracted_at=None),
                name="record_check_once_a_day",
            )
        ]  # fmt: skip


class Course(models.Model):
    """A training that is planned for a day, then held or called off."""

    kind = models.CharField(max_length=40)  # catalogue/trainings
    title = models.CharField("培训名称", max_length=80)
    division = models.CharField(max_length=12)
    planned_on = models.DateField(db_index=True)
    days = models.PositiveSmallIntegerField(default=1)
    seats = models.PositiveSmallIntegerField(null=True)
    pass_mark = models.PositiveSmallIntegerField(null=True)  # of 100; none: no examination
    state = models.CharField(max_length=10, default="planned")
    held_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "held", "cancelled"]), name="course_state"
            ),
            models.CheckConstraint(
                condition=models.Q(pass_mark=None) | models.Q(pass_mark__lte=100),
                name="course_pass_mark",
            ),
        ]


class Attendance(models.Model):
    """A worker's seat in a course; `attended` is not known before the course was held."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="attendances")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="attendances")
    attended = models.BooleanField(null=True)
    mark = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "worker"], name="attendance_once"),
            models.CheckConstraint(
                condition=models.Q(mark=None) | models.Q(mark__lte=100), name="attendance_mark"
            ),
        ]


class Badge(models.Model):
    """A worker's badge: who scans its code sees whether it is genuine and in force."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="badges")
    digest = models.CharField(max_length=64, unique=True)  # of the code; the code is on the badge
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=models.Q(withdrawn_at=None), name="badge_one_in_force"
            )
        ]


class Honour(Recorded):
    """An honour or award of a worker, with who gave it on which document."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="honours")
    title = models.CharField("荣誉名称", max_length=80)
    issuer = models.CharField("授予单位", max_length=80)
    level = models.CharField(max_length=10)  # rules.HonourLevel
    on = models.DateField(db_index=True)
    document = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "title", "on"], condition=models.Q(retracted_at=None),
                name="honour_once",
            )
        ]  # fmt: skip
