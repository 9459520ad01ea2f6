"""Assessors, the work before them, and finished assessments.

An assessment on record is never changed: a later one, or an appeal's, stands beside it. It holds
from its day until the next one on the same scale; `retracted_at` says when it was found to be no
assessment at all (wrong person, recorded twice). Nothing is ever deleted.
"""

from django.db import models


class Assessor(models.Model):
    """An account that assesses, with what the person was trained in and their certificate."""

    account = models.OneToOneField("platform.Account", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=64)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    division = models.CharField("负责地区", max_length=12)
    background = models.CharField(max_length=16)  # rules.words.Background
    certificate = models.CharField("证书编号", max_length=60, blank=True)
    certificate_until = models.DateField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="assessor_period",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(person__isnull=False),
                name="assessor_one_person",
            ),
        ]


class Task(models.Model):
    """Somebody is to be assessed on a scale: due on a day, then assigned to two assessors."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scale = models.CharField(max_length=40)  # catalogue
    reason = models.CharField(max_length=12)  # rules.words.Reason
    ground = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=12)  # rules.words.State
    first = models.ForeignKey(Assessor, null=True, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Assessor, null=True, on_delete=models.PROTECT, related_name="+")
    planned_on = models.DateField(null=True)
    appeals = models.ForeignKey("Assessment", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scale"],
                condition=models.Q(state__in=["open", "assigned"]),
                name="task_one_waiting",
            ),
            models.CheckConstraint(
                condition=models.Q(first=None, second=None)
                | models.Q(first__isnull=False, second__isnull=False),
                name="task_by_two",
            ),
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")), name="task_by_different"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="task_by_due"),
            models.Index(fields=["first", "state"], name="task_by_first"),
            models.Index(fields=["second", "state"], name="task_by_second"),
        ]


class Assessment(models.Model):
    """One finished form: item scores, what annex A says, the level they give and the final one.

    `settings` are the county's choices the level was derived with, so that it can be derived again.
    Imported ones name their assessors only; `key` is the number the other system gave.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scale = models.CharField(max_length=40)  # catalogue
    version = models.CharField(max_length=16)
    reason = models.CharField(max_length=12)
    assessed_on = models.DateField()
    points = models.JSONField()
    health = models.JSONField(default=dict)
    settings = models.JSONField(default=dict)
    total = models.SmallIntegerField(null=True)
    score_level = models.PositiveSmallIntegerField()
    final_level = models.PositiveSmallIntegerField()
    adjustments = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    first = models.ForeignKey(Assessor, null=True, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Assessor, null=True, on_delete=models.PROTECT, related_name="+")
    first_name = models.CharField(max_length=64)
    second_name = models.CharField(max_length=64)
    informant = models.CharField(max_length=12, blank=True)
    informant_name = models.CharField(max_length=50, blank=True)
    informant_phone_sealed = models.BinaryField()
    note = models.CharField(max_length=400, blank=True)
    source = models.CharField(max_length=8)  # rules.words.Source
    key = models.CharField(max_length=60, blank=True)
    client = models.UUIDField(null=True, unique=True)
    task = models.OneToOneField(Task, null=True, on_delete=models.PROTECT, related_name="result")
    appeals = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="appealed"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first=None)
                | models.Q(second=None)
                | ~models.Q(first=models.F("second")),
                name="assessment_by_different",
            ),
            models.CheckConstraint(
                condition=models.Q(final_level__gte=models.F("score_level")),
                name="assessment_only_worse",
            ),
            models.UniqueConstraint(
                fields=["scale", "key"],
                condition=~models.Q(key="") & models.Q(retracted_at=None),
                name="assessment_one_key",
            ),
        ]
        indexes = [
            models.Index(
                fields=["scale", "person", "assessed_on"],
                condition=models.Q(retracted_at=None),
                name="assessment_of_person",
            ),
            models.Index(fields=["assessed_on", "id"], name="assessment_by_day"),
        ]


class Signature(models.Model):
    """Who signed a form: an image drawn on the screen."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="signatures")
    signer = models.CharField(max_length=8)  # rules.words.Signer
    name = models.CharField(max_length=64)
    file = models.ForeignKey("platform.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "signer"], name="signature_once")
        ]
