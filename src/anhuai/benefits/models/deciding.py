"""What the county decided about amounts, what was declared, and what the nights found.

Declared facts are bitemporal like every dated fact: a row is retracted and a new one recorded.
Entitlements are intervals of months [since, until); a night that decides differently closes or
retracts what it finds and never rewrites it.
"""

from django.db import models


class StandardChange(models.Model):
    """A dated amount, threshold or switch: proposed, looked at, approved by a second officer.

    `cells` are in the order of the parameter's cells, None where a combination stays undecided.
    An approved row is a value in force from its month on, known since the day it was decided.
    """

    parameter = models.CharField(max_length=60)
    place = models.CharField("地区", max_length=12)
    since = models.DateField()  # first day of its first month
    cells = models.JSONField()
    document = models.CharField(max_length=120)
    article = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10)  # proposed approved rejected withdrawn
    effect = models.JSONField(default=dict)  # rules.effects: what a simulation over the county said
    effect_at = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.BigIntegerField(null=True)
    proposed_name = models.CharField(max_length=64)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_name = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parameter", "place"],
                condition=models.Q(state="proposed"),
                name="standard_one_waiting",
            ),
            models.UniqueConstraint(
                fields=["parameter", "place", "since", "decided_at"],
                condition=models.Q(state="approved"),
                name="standard_once",
            ),
        ]


class Declared(models.Model):
    """A fact no register holds, declared or found by the check of means, from a day to a day.

    Of a person or of a whole household; `value` None says that it is known to be unknown.
    """

    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    household = models.ForeignKey(
        "people.Household", null=True, on_delete=models.PROTECT, related_name="+"
    )
    fact = models.CharField(max_length=40)  # rules.facts
    value = models.BigIntegerField(null=True)  # as rules.kinds.Type encodes it
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=120, blank=True)
    file = models.ForeignKey(
        "platform.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )  # the evidence
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(household=None), name="declared_of_one"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="declared_period",
            ),
            models.UniqueConstraint(
                fields=["person", "fact"],
                condition=models.Q(until=None, retracted_at=None, person__isnull=False),
                name="declared_once_of_person",
            ),
            models.UniqueConstraint(
                fields=["household", "fact"],
                condition=models.Q(until=None, retracted_at=None, household__isnull=False),
                name="declared_once_of_household",
            ),
        ]


class Run(models.Model):
    """One night's decision of the whole area for a month, and what it rests on."""

    month = models.DateField()
    division = models.CharField(max_length=12)
    on = models.DateField()
    known = models.DateField()
    evaluator = models.CharField(max_length=12)  # columnar reference
    rules = models.CharField(max_length=64)  # what its decisions are pinned to
    parameters = models.CharField(max_length=64)
    items = models.JSONField()  # the order of `Reasons.codes`
    persons = models.PositiveIntegerField(default=0)
    totals = models.JSONField(
        default=dict
    )  # item: [entitled, fen; null where it is not the county's money]
    changes = models.JSONField(default=dict)  # begun, ended, changed, same
    seconds = models.JSONField(default=dict)  # step: seconds
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["division", "-id"], name="benefit_run_latest")]


class Entitlement(models.Model):
    """What somebody is owed each month of an interval, as decided; why, and by which run."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=60)
    division = models.CharField(max_length=12)
    since = models.DateField()  # first day of the first month
    until = models.DateField(null=True)  # first day of the month after the last
    amount = models.BigIntegerField()  # fen, or what the benefit counts (its form)
    reason = models.CharField(max_length=60)
    inputs = models.CharField(max_length=16, blank=True)  # digest of what the rule saw
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item"],
                condition=models.Q(until=None, retracted_at=None),
                name="entitlement_one_running",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="entitlement_period",
            ),
        ]
        indexes = [
            models.Index(fields=["item", "division", "id"], name="entitlement_item"),
            models.Index(fields=["division", "id"], name="entitlement_place"),
        ]


class Reasons(models.Model):
    """Why, for every benefit, somebody is or is not entitled: one code a benefit, packed.

    `codes` are two hexadecimal digits a benefit, in the order of `run.items`: 00 entitled, ff
    unknown, fe gave way to another, else the number of the first condition that failed, from 1.
    """

    person = models.OneToOneField(
        "people.Person", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    codes = models.CharField(max_length=400)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")


class Finding(models.Model):
    """Something a township should look at, with its reason; found again it is not opened twice."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=16)  # rules.findings.FindingKind
    code = models.CharField(max_length=60)  # what exactly; worded by rules.findings
    said = models.JSONField(default=dict)  # its values; no personal data beyond the person's own
    division = models.CharField(max_length=12)
    due = models.DateField(null=True)
    found_on = models.DateField()
    gone_on = models.DateField(null=True)
    state = models.CharField(max_length=10)  # open handled dismissed gone
    note = models.CharField(max_length=300, blank=True)
    handled_by = models.CharField(max_length=64, blank=True)
    handled_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item", "kind", "code"],
                condition=models.Q(gone_on=None),
                name="benefit_finding_once",
            )
        ]
        indexes = [
            models.Index(fields=["state", "division", "-id"], name="benefit_finding_list"),
        ]
