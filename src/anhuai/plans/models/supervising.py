"""Following a plan through: supervision orders, meetings, ratings, investment plans, photos."""

from django.db import models

from anhuai.plans.models.plans import Department, Plan, Project, Task


class TaskRating(models.Model):
    """How a department rates its own task for a period, and what a second person made of it."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="ratings")
    period = models.CharField(max_length=7)  # 2026 or 2026-06
    score = models.PositiveSmallIntegerField()
    says = models.CharField(max_length=300)
    rated_by = models.BigIntegerField()
    rated_name = models.CharField(max_length=64)
    rated_at = models.DateTimeField()
    verified = models.PositiveSmallIntegerField(null=True)
    verified_says = models.CharField(max_length=300, blank=True)
    verified_by = models.BigIntegerField(null=True)
    verified_name = models.CharField(max_length=64, blank=True)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "period"], name="rating_once_a_period"),
            models.CheckConstraint(
                condition=models.Q(verified_by=None) | ~models.Q(verified_by=models.F("rated_by")),
                name="rating_second_person",
            ),
            models.CheckConstraint(
                condition=models.Q(score__lte=100)
                & (models.Q(verified=None) | models.Q(verified__lte=100)),
                name="rating_bounds",
            ),
        ]


class SupervisionOrder(models.Model):
    """A 督办单: what a department has to do and answer by a day; its answer and its end."""

    division = models.CharField(max_length=12, db_index=True)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="orders")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="orders")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="orders")
    title = models.CharField(max_length=120)
    demand = models.CharField(max_length=600)
    issued = models.DateField()
    reply_by = models.DateField()
    issued_by = models.CharField(max_length=64)
    answered = models.DateField(null=True)
    answer = models.CharField(max_length=600, blank=True)
    answer_file = models.ForeignKey(
        "platform.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_by = models.BigIntegerField(null=True)
    answered_name = models.CharField(max_length=64, blank=True)
    closed = models.DateField(null=True)
    closed_by = models.BigIntegerField(null=True)
    closed_name = models.CharField(max_length=64, blank=True)
    escalation = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["division", "year", "serial"], name="order_one_number"),
            models.CheckConstraint(
                condition=models.Q(reply_by__gte=models.F("issued")), name="order_reply_after"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by=None) | ~models.Q(closed_by=models.F("answered_by")),
                name="order_second_person",
            ),
        ]


class Meeting(models.Model):
    """A meeting about a plan, with its minutes."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField()
    title = models.CharField(max_length=120)
    chair = models.CharField(max_length=60, blank=True)
    present = models.CharField(max_length=300, blank=True)
    minutes = models.TextField(blank=True)
    file = models.ForeignKey(
        "platform.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.CharField(max_length=64)
    at = models.DateTimeField()


class Decision(models.Model):
    """What a meeting decided: who does it by when, for which task."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    says = models.CharField(max_length=300)
    department = models.ForeignKey(
        Department, null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="decisions")
    due = models.DateField(null=True)
    done = models.DateField(null=True)
    result = models.CharField(max_length=300, blank=True)


class Funding(models.Model):
    """What a project is to get in a year from a source, in fen: the investment plan."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="funding")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=40)  # rules.documents.SpendingSource
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "year", "source"], name="funding_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="funding_not_negative"),
        ]


class Photo(models.Model):
    """A picture of a project on a day."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey("platform.StoredFile", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    caption = models.CharField(max_length=120)
    by = models.CharField(max_length=64)
