"""Tables of activities: planned with places, signed up for, attended; certificates of hours."""

from django.db import models

from anhuai.services.models.mutual import Member


class Activity(models.Model):
    """Something volunteers do together; `taken` can never exceed `places`."""

    title = models.CharField("活动名称", max_length=80)
    kind = models.CharField(max_length=12)
    division = models.CharField(max_length=12, db_index=True)
    spot = models.CharField(max_length=80, blank=True)
    starts = models.DateTimeField(db_index=True)
    minutes = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, default="planned")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("places")), name="activity_never_overbooked"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "held", "cancelled"]),
                name="activity_state",
            ),
        ]


class SignUp(models.Model):
    """A member's place in an activity; `minutes` is known once it was held."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="signups")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="signups")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    attended = models.BooleanField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "member"], condition=models.Q(withdrawn_at=None),
                name="sign_up_once",
            )
        ]  # fmt: skip


class HoursCertificate(models.Model):
    """A certificate of service hours of a span of days; who has its code may verify it."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="certificates")
    since = models.DateField()
    until = models.DateField()
    tasks = models.PositiveIntegerField()
    activities = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()
    code = models.CharField(max_length=24, unique=True)
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="hours_certificate_period"
            )
        ]
