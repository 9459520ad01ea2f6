"""Applications, what was done with each, and the photos of surveys. Nothing is ever deleted."""

from django.db import models


class Application(models.Model):
    """Somebody asks for a benefit, or was found to be owed it.

    `division` is where it is dealt with: of the registration, for an emergency where it happened
    (Social Assistance Law art. 37). `due` is the clock of the step that waits, `whole_due` that of
    the decision; None where no source and no county has set one.
    """

    item = models.CharField(max_length=60)  # catalogue of benefits
    procedure = models.CharField(max_length=40)  # catalogue/procedures
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    division = models.CharField("办理地", max_length=12)
    channel = models.CharField(max_length=12)  # rules.applying.Channel
    state = models.CharField(max_length=12)  # rules.procedure.State
    applied_on = models.DateField()
    since = models.DateField()  # when it came to stand where it stands
    due = models.DateField(null=True)
    whole_due = models.DateField(null=True)
    review_on = models.DateField(null=True)
    is_complex = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)
    advice = models.BooleanField(null=True)  # what the township advised
    decided_on = models.DateField(null=True)
    reasons = models.CharField(max_length=600, blank=True)
    escalated_for = models.DateField(null=True)  # the clock that was escalated
    account = models.BigIntegerField(null=True)  # who filed it online and is told
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item"],
                condition=~models.Q(state__in=["granted", "refused", "withdrawn", "ended"]),
                name="application_one_open",
            )
        ]
        indexes = [
            models.Index(fields=["state", "due", "id"], name="application_due"),
            models.Index(fields=["division", "-id"], name="application_place"),
            models.Index(fields=["person", "-id"], name="application_person"),
        ]


class ApplicationStep(models.Model):
    """One step that was done: from where to where, by whom, in time or late."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12)  # rules.procedure.Step
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    on = models.DateField()
    due = models.DateField(null=True)
    says = models.CharField(max_length=600, blank=True)
    favourable = models.BooleanField(null=True)
    amount = models.BigIntegerField(null=True)  # fen, of help given first
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    account = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["application", "id"], name="application_step_order")]


class Photo(models.Model):
    """A photo or scan that a step rests on."""

    step = models.ForeignKey(ApplicationStep, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey("platform.StoredFile", on_delete=models.PROTECT, related_name="+")
