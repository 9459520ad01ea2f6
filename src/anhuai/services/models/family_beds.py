"""Tables of family care beds: the bed and its contract, care plans, checks, pauses, carers trained.

The tables refuse two open beds of one person, a bed running without a contract, two pauses at a
time and two certificates of one number.
"""

from django.db import models

from anhuai.services.rules.family_beds import OPEN, RUNNING, BedState


class FamilyBed(models.Model):
    """A bed at home of one person, kept by a facility, from the application to its end.

    `since` is the first day of service, `last` the contract's last day, `ended_on` the first day
    without the bed; `grounds` are why it was refused.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=12)
    state = models.CharField(max_length=10, default=BedState.APPLIED)
    applied_on = models.DateField()
    level = models.SmallIntegerField(null=True)
    surveyed_on = models.DateField(null=True)
    surveyed_by = models.BigIntegerField(null=True)
    answers = models.JSONField(default=dict)
    grounds = models.JSONField(default=list)  # [code, says, says_en]
    number = models.CharField(max_length=40, blank=True)
    signed_on = models.DateField(null=True)
    signer = models.CharField(max_length=64, blank=True)
    emergency = models.CharField(max_length=120, blank=True)
    since = models.DateField(null=True)
    last = models.DateField(null=True)
    fee = models.BigIntegerField(default=0)
    devices = models.JSONField(default=list)  # rules.family_beds.DeviceKind
    ended_on = models.DateField(null=True)
    ending = models.CharField(max_length=12, blank=True)  # rules.family_beds.Leaving
    ending_note = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=[str(one) for one in OPEN]),
                name="family_bed_one_open",
            ),
            models.UniqueConstraint(
                fields=["facility", "number"],
                condition=~models.Q(number=""),
                name="family_bed_number",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(one) for one in BedState]),
                name="family_bed_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[str(one) for one in RUNNING])
                | models.Q(since__isnull=False, last__isnull=False, signed_on__isnull=False)
                & ~models.Q(number=""),
                name="family_bed_signed",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ended")
                | models.Q(ended_on__isnull=False) & ~models.Q(ending=""),
                name="family_bed_ended_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["since", "ended_on"], name="family_bed_days")]


class BedPlan(models.Model):
    """A care plan of a bed, from a day until the next: times a month by kind of care."""

    bed = models.ForeignKey(FamilyBed, on_delete=models.PROTECT, related_name="plans")
    since = models.DateField()
    level = models.SmallIntegerField()
    care = models.JSONField()  # catalogue.BED_CARE: times a month
    note = models.CharField(max_length=400, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bed", "since"], name="bed_plan_one_a_day"),
        ]


class BedCheck(models.Model):
    """Care given at a bed, or its monthly check with what was found."""

    client = models.UUIDField(unique=True)
    bed = models.ForeignKey(FamilyBed, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=8)  # rules.family_beds.CheckKind
    on = models.DateField()
    care = models.JSONField(default=list)  # catalogue.BED_CARE codes given
    answers = models.JSONField(default=dict)
    note = models.CharField(max_length=400, blank=True)
    account = models.BigIntegerField()
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["bed", "-on"], name="bed_check_by_bed")]


class BedPause(models.Model):
    """Days a bed was suspended: in hospital, in respite; `until` the first day back."""

    bed = models.ForeignKey(FamilyBed, on_delete=models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=10)  # rules.family_beds.Away
    since = models.DateField()
    until = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bed"], condition=models.Q(until=None), name="bed_pause_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="bed_pause_period",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="respite") | models.Q(until__isnull=False),
                name="bed_respite_has_an_end",
            ),
        ]


class CarerCourse(models.Model):
    """A course a family carer took, for whom they care, and the certificate's code."""

    carer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    elder = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    hours = models.PositiveSmallIntegerField()
    on = models.DateField()
    teacher = models.CharField(max_length=80)
    result = models.CharField(max_length=10)  # rules.family_beds.Course
    code = models.CharField(max_length=40, null=True, unique=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["carer", "elder", "title", "on"],
                condition=models.Q(retracted_at=None),
                name="carer_course_once",
            ),
            models.CheckConstraint(
                condition=models.Q(code=None) | models.Q(result="passed"),
                name="carer_certificate_of_a_pass",
            ),
            models.CheckConstraint(
                condition=~models.Q(carer=models.F("elder")), name="carer_course_of_another"
            ),
        ]
