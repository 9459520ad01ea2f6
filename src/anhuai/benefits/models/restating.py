"""Past months that a later night, or an officer, decided anew; rows are only added."""

from django.db import models


class Restatement(models.Model):
    """Months [since, until) of somebody's benefit that are owed differently than was decided.

    `was` and `now` are a month's amount; `reason` says why it is what it is now. `known` is the day
    whose knowledge it rests on: what was decided before stays readable beside it.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=60)
    division = models.CharField(max_length=12)
    since = models.DateField()
    until = models.DateField()
    was = models.BigIntegerField()
    now = models.BigIntegerField()
    reason = models.CharField(max_length=60)
    known = models.DateField()
    run = models.ForeignKey("benefits.Run", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="restatement_period"
            ),
            models.CheckConstraint(
                condition=models.Q(was__gte=0, now__gte=0), name="restatement_amounts"
            ),
        ]
        indexes = [models.Index(fields=["division", "-id"], name="restatement_place")]
