"""Plans with their targets, tasks and projects; snapshots and reported figures."""

from django.db import models


class Plan(models.Model):
    """One government plan for one area and horizon."""

    code = models.CharField(max_length=40, unique=True)  # e.g. linze-2025-elderly
    title = models.CharField(max_length=120)
    short_title = models.CharField(max_length=40)
    division = models.CharField(max_length=12, db_index=True)
    area_name = models.CharField(max_length=60)
    document_number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=80, blank=True)
    issued = models.DateField(null=True)
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)


class Department(models.Model):
    """A unit a plan names as leading or responsible, as written, prefix completed."""

    name = models.CharField(max_length=80, unique=True)


class Target(models.Model):
    """An indicator bound to operator, value, deadline, scope and source."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    code = models.CharField(max_length=20)  # the annotation's id, e.g. 002b-I04
    indicator = models.CharField(max_length=60)  # catalogue key
    name = models.CharField(max_length=120)  # the plan's short name
    operator = models.CharField(max_length=12)  # rules.Operator
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    value_max = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    unit = models.CharField(max_length=24)
    benchmark = models.CharField(max_length=80, blank=True)
    deadline = models.DateField(null=True)
    deadline_inferred = models.BooleanField(default=False)
    accrual = models.CharField(max_length=12)
    soft = models.BooleanField(default=False)
    scope_text = models.CharField(max_length=120, blank=True)
    section = models.CharField(max_length=40)
    baseline = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    baseline_year = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="target_one_code")]


class Snapshot(models.Model):
    """What an indicator measured on a day for a division: frozen for trends.

    `context` is what else the figure depends on: the first year of the plan for what is counted
    since its start, the plan's code for what is counted of the plan itself, else "".
    """

    indicator = models.CharField(max_length=60)
    division = models.CharField(max_length=12)
    on = models.DateField()
    context = models.CharField(max_length=48, blank=True)  # "", first year counted, or plan code
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "division", "context", "on"], name="snapshot_once"
            )
        ]


class Report(models.Model):
    """A figure no record can compute: reported with evidence, confirmed by a second person."""

    indicator = models.CharField(max_length=60)
    division = models.CharField(max_length=12)
    on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    department = models.ForeignKey(Department, on_delete=models.PROTECT)
    evidence = models.CharField(max_length=300)
    evidence_file = models.ForeignKey(
        "platform.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_by = models.BigIntegerField()
    reported_name = models.CharField(max_length=64)
    reported_at = models.DateTimeField()
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_name = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    rejected_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["indicator", "division", "on"], name="report_of")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None)
                | ~models.Q(confirmed_by=models.F("reported_by")),
                name="report_second_person",
            )
        ]


class Task(models.Model):
    """A numbered task of a plan with its leading and responsible departments."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    section = models.CharField(max_length=40)
    is_safeguard = models.BooleanField(default=False)
    deadline = models.DateField(null=True)
    leads = models.ManyToManyField(Department, related_name="leads_tasks")
    responsible = models.ManyToManyField(Department, related_name="responsible_tasks")
    targets = models.ManyToManyField(Target, related_name="tasks")  # its text has the number
    related = models.ManyToManyField(Target, related_name="related_tasks")  # joined by topic
    status = models.CharField(max_length=12, default="open")  # open done
    progress = models.PositiveSmallIntegerField(default=0)  # percent, as last reported
    version = models.PositiveIntegerField(default=1)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    is_livelihood = models.BooleanField(default=False)  # on the 为民办实事 list
    escalation = models.PositiveSmallIntegerField(default=0)  # rules.supervising.Level told so far

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="task_one_number"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="task_not_own_part",
            ),
        ]


class TaskProgress(models.Model):
    """One reported step of a task, with evidence."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="steps")
    on = models.DateField()
    progress = models.PositiveSmallIntegerField()
    says = models.CharField(max_length=300)
    evidence_file = models.ForeignKey(
        "platform.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.CharField(max_length=64)
    at = models.DateTimeField()


class Project(models.Model):
    """A project of a plan: years, budget in fen, content, milestones, spending."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="projects")
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=16)  # 新建 改扩建 …
    content = models.CharField(max_length=200, blank=True)
    section = models.CharField(max_length=40)
    is_listed = models.BooleanField(default=True)  # in the plan's project list, or only named
    starts = models.PositiveSmallIntegerField(null=True)
    ends = models.PositiveSmallIntegerField(null=True)
    budget = models.BigIntegerField(null=True)  # fen
    beds = models.PositiveIntegerField(null=True)
    floor_area = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    facility = models.ForeignKey(
        "facilities.Facility", null=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(max_length=12, default="planned")  # rules.ProjectStatus
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="project_one_number")
        ]


class Milestone(models.Model):
    """A step of a project (or of the plan itself, project empty), due and reached."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="milestones")
    project = models.ForeignKey(
        Project, null=True, on_delete=models.PROTECT, related_name="milestones"
    )
    code = models.CharField(max_length=20, blank=True)  # the annotation's id; "" when added here
    name = models.CharField(max_length=120)
    due = models.DateField(null=True)
    reached = models.DateField(null=True)
    section = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"], condition=~models.Q(code=""), name="milestone_one_code"
            )
        ]


class Spending(models.Model):
    """Money spent on a project on a day, in fen."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="spending")
    on = models.DateField()
    amount = models.BigIntegerField()
    source = models.CharField(max_length=40)  # central province county lottery own
    note = models.CharField(max_length=120, blank=True)


class Finding(models.Model):
    """A contradiction in a plan's own text: kept, shown, never averaged."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="findings")
    code = models.CharField(max_length=20)
    severity = models.CharField(max_length=8)
    topic = models.CharField(max_length=80)
    says = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="finding_one_code")]
