"""What follows from results: causes of unmet targets, and money proposed by scores."""

from django.db import models
from django.db.models import F, Q

from anhuai.plans.models.plans import Department, Plan, Project, Target


class Cause(models.Model):
    """Why a target was not met in a year and what is done about it; added to, never changed."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="causes")
    year = models.PositiveSmallIntegerField()
    on = models.DateField()
    says = models.CharField(max_length=600)
    remedy = models.CharField(max_length=600, blank=True)
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["target", "year"], name="cause_of")]
        constraints = [models.CheckConstraint(condition=~Q(says=""), name="cause_says")]


class FundingProposal(models.Model):
    """A sum shared out by a formula over scores as they stood on a day; decided by a second."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="proposals")
    year = models.PositiveSmallIntegerField()
    formula = models.CharField(max_length=40)  # a code of catalogue.allotments
    title = models.CharField(max_length=120)
    total = models.BigIntegerField()  # fen
    on = models.DateField()  # the day the scores are of
    note = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=12, default="proposed")  # rules.allotting.State
    proposed_by = models.BigIntegerField()
    proposed_name = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_name = models.CharField(max_length=64, blank=True)
    decided_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(total__gt=0), name="proposal_of_something"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="proposal_second_person",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "withdrawn"], decided_by=None)
                | Q(status__in=["approved", "rejected"], decided_by__isnull=False),
                name="proposal_decided_by_somebody",
            ),
        ]


class ProposalLine(models.Model):
    """What one department, project or town is to get: by the formula, and as proposed."""

    proposal = models.ForeignKey(FundingProposal, on_delete=models.PROTECT, related_name="lines")
    order = models.PositiveSmallIntegerField()
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT)
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT)
    division = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=120)
    points = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    count = models.PositiveIntegerField(default=0)  # tasks led, or targets judged
    need = models.BigIntegerField(null=True)  # fen; the most a line may get
    weight = models.DecimalField(max_digits=24, decimal_places=6)
    computed = models.BigIntegerField()  # fen, by the formula
    amount = models.BigIntegerField()  # fen, as proposed
    reason = models.CharField(max_length=200, blank=True)  # why it differs from the formula

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "order"], name="proposal_line_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, computed__gte=0, weight__gte=0),
                name="proposal_line_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(amount=F("computed")) | ~Q(reason=""), name="proposal_line_reason"
            ),
            models.CheckConstraint(
                condition=Q(department__isnull=False, project=None, division="")
                | Q(department=None, project__isnull=False, division="")
                | (Q(department=None, project=None) & ~Q(division="")),
                name="proposal_line_for_one",
            ),
        ]
