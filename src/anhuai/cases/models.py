"""Work in a person's hands: a case with a clock, its append-only timeline, and who was sent."""

from django.db import models


class Case(models.Model):
    """One piece of work from its raising to its review; `origin` names what it is about."""

    kind = models.CharField(max_length=40)  # catalogue/kinds
    says = models.CharField(max_length=120)
    says_en = models.CharField(max_length=120)
    severity = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12)  # rules.State
    outcome = models.CharField(max_length=16, blank=True)  # rules.Outcome
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    division = models.CharField(max_length=12, blank=True)
    spot = models.CharField(max_length=120, blank=True)
    origin = models.CharField(max_length=60)
    times = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    holder = models.ForeignKey(
        "platform.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    holder_name = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["state", "severity", "opened_at"], name="case_queue"),
            models.Index(fields=["-opened_at"], name="case_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["origin"], condition=models.Q(closed_at=None), name="case_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(severity__gte=1, severity__lte=4), name="case_severity"
            ),
        ]


class Entry(models.Model):
    """One line of a timeline; `digest` chains it to the line before, so that a change shows."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    what = models.CharField(max_length=16)  # rules.What
    says = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=64)
    account = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="case_timeline")]


class Errand(models.Model):
    """Somebody sent to a person: asked, on the way, there, done; with place and time."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="errands")
    account = models.ForeignKey(
        "platform.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=64)
    state = models.CharField(max_length=10)  # rules.ErrandState
    sent_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    accuracy = models.FloatField(null=True)
    report = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "state"], name="errand_of_account")]


class Shift(models.Model):
    """Who is on duty for a division in one part of a day."""

    division = models.CharField(max_length=12)
    on = models.DateField()
    part = models.CharField(max_length=12)  # catalogue/shifts
    account = models.ForeignKey("platform.Account", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=64)
    by = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["division", "on"], name="shift_of_division")]
        constraints = [
            # Nobody sits at two desks at once.
            models.UniqueConstraint(fields=["account", "on", "part"], name="shift_one_desk"),
        ]


class HelperSkill(models.Model):
    """A skill somebody who can be sent holds over [since, until), and the paper that shows it."""

    account = models.ForeignKey("platform.Account", on_delete=models.PROTECT, related_name="+")
    skill = models.CharField(max_length=24)  # catalogue/skills
    since = models.DateField()
    until = models.DateField(null=True)
    paper = models.CharField(max_length=120)
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "skill"], condition=models.Q(until=None),
                name="helper_skill_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="helper_skill_period",
            ),
        ]  # fmt: skip
