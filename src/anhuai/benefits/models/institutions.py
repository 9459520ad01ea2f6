"""What institutions are owed: decided by the night, prepared and approved by two officers."""

from django.db import models

STATES = ("decided", "prepared", "paid")


class InstitutionDue(models.Model):
    """A subsidy of an institution for a period: "2026-11", or "2026" for what is paid once a year.

    While it is only decided a later night decides it anew; what an officer prepared stands as it
    is, and what past months come to otherwise is a further row with a `number`: back-pay above
    zero, recovery below. A recovery with `set_off` is kept of that payment, prepared and paid with
    it. `said` keeps what the rule saw (beds, filing …), `reason` why nothing is
    owed.
    """

    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=60)
    period = models.CharField(max_length=7)
    number = models.PositiveSmallIntegerField(default=0)  # 0 the subsidy itself
    division = models.CharField(max_length=12)
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=60)
    said = models.JSONField(default=dict)
    pin = models.CharField(max_length=128, blank=True)
    decided_on = models.DateField()
    state = models.CharField(max_length=10, default="decided")
    fund = models.CharField(max_length=24, blank=True)
    document = models.CharField(max_length=120, blank=True)
    prepared_by = models.BigIntegerField(null=True)
    prepared_name = models.CharField(max_length=64, blank=True)
    approved_by = models.BigIntegerField(null=True)
    approved_name = models.CharField(max_length=64, blank=True)
    paid_on = models.DateField(null=True)
    entry = models.OneToOneField(
        "funds.Entry", null=True, on_delete=models.PROTECT, related_name="+"
    )
    set_off = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="set_offs"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["set_off", "item", "period"], name="institution_due_set_off_once"
            ),
            models.CheckConstraint(
                condition=models.Q(set_off=None)
                | models.Q(amount__lt=0, state__in=["prepared", "paid"]),
                name="institution_due_set_off",
            ),
            models.UniqueConstraint(
                fields=["facility", "item", "period", "number"], name="institution_due_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=STATES)
                & (models.Q(amount__gte=0) | models.Q(number__gt=0)),
                name="institution_due_state",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None)
                | ~models.Q(approved_by=models.F("prepared_by")),
                name="institution_due_two_officers",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="paid")
                | models.Q(entry__isnull=False, paid_on__isnull=False) & ~models.Q(amount=0),
                name="institution_due_paid",
            ),
        ]
        indexes = [models.Index(fields=["division", "-id"], name="institution_due_place")]
