"""Tables of money put aside for orders: the sponsor's account and the persons it is named for.

What persons were credited and spent stands in funds, in double entry; nothing is counted twice
here. A person is named once at a time.
"""

from django.db import models


class Sponsorship(models.Model):
    """Money of a subsidy or of donations that pays orders of named persons, up to a ceiling.

    `services` are those it pays, [] every one. `percent` is its part of what is left to pay.
    `until` is the first day without.
    """

    payer = models.CharField(max_length=12)  # rules.ordering_words.Payer
    title = models.CharField(max_length=80)
    donor = models.CharField(max_length=80, blank=True)
    fund = models.CharField(max_length=24)
    purpose = models.CharField(max_length=24)
    services = models.JSONField(default=list)
    percent = models.PositiveSmallIntegerField(default=100)
    ceiling = models.BigIntegerField()
    since = models.DateField()
    until = models.DateField()
    why_ended = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["title", "since"], name="sponsorship_once"),
            models.CheckConstraint(
                condition=models.Q(payer__in=["subsidy", "donation"]), name="sponsorship_payer"
            ),
            models.CheckConstraint(
                condition=models.Q(percent__gte=1, percent__lte=100, ceiling__gt=0),
                name="sponsorship_amounts",
            ),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="sponsorship_period"
            ),
        ]


class Sponsored(models.Model):
    """That a person's orders are paid of it, up to so many fen a month; `until` the first without.

    `since` and `until` are first days of months.
    """

    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.PROTECT, related_name="persons")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    monthly = models.BigIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)
    why_ended = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sponsorship", "person"],
                condition=models.Q(until=None),
                name="sponsored_one_open",
            ),
            models.CheckConstraint(condition=models.Q(monthly__gt=0), name="sponsored_monthly"),
            models.CheckConstraint(
                condition=models.Q(until=None)
                | models.Q(until__gte=models.F("since")) & ~models.Q(why_ended=""),
                name="sponsored_period_and_reason",
            ),
        ]
