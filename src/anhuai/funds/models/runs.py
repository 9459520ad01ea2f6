"""Grants and pay runs: frozen facts, lines, changes, approvals, payments and the bank's answers.

Paying twice is refused by the tables themselves: a month of a scheme of a person has one line of
each number among the runs that were not cancelled, a payment is paid again by one other at most,
and two approvals of a run are by two accounts.
"""

from django.db import models

from anhuai.funds.rules.settling import ChangeKind, LineKind

STATES = ("prepared", "checked", "approved", "sent", "settled", "cancelled")
PAYMENT_STATES = ("held", "waiting", "paid", "returned", "cancelled")


class Grant(models.Model):
    """That a person receives a scheme from a month on, as an upper room decided it."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=64)
    title = models.CharField(max_length=80)
    source = models.CharField(max_length=80, blank=True)  # what granted it, the upper room's key
    since = models.DateField()  # the first day of the first month
    until = models.DateField(null=True)  # the first day of the first month without
    why_ended = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scheme"], condition=models.Q(until=None), name="grant_one_active"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="grant_period",
            ),
        ]
        indexes = [models.Index(fields=["scheme", "until"], name="grant_scheme")]


class Run(models.Model):
    """One pay run of a month; `batch` tells several of a month apart."""

    month = models.DateField()
    batch = models.CharField(max_length=64)
    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, default="regular")  # regular or repay
    schemes = models.JSONField(default=list)
    year = models.PositiveSmallIntegerField()  # the fiscal year that pays
    on = models.DateField()
    state = models.CharField(max_length=10, default="prepared")
    version = models.PositiveIntegerField(default=1)
    frozen_digest = models.CharField(max_length=64)
    computed_digest = models.CharField(max_length=64)
    file_digest = models.CharField(max_length=64, blank=True)
    layout = models.CharField(max_length=40, blank=True)  # catalogue/layouts
    persons = models.PositiveIntegerField(default=0)
    to_pay = models.BigIntegerField(default=0)
    to_claim = models.BigIntegerField(default=0)
    prepared_by = models.BigIntegerField()
    prepared_name = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    why_cancelled = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "batch"],
                condition=~models.Q(state="cancelled"),
                name="run_one_a_batch",
            ),
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="run_state"),
        ]
        indexes = [models.Index(fields=["-month", "id"], name="run_by_month")]


class Freeze(models.Model):
    """The facts a run was computed from, as text."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="freeze")
    text = models.TextField()


class Approval(models.Model):
    """One of the two approvals of a run, by two different accounts."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="approvals")
    level = models.PositiveSmallIntegerField()
    account = models.BigIntegerField()
    name = models.CharField(max_length=64)
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)  # the run's fingerprint that was approved

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "level"], name="approval_one_a_level"),
            models.UniqueConstraint(fields=["run", "account"], name="approval_two_officers"),
            models.CheckConstraint(condition=models.Q(level__in=[1, 2]), name="approval_level"),
        ]


class Payment(models.Model):
    """One row of a pay file: to whom, into which account, and what the bank said.

    `held` waits for an account of the person's; a `held` or `returned` one is paid by another that
    `repays` it, never twice.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=64)
    title = models.CharField(max_length=80)
    fund = models.CharField(max_length=24)
    purpose = models.CharField(max_length=24)
    division = models.CharField(max_length=12, blank=True)
    year = models.PositiveSmallIntegerField()  # the fiscal year whose money it is
    amount = models.BigIntegerField()
    state = models.CharField(max_length=10)
    holder = models.CharField(max_length=50, blank=True)
    relation = models.CharField(max_length=16, blank=True)
    bank = models.CharField(max_length=60, blank=True)
    account_sealed = models.BinaryField()
    repays = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="repaid_by"
    )
    serial = models.CharField(max_length=64, blank=True)
    settled_on = models.DateField(null=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="payment_number"),
            models.UniqueConstraint(
                fields=["run", "person", "scheme", "fund", "purpose", "division"],
                condition=models.Q(repays=None),
                name="payment_one_a_run",
            ),
            models.UniqueConstraint(
                fields=["repays"],
                condition=~models.Q(state="cancelled"),
                name="payment_repaid_once",
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_amount"),
            models.CheckConstraint(
                condition=models.Q(state__in=PAYMENT_STATES), name="payment_state"
            ),
        ]
        indexes = [models.Index(fields=["person", "-run"], name="payment_person")]


class Line(models.Model):
    """What one run pays or claims for one month of one scheme of one person."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="lines")
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="lines")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    frozen_person = models.BigIntegerField()  # as it was frozen: two files may become one later
    scheme = models.CharField(max_length=64)
    title = models.CharField(max_length=80)
    period = models.DateField()
    kind = models.CharField(max_length=10)
    sequence = models.PositiveSmallIntegerField()
    before = models.BigIntegerField()
    due = models.BigIntegerField()
    amount = models.BigIntegerField()
    fund = models.CharField(max_length=24)
    purpose = models.CharField(max_length=24)
    division = models.CharField(max_length=12, blank=True)
    reason = models.TextField()
    pin = models.CharField(max_length=128, blank=True)
    is_live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scheme", "period", "sequence"],
                condition=models.Q(is_live=True),
                name="line_paid_once",
            ),
            models.CheckConstraint(
                condition=models.Q(before__gte=0, due__gte=0)
                & models.Q(amount=models.F("due") - models.F("before"))
                & ~models.Q(amount=0),
                name="line_is_the_difference",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(kind) for kind in LineKind]), name="line_kind"
            ),
        ]
        indexes = [models.Index(fields=["scheme", "period"], name="line_month")]


class Change(models.Model):
    """How a person's pay in a run differs from the month before, with the reason."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="changes")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=64)
    kind = models.CharField(max_length=10)
    before = models.BigIntegerField()
    after = models.BigIntegerField()
    why = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(kind) for kind in ChangeKind]), name="change_kind"
            )
        ]
        indexes = [models.Index(fields=["run", "kind"], name="change_kind_of_run")]


class ResultFile(models.Model):
    """A bank's answer to a run's file that was taken; the same bytes again change nothing."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="results")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=160)
    paid = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "digest"], name="result_file_once")]
