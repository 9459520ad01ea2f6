"""Tables of a provider's day: the routes that were planned, and what was left over and why.

A plan is never changed: planning again is a new version, and the one before is replaced.
"""

from django.db import models


class DayPlan(models.Model):
    """One version of a provider's day; at most one of a day is in force.

    `travel` is minutes on the way by the estimate of the day. `is_cut` says that the time given
    ended the search, so that planning again may find another answer.
    """

    organisation = models.ForeignKey(
        "platform.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default="draft")  # rules.rostering.DayState
    travel = models.PositiveIntegerField()
    seconds = models.FloatField()
    is_cut = models.BooleanField(default=False)
    # Where even loads were asked for: weight, and travel, most, fewest minutes of work, of this
    # plan and (least_…) of what least travel alone would have been.
    evenness = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "on", "version"], name="day_plan_version"
            ),
            models.UniqueConstraint(
                fields=["organisation", "on"], condition=models.Q(state="published"),
                name="day_plan_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "published", "replaced"]),
                name="day_plan_state",
            ),
        ]  # fmt: skip


class PlannedRoute(models.Model):
    """A worker's route in a plan: from where, minutes of the day when it ends, its breaks."""

    plan = models.ForeignKey(DayPlan, on_delete=models.PROTECT, related_name="routes")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="+")
    longitude = models.FloatField()
    latitude = models.FloatField()
    back = models.PositiveSmallIntegerField()
    travel = models.PositiveSmallIntegerField()
    pauses = models.JSONField(default=list)  # [begins, ends], minutes of the day

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "worker"], name="planned_route_one_a_worker")
        ]


class PlannedStop(models.Model):
    """An order in a plan: where on whose route and when, or why on nobody's.

    Times are minutes of the day. `is_fixed`: it had begun when the plan was made.
    """

    plan = models.ForeignKey(DayPlan, on_delete=models.PROTECT, related_name="stops")
    order = models.ForeignKey("services.Order", on_delete=models.PROTECT, related_name="+")
    route = models.ForeignKey(
        PlannedRoute, null=True, on_delete=models.PROTECT, related_name="stops"
    )
    position = models.PositiveSmallIntegerField(default=0)
    arrives = models.PositiveSmallIntegerField(null=True)
    begins = models.PositiveSmallIntegerField(null=True)
    ends = models.PositiveSmallIntegerField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    is_fixed = models.BooleanField(default=False)
    is_guessed = models.BooleanField(default=False)  # the village's point: the house has none
    why = models.CharField(max_length=12, blank=True)  # rules.rostering.LeftOver

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "order"], name="planned_stop_once"),
            models.CheckConstraint(
                condition=models.Q(route=None) & ~models.Q(why="")
                | models.Q(
                    route__isnull=False, why="", arrives__isnull=False, begins__isnull=False,
                    ends__gte=models.F("begins"),
                ),
                name="planned_stop_or_why",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["order"], name="planned_stop_of_order")]
