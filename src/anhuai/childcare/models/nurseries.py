"""Nurseries with their classes, who waits, who is enrolled, who is there now.

A place is a seat: a class has as many as places, and the database holds each seat for one child a
half-day. Dated rows are half-open [since, until); nothing is ever deleted.
"""

from django.db import models

from anhuai.childcare.catalogue import CLASSES
from anhuai.childcare.rules.words import KEEPING, LIVE

_OPEN = models.Q(until=None)
_KEPT = models.Q(until=None) | models.Q(until__gt=models.F("since"))
_SIZES = models.Q(pk__in=())
for _code, _kind in CLASSES.items():
    _SIZES |= models.Q(group=_code, places__gte=1, places__lte=_kind.places)


def _one_child_a_seat(table: str, condition: models.Q) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(
            fields=["nursery_class", "seat"], condition=condition & models.Q(**{half: True}),
            name=f"{table}_one_{half}",
        )
        for half in ("morning", "afternoon")
    ]  # fmt: skip


class Nursery(models.Model):
    """A childcare facility that takes children: its hours, and the network whose sites it shares.

    Facilities with the same `network` take one another's children by the hour.
    """

    facility = models.OneToOneField(
        "facilities.Facility", on_delete=models.PROTECT, related_name="+"
    )
    opens = models.PositiveSmallIntegerField("开门（时）", default=8)
    closes = models.PositiveSmallIntegerField("关门（时）", default=18)
    network = models.CharField("托育网络", max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__lt=models.F("closes"), closes__lte=24),
                name="nursery_hours",
            )
        ]


class NurseryClass(models.Model):
    """One class in its room; never larger than its kind allows (国卫人口发〔2019〕58号)."""

    nursery = models.ForeignKey(Nursery, on_delete=models.PROTECT, related_name="classes")
    group = models.CharField(max_length=16)  # catalogue/classes
    name = models.CharField("班名", max_length=40)
    room = models.CharField("活动室", max_length=40, blank=True)
    places = models.PositiveSmallIntegerField("托位")
    since = models.DateField()
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_KEPT, name="nursery_class_period"),
            models.CheckConstraint(condition=_SIZES, name="nursery_class_size"),
            models.UniqueConstraint(
                fields=["nursery", "name"], condition=_OPEN, name="nursery_class_one_name"
            ),
        ]


class Duty(models.Model):
    """A carer is on a class from a moment to a moment; nobody is on two at once."""

    nursery_class = models.ForeignKey(NurseryClass, on_delete=models.PROTECT, related_name="duties")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=models.Q(left_at=None), name="duty_one_class"
            ),
            models.CheckConstraint(
                condition=models.Q(left_at=None) | models.Q(left_at__gte=models.F("came_at")),
                name="duty_left_after_coming",
            ),
        ]


class Application(models.Model):
    """A child is to have a place; `number` is what the public order names it by.

    `guardian` agreed to the use of the child's data: under 14 sensitive by law (PIPL art. 31).
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    guardian = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    care = models.CharField(max_length=12)  # rules.words.STANDING
    wanted_from = models.DateField()
    state = models.CharField(max_length=12)  # rules.words.State
    submitted_at = models.DateTimeField()
    account = models.BigIntegerField(null=True)  # who sent it, and is told
    consent_version = models.CharField(max_length=20)
    consent_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(state__in=LIVE), name="application_one_live"
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("guardian")), name="application_of_a_guardian"
            ),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="application_by_state")]


class Choice(models.Model):
    """A nursery the family wants, first choice 1."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="choices")
    nursery = models.ForeignKey(Nursery, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "rank"], name="choice_one_rank"),
            models.UniqueConstraint(fields=["application", "nursery"], name="choice_once"),
        ]


class Rule(models.Model):
    """The order in which groups are taken, published by a document, from a day on."""

    order = models.JSONField()  # codes of catalogue/priorities, first taken first
    mode = models.CharField(max_length=8)  # rules.words.Mode
    document = models.CharField("依据文件", max_length=120)
    since = models.DateField(unique=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)


