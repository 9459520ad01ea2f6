"""The county's subsidy of inclusive places, by nursery and month; the year's report."""

from django.db import models
from django.db.models import F, Q

from anhuai.childcare.models.nurseries import Enrolment, Nursery


class Subsidy(models.Model):
    """A month's statement of a nursery: prepared by one officer, approved and paid by another.

    `rate` (fen a place), `least` days and `half` percent are those in force in the month. `amount`
    is what its own month comes to plus `changes`: what paid months come to now less what was paid
    for them. `carried` is what it was too small to take back.
    """

    nursery = models.ForeignKey(Nursery, on_delete=models.PROTECT, related_name="subsidies")
    month = models.DateField()  # its first day
    state = models.CharField(max_length=10)  # rules.subsidy.SubsidyState
    rate = models.PositiveBigIntegerField()
    least = models.PositiveSmallIntegerField()
    half = models.PositiveSmallIntegerField()
    children = models.PositiveIntegerField()
    amount = models.PositiveBigIntegerField()
    changes = models.BigIntegerField(default=0)
    carried = models.PositiveBigIntegerField(default=0)
    doubts = models.JSONField(default=list)  # codes of rules.subsidy.Doubt with counts
    fund = models.CharField(max_length=24)
    document = models.CharField("依据文件", max_length=120)
    note = models.CharField(max_length=200, blank=True)
    prepared_by = models.BigIntegerField()
    prepared_name = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    approved_by = models.BigIntegerField(null=True)
    approved_name = models.CharField(max_length=64, blank=True)
    paid_on = models.DateField(null=True)
    entry = models.OneToOneField(
        "funds.Entry", null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nursery", "month"], condition=~Q(state="returned"),
                name="childcare_subsidy_once",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")),
                name="childcare_subsidy_two_officers",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid")
                | Q(entry__isnull=False, paid_on__isnull=False, approved_by__isnull=False,
                    amount__gt=0)
                | Q(entry=None, paid_on__isnull=False, approved_by__isnull=False, amount=0),
                name="childcare_subsidy_paid",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["-month", "nursery"], name="childcare_subsidy_of_month")]


class SubsidyLine(models.Model):
    """One child of a statement: its days, what is paid for its place and why, or why not.

    A line with `of` changes what an earlier, paid statement gave for the child: `amount` is the
    part of the difference from `before` to `now` that this statement takes, negative back.
    """

    subsidy = models.ForeignKey(Subsidy, on_delete=models.PROTECT, related_name="lines")
    of = models.ForeignKey(Subsidy, null=True, on_delete=models.PROTECT, related_name="changed_by")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    charge = models.CharField(max_length=12)
    days = models.PositiveSmallIntegerField()
    attended = models.PositiveSmallIntegerField()
    before = models.PositiveBigIntegerField(default=0)
    now = models.PositiveBigIntegerField(default=0)
    amount = models.BigIntegerField()
    why = models.CharField(max_length=12)  # rules.subsidy.Why
    counts = models.BooleanField(default=True)  # the child's month is held by it; no more if false
    waiting = models.BooleanField(default=False)  # a change in a statement that is not decided

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "month"], condition=Q(counts=True, amount__gt=0),
                name="childcare_subsidy_child_once",
            ),
            models.UniqueConstraint(
                fields=["of", "person"], condition=Q(waiting=True),
                name="childcare_subsidy_change_once",
            ),
            models.CheckConstraint(
                condition=Q(of=None, amount__gte=0, waiting=False)
                | Q(of__isnull=False, amount__gte=0, amount__lte=F("now") - F("before"))
                | Q(of__isnull=False, amount__lte=0, amount__gte=F("now") - F("before")),
                name="childcare_subsidy_change_part",
            ),
        ]  # fmt: skip


class Inspection(models.Model):
    """The county looked at a nursery on a day: who, what for, what was found; never deleted."""

    nursery = models.ForeignKey(Nursery, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    authority = models.CharField("检查单位", max_length=80)
    kind = models.CharField(max_length=12)  # rules.yearly.Inspected
    passed = models.BooleanField()
    says = models.CharField("检查情况", max_length=400, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nursery", "on", "authority", "kind"], condition=Q(retracted_at=None),
                name="childcare_inspection_once",
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["nursery", "-on"], name="childcare_inspection_newest")]


class YearReport(models.Model):
    """A nursery's report of a year (管理规范 art. 38): figures frozen when it is submitted.

    `told` is what no record knows: the nursery's own words and its number of inspections.
    """

    nursery = models.ForeignKey(Nursery, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10)  # rules.yearly.ReportState
    figures = models.JSONField()
    told = models.JSONField(default=dict)
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=64)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True)
    reason = models.CharField("退回原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nursery", "year"], name="childcare_report_once")
        ]
