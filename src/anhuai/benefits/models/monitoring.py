"""Checks on people whom an early warning named; rows are only added."""

from django.db import models


class Visit(models.Model):
    """That somebody was checked on, how, and what it came to."""

    finding = models.ForeignKey("benefits.Finding", on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    way = models.CharField(max_length=8)  # rules.signals.Way
    result = models.CharField(max_length=10)  # rules.signals.Result
    says = models.CharField(max_length=600)
    next_on = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    account = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(next_on=None) | models.Q(next_on__gt=models.F("on")),
                name="visit_next",
            )
        ]