class Ranking(models.Model):
    """An order of applicants as it was made: inputs, seed and result, to be computed again."""

    nursery = models.ForeignKey(Nursery, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=16)
    on = models.DateField()
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=80, blank=True)
    applicants = models.JSONField()
    standings = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["nursery", "-made_at"], name="ranking_newest")]


class Seated(models.Model):
    """A seat of a class in the morning, the afternoon or both."""

    nursery_class = models.ForeignKey(NurseryClass, on_delete=models.PROTECT, related_name="+")
    seat = models.PositiveSmallIntegerField()
    morning = models.BooleanField()
    afternoon = models.BooleanField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Offer(Seated):
    """A seat kept for an application until its answer is due."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="offers")
    starts = models.DateField()
    ranking = models.ForeignKey(Ranking, null=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    state = models.CharField(max_length=12)  # rules.words.OfferState
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(state__in=KEEPING), name="offer_one_open"
            ),
            *_one_child_a_seat("offer", models.Q(state__in=KEEPING)),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="offer_by_deadline")]


class Enrolment(Seated):
    """A child holds a seat of a class from a day on; what was checked when it came."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    care = models.CharField(max_length=12)
    offer = models.OneToOneField(Offer, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    vaccination = models.CharField(max_length=12)  # rules.words.Vaccination
    examined_on = models.DateField("入托体检日期")
    allergies_sealed = models.BinaryField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    ended_why = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_KEPT, name="enrolment_period"),
            models.UniqueConstraint(
                fields=["person"], condition=_OPEN, name="enrolment_one_current"
            ),
            *_one_child_a_seat("enrolment", _OPEN),
        ]


class Booking(models.Model):
    """A child comes by the hour on a day, at any site of its network."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="bookings")
    nursery_class = models.ForeignKey(NurseryClass, on_delete=models.PROTECT, related_name="+")
    care = models.CharField(max_length=12)  # rules.words.BY_HOUR
    day = models.DateField()
    begins = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    cancelled_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(begins__lt=models.F("ends"), ends__lte=24), name="booking_hours"
            ),
            models.UniqueConstraint(
                fields=["person", "day", "begins"], condition=models.Q(cancelled_at=None),
                name="booking_once",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["nursery_class", "day"], name="booking_of_day")]


class PickUp(models.Model):
    """Somebody whom a guardian lets fetch a child, from a day to a day."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=50)
    relation = models.CharField(max_length=12)  # rules.words.Relation
    phone_sealed = models.BinaryField()
    since = models.DateField()
    until = models.DateField(null=True)
    withdrawn = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=_KEPT, name="pick_up_period")]


class Attendance(models.Model):
    """A child came to a class and left with somebody; nobody is in two classes at once."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    nursery_class = models.ForeignKey(NurseryClass, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_with = models.ForeignKey(PickUp, null=True, on_delete=models.PROTECT, related_name="+")
    by_code = models.BooleanField(default=False)  # scanned, not tapped
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(left_at=None), name="attendance_one_place"
            ),
            models.CheckConstraint(
                condition=models.Q(left_at=None, left_with=None)
                | models.Q(left_at__gte=models.F("came_at"), left_with__isnull=False),
                name="attendance_left_with_somebody",
            ),
        ]
        indexes = [models.Index(fields=["nursery_class", "day"], name="attendance_of_day")]


class Check(models.Model):
    """A morning or noon check of a child that is there (管理规范 art. 24)."""

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="checks")
    part = models.CharField(max_length=8)  # rules.words.Part
    tenths = models.PositiveSmallIntegerField("体温（0.1 ℃）")
    seen = models.CharField(max_length=8)  # rules.words.Seen
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attendance", "part"], name="check_once")]


class Incident(models.Model):
    """Something happened: what, what was done, when guardians and police were told."""

    nursery = models.ForeignKey(Nursery, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12)  # rules.words.Happening
    at = models.DateTimeField()
    says = models.CharField(max_length=400)
    done = models.CharField(max_length=400, blank=True)
    guardian_told = models.DateTimeField(null=True)
    police_told = models.DateTimeField(null=True)
    recorded_by = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["nursery", "-at"], name="incident_newest")]
