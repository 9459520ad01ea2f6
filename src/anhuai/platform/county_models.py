"""What a county decides about its own running: days off, settings, departments, code lists."""

from django.db import models


class SpecialDay(models.Model):
    """A day said to be off or worked, whatever its weekday; a newer word withdraws the older."""

    on = models.DateField(db_index=True)
    is_working = models.BooleanField()
    name = models.CharField(max_length=40)
    document = models.CharField(max_length=120)
    by = models.BigIntegerField(null=True)  # platform.Account
    by_name = models.CharField(max_length=64)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on"], condition=models.Q(withdrawn_at=None), name="special_day_once"
            )
        ]


class ParameterChange(models.Model):
    """A value proposed for a parameter from a day on, and what a second officer decided of it."""

    key = models.CharField(max_length=60)  # platform.parameters
    value = models.JSONField()
    since = models.DateField()
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default="proposed")  # approved rejected withdrawn
    proposed_by = models.BigIntegerField()
    proposed_name = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_name = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(state="proposed"), name="parameter_one_proposal"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "rejected"])
                | (
                    models.Q(decided_by__isnull=False)
                    & ~models.Q(decided_by=models.F("proposed_by"))
                ),
                name="parameter_second_person",
            ),
        ]
        indexes = [models.Index(fields=["key", "since"], name="parameter_in_force")]


class Department(models.Model):
    """A department of the county from a day to a day; a merged one names its successor."""

    code = models.CharField(max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(default=100)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    since = models.DateField()
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="department_period",
            ),
            models.CheckConstraint(
                condition=models.Q(successor=None) | models.Q(until__isnull=False),
                name="department_successor_of_ended",
            ),
        ]


class DepartmentName(models.Model):
    """What a department was called from a day to a day; the present name has no end."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=60)
    pinyin = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department"], condition=models.Q(until=None), name="department_one_name"
            ),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(until=None), name="department_name_once"
            ),
        ]


class DepartmentLeader(models.Model):
    """An account leads a department from a day to a day."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="leaders")
    account = models.ForeignKey("platform.Account", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "account"],
                condition=models.Q(until=None),
                name="department_leader_once",
            )
        ]


class WorkerBeat(models.Model):
    """When a worker was last heard; one row a worker, swept when long silent."""

    worker = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    at = models.DateTimeField(db_index=True)


class OwnEntry(models.Model):
    """An entry the county added to a code list that allows it, from a day to a day."""

    dictionary = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    title_en = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dictionary", "title"],
                condition=models.Q(until=None),
                name="own_entry_once",
            )
        ]
