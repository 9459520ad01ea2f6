"""Tables of rosters: who works for a provider on which days and hours, who is away, whose phone.

Dated rows, [since, until). Nothing is deleted: a shift ends, an absence is withdrawn.
"""

from django.db import models


class Carer(models.Model):
    """An account that serves orders on a phone as a worker of a provider."""

    account = models.OneToOneField("platform.Account", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "platform.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="carer_period",
            ),
            models.UniqueConstraint(
                fields=["worker", "organisation"], condition=models.Q(until=None),
                name="carer_one_account",
            ),
        ]  # fmt: skip


class Shift(models.Model):
    """The hours a worker has on some weekdays, and from where the day begins.

    `weekdays` has bit 0 for Monday to bit 6 for Sunday. A break of `break_minutes` begins between
    `break_from` and `break_to`; 0 minutes: none. Without a point the day begins at the facility.
    """

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "platform.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    weekdays = models.PositiveSmallIntegerField("星期")
    starts = models.TimeField("上班")
    ends = models.TimeField("下班")
    break_minutes = models.PositiveSmallIntegerField(default=0)
    break_from = models.TimeField(null=True)
    break_to = models.TimeField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekdays__gte=1, weekdays__lte=127), name="shift_weekdays"
            ),
            models.CheckConstraint(
                condition=models.Q(starts__lt=models.F("ends")), name="shift_hours"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="shift_period",
            ),
            models.CheckConstraint(
                condition=models.Q(break_minutes=0, break_from=None, break_to=None)
                | models.Q(break_minutes__gt=0, break_to__gte=models.F("break_from")),
                name="shift_break",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude=None, latitude=None)
                | models.Q(longitude__isnull=False, latitude__isnull=False),
                name="shift_point_whole",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "since"], name="shift_by_provider")]


class Away(models.Model):
    """Days a worker is away: ill, on leave, in training."""

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "platform.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12)  # rules.rostering.AwayKind
    since = models.DateField()
    until = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="away_period"
            )
        ]
        indexes = [models.Index(fields=["organisation", "since"], name="away_by_provider")]
