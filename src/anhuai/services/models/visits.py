"""Tables of visits: visitors, a month's list, visits made, their proof, phones.

A visit on record is never changed; `retracted_at` says when it was found to be none. Nothing is
ever deleted: a visitor ends, somebody on a month's list is dropped with the reason.
"""

from django.db import models


class Visitor(models.Model):
    """An account that visits within a division, from a day to a day."""

    account = models.OneToOneField("platform.Account", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=64)
    division = models.CharField("负责地区", max_length=12, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="visitor_period",
            )
        ]


class Target(models.Model):
    """Somebody a month's list names: by which tiers, how often, who is to go.

    `at_start` says whether the list had them at the month's first day: who counts for the month's
    rate. `dropped_on` is when they were no longer to be visited, and why.
    """

    month = models.DateField()  # its first day
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=12)
    tiers = models.JSONField()  # catalogue.tiers
    every_days = models.PositiveSmallIntegerField()
    listed_on = models.DateField()
    at_start = models.BooleanField()
    visitor = models.ForeignKey(Visitor, null=True, on_delete=models.PROTECT, related_name="+")
    dropped_on = models.DateField(null=True)
    dropped_why = models.CharField(max_length=12, blank=True)  # died, moved, ended

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "person"], name="target_once_a_month"),
            models.CheckConstraint(
                condition=models.Q(dropped_on=None, dropped_why="")
                | models.Q(dropped_on__isnull=False) & ~models.Q(dropped_why=""),
                name="target_dropped_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["month", "place", "id"], name="target_by_place"),
            models.Index(fields=["visitor", "month"], name="target_by_visitor"),
        ]


class Phone(models.Model):
    """A phone that syncs visits, known by the id it made for itself; revoked when it is lost."""

    key = models.UUIDField(unique=True)
    account = models.ForeignKey("platform.Account", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60, blank=True)
    first_seen = models.DateTimeField()
    synced_at = models.DateTimeField()
    waiting = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=64, blank=True)


class Visit(models.Model):
    """One visit as it was made, or could not be: what was found, how it is proven.

    `at` is by the server's clock, `phone_at` by the phone's own. `doubts` say what somebody should
    look at.
    """

    client = models.UUIDField(unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    visitor = models.ForeignKey(Visitor, on_delete=models.PROTECT, related_name="+")
    phone = models.ForeignKey(Phone, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=12)
    on = models.DateField()
    at = models.DateTimeField()
    phone_at = models.DateTimeField()
    mode = models.CharField(max_length=12)  # rules.words.Mode
    outcome = models.CharField(max_length=12)  # rules.words.Outcome
    minutes = models.PositiveSmallIntegerField(default=0)
    answers = models.JSONField(default=dict)
    chores = models.JSONField(default=list)
    note = models.CharField(max_length=400, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    accuracy = models.FloatField(null=True)
    metres = models.PositiveIntegerField(null=True)
    confirmed = models.CharField(max_length=12)  # rules.words.Confirmation
    doubts = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(longitude=None, latitude=None)
                | models.Q(longitude__isnull=False, latitude__isnull=False),
                name="visit_point_whole",
            )
        ]
        indexes = [
            models.Index(
                fields=["person", "on"],
                condition=models.Q(retracted_at=None, outcome="done"),
                name="visit_of_person",
            ),
            models.Index(fields=["on", "id"], name="visit_by_day"),
            models.Index(fields=["visitor", "at"], name="visit_by_visitor"),
            models.Index(fields=["place", "on"], name="visit_by_place"),
        ]


class Proof(models.Model):
    """A photo or signature kept with a visit; a photo only with consent."""

    client = models.UUIDField(unique=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=12)  # rules.words.ProofKind
    file = models.ForeignKey("platform.StoredFile", on_delete=models.PROTECT, related_name="+")
    consented = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="photo") | models.Q(consented=True),
                name="proof_photo_with_consent",
            )
        ]
