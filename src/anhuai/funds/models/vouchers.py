"""What a person may spend at a counter: money, minutes or coupons of one month, used up in parts.

The tables refuse what must never happen: a month of a scheme is credited once, no more is spent
than was credited, and one order (`key`) is spent for once, by two counters in the same second too.
"""

from django.db import models

from anhuai.funds.rules.books import Unit


class Voucher(models.Model):
    """So many units of a scheme a person may spend in [since, until); `spent` never exceeds them.

    `period` is the first day of the month it was granted for; `entry` what credited it.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=64)
    title = models.CharField(max_length=80)
    period = models.DateField()
    unit = models.CharField(max_length=8)
    amount = models.BigIntegerField()
    spent = models.BigIntegerField(default=0)
    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.CharField(max_length=200)
    pin = models.CharField(max_length=128, blank=True)
    entry = models.OneToOneField("funds.Entry", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scheme", "period"], name="voucher_one_a_month"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, spent__gte=0)
                & models.Q(spent__lte=models.F("amount")),
                name="voucher_never_overspent",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="voucher_period",
            ),
            models.CheckConstraint(
                condition=models.Q(unit__in=[str(unit) for unit in Unit]), name="voucher_unit"
            ),
        ]
        indexes = [models.Index(fields=["person", "scheme", "until"], name="voucher_person")]


class Spending(models.Model):
    """So many units of a voucher spent for one order; several vouchers may serve one order."""

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="spendings")
    key = models.CharField(max_length=100)
    amount = models.BigIntegerField()
    on = models.DateField()
    says = models.CharField(max_length=200)
    at = models.CharField(max_length=80, blank=True)  # which counter or provider
    entry = models.ForeignKey("funds.Entry", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voucher", "key"], name="spending_once_an_order"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="spending_amount"),
        ]
