"""Documents given to the reader, and what of them is confirmed."""

from django.db import models

from anhuai.plans.models.plans import Plan


class PlanDocument(models.Model):
    """A government document given to the reader: its text as it came, and how far it is."""

    name = models.CharField(max_length=160)
    division = models.CharField(max_length=12, db_index=True)
    file = models.ForeignKey(
        "platform.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(blank=True)
    status = models.CharField(max_length=8, default="waiting")  # waiting read failed
    problem = models.CharField(max_length=300, blank=True)
    problem_en = models.CharField(max_length=300, blank=True)
    previous = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="revisions"
    )
    uploaded_by = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)


class DraftPlan(models.Model):
    """One plan of a document, as read: what is confirmed of it goes live as `plan`."""

    document = models.ForeignKey(PlanDocument, on_delete=models.PROTECT, related_name="drafts")
    part = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    issuer = models.CharField(max_length=80, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    issued = models.DateField(null=True)
    starts = models.PositiveSmallIntegerField(null=True)
    ends = models.PositiveSmallIntegerField(null=True)
    start = models.PositiveIntegerField()  # of the document's text
    end = models.PositiveIntegerField()
    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="drafts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "part"], name="draft_one_part")]


class DraftItem(models.Model):
    """One thing the reader proposes, an officer added, or a revision no longer has."""

    draft = models.ForeignKey(DraftPlan, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=12)  # rules.drafting.ItemKind
    code = models.CharField(max_length=20)  # kept from revision to revision
    title = models.CharField(max_length=160)
    values = models.JSONField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    section = models.CharField(max_length=40, blank=True)
    confidence = models.FloatField(default=1)
    state = models.CharField(max_length=8, default="open")  # open accepted rejected
    change = models.CharField(max_length=8, blank=True)  # "" new changed gone: against a revision
    before = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["draft", "kind", "state"], name="draft_item_state")]
        constraints = [
            models.UniqueConstraint(fields=["draft", "code"], name="draft_item_one_code")
        ]


class DraftStep(models.Model):
    """What was done with an item, by whom, and what it said before."""

    item = models.ForeignKey(DraftItem, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    what = models.CharField(max_length=12)  # accepted rejected reopened edited split merged added
    before = models.JSONField(null=True)


class DraftFinding(models.Model):
    """A contradiction a check found in a document, with its places and arithmetic."""

    document = models.ForeignKey(PlanDocument, on_delete=models.PROTECT, related_name="findings")
    draft = models.ForeignKey(DraftPlan, null=True, on_delete=models.PROTECT, related_name="+")
    check_code = models.CharField(max_length=40)
    severity = models.CharField(max_length=8)
    arithmetic = models.CharField(max_length=600)
    question = models.CharField(max_length=300)
    places = models.JSONField()  # [[start, end], …] of the document's text
