"""Tables of home adaptation: who may build, each home's course, its works, photos and timeline.

The tables refuse what must never happen: a home adapted twice, acceptance by who surveyed or
built, more public money than the ceiling, two payments, a payment approved by who prepared it.
"""

from django.db import models

from anhuai.services.rules.adaptation import Stage, State

OVER = ("cancelled",)
_BEFORE_PLAN = [State.OPENED, State.SURVEYED, State.CANCELLED]
_PAID = [State.PAID, State.DONE]


class Contractor(models.Model):
    """An organisation on a county's list of who may adapt homes, and its licence."""

    organisation = models.ForeignKey(
        "platform.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    licence = models.CharField("资质（证照）名称和编号", max_length=120)
    licence_until = models.DateField("资质有效期至")  # the first day it is no longer valid
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(until=None),
                name="contractor_listed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="contractor_period",
            ),
        ]


class Adaptation(models.Model):
    """One home's adaptation from being taken up to the follow-up.

    `place` and `home` are where it stood when it was taken up: what was built stays there. `own`
    and `public` are the shares of the price in fen; `state_since` starts the clock of a state.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(
        "people.Household", null=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(max_length=12)
    reasons = models.JSONField(default=list)  # circumstances and needs, codes
    state = models.CharField(max_length=12, default=State.OPENED)
    state_since = models.DateField()
    due_on = models.DateField(null=True)
    opened_on = models.DateField()
    surveyed_on = models.DateField(null=True)
    surveyed_by = models.BigIntegerField(null=True)
    survey_note = models.CharField(max_length=400, blank=True)
    consented = models.BooleanField(default=False)
    total = models.BigIntegerField(default=0)
    public = models.BigIntegerField(default=0)
    own = models.BigIntegerField(default=0)
    ceiling = models.BigIntegerField(null=True)
    agreed_on = models.DateField(null=True)
    agreed_by = models.CharField(max_length=64, blank=True)
    contractor = models.ForeignKey(
        Contractor, null=True, on_delete=models.PROTECT, related_name="+"
    )
    started_on = models.DateField(null=True)
    built_on = models.DateField(null=True)
    built_by = models.BigIntegerField(null=True)
    accepted_on = models.DateField(null=True)
    accepted_by = models.BigIntegerField(null=True)
    fund = models.CharField(max_length=24, blank=True)
    document = models.CharField(max_length=120, blank=True)
    prepared_by = models.BigIntegerField(null=True)
    approved_by = models.BigIntegerField(null=True)
    paid_on = models.DateField(null=True)
    entry = models.OneToOneField(
        "funds.Entry", null=True, on_delete=models.PROTECT, related_name="+"
    )
    followed_on = models.DateField(null=True)
    result = models.CharField(max_length=8, blank=True)  # rules.adaptation.Result
    ended_on = models.DateField(null=True)
    ending = models.CharField(max_length=12, blank=True)  # rules.adaptation.Ending
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=~models.Q(state="cancelled"),
                name="adaptation_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["home"],
                condition=~models.Q(state="cancelled"),
                name="adaptation_once_a_home",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(one) for one in State]), name="adaptation_state"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_by=None)
                | (
                    (models.Q(surveyed_by=None) | ~models.Q(accepted_by=models.F("surveyed_by")))
                    & (models.Q(built_by=None) | ~models.Q(accepted_by=models.F("built_by")))
                ),
                name="adaptation_second_person",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(one) for one in _BEFORE_PLAN])
                | models.Q(
                    ceiling__isnull=False,
                    public__lte=models.F("ceiling"),
                    public__gte=0,
                    own__gte=0,
                    total=models.F("public") + models.F("own"),
                ),
                name="adaptation_within_ceiling",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None)
                | ~models.Q(approved_by=models.F("prepared_by")),
                name="adaptation_two_officers",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[str(one) for one in _PAID])
                | models.Q(accepted_on__isnull=False, paid_on__isnull=False)
                & (models.Q(entry__isnull=False) | models.Q(public=0)),
                name="adaptation_paid",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | ~models.Q(ending=""),
                name="adaptation_ended_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="adaptation_by_state"),
            models.Index(fields=["accepted_on", "place"], name="adaptation_accepted"),
        ]


class AdaptationWork(models.Model):
    """One work of a home: found needed by the survey, priced by the plan, done or not."""

    adaptation = models.ForeignKey(Adaptation, on_delete=models.PROTECT, related_name="works")
    work = models.CharField(max_length=32)  # catalogue.WORKS
    note = models.CharField(max_length=120, blank=True)
    price = models.BigIntegerField(null=True)
    own = models.BigIntegerField(default=0)
    is_planned = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["adaptation", "work"], name="adaptation_work_once"),
            models.CheckConstraint(
                condition=models.Q(price=None)
                | models.Q(price__gt=0, own__gte=0, own__lte=models.F("price")),
                name="adaptation_work_price",
            ),
            models.CheckConstraint(
                condition=models.Q(is_planned=False) | models.Q(price__isnull=False),
                name="adaptation_work_priced",
            ),
        ]


class AdaptationPhoto(models.Model):
    """A photo of a part of a home, taken with consent."""

    client = models.UUIDField(unique=True)
    adaptation = models.ForeignKey(Adaptation, on_delete=models.PROTECT, related_name="photos")
    stage = models.CharField(max_length=8)  # rules.adaptation.Stage
    part = models.CharField(max_length=20)  # catalogue.PARTS
    file = models.ForeignKey("platform.StoredFile", on_delete=models.PROTECT, related_name="+")
    consented = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(consented=True), name="adaptation_photo_with_consent"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=[str(one) for one in Stage]),
                name="adaptation_photo_stage",
            ),
        ]


class AdaptationEntry(models.Model):
    """One line of an adaptation's timeline."""

    adaptation = models.ForeignKey(Adaptation, on_delete=models.PROTECT, related_name="entries")
    on = models.DateField()
    step = models.CharField(max_length=12)  # rules.adaptation.Step
    says = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
