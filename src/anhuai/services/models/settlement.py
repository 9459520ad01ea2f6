"""Tables of settlement: anomalies, call-backs, statements with lines, disputes, approvals.

An order is paid once: its lines form a chain, one of each number among the statements that were not
withdrawn, and the table refuses a second. Two approvals of a statement are by two accounts.
"""

from django.db import models

from anhuai.services.rules.sampling import CallResult

STATEMENT_STATES = ("prepared", "confirmed", "checked", "approved", "paid", "withdrawn")
ANOMALY_STATES = ("open", "cleared", "upheld")
DISPUTE_STATES = ("open", "accepted", "rejected")


class OrderAnomaly(models.Model):
    """That an order looks wrong in some way, until a person decides; found again it is the same."""

    order = models.ForeignKey("services.Order", on_delete=models.PROTECT, related_name="anomalies")
    kind = models.CharField(max_length=24)  # catalogue/anomalies
    organisation = models.ForeignKey(
        "platform.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField(max_length=20)  # the order's
    month = models.DateField()
    on = models.DateField()
    other = models.CharField(max_length=20, blank=True)  # the other order's number
    measure = models.IntegerField(default=0)
    state = models.CharField(max_length=8, default="open")
    reason = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True)
    found_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "kind"], name="anomaly_once_an_order"),
            models.CheckConstraint(
                condition=models.Q(state="open", reason="", decided_at=None)
                | models.Q(state__in=["cleared", "upheld"], decided_at__isnull=False)
                & ~models.Q(reason=""),
                name="anomaly_decided_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["month", "state", "id"], name="anomaly_by_month"),
            models.Index(fields=["organisation", "month"], name="anomaly_of"),
        ]


class Draw(models.Model):
    """A month's draw of call-backs: the seed and share with which anybody draws it again."""

    month = models.DateField(unique=True)
    seed = models.CharField(max_length=60)
    per_cent = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField()
    frozen = models.TextField()  # {organisation: order numbers} that were drawn from
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(per_cent__gte=1, per_cent__lte=100), name="draw_share"
            )
        ]


class CallBack(models.Model):
    """An order that was drawn, and what the elder or the family said of it."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="calls")
    order = models.OneToOneField(
        "services.Order", on_delete=models.PROTECT, related_name="call_back"
    )
    organisation = models.ForeignKey(
        "platform.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField(max_length=20)  # the order's
    place = models.PositiveIntegerField()
    result = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=300, blank=True)
    called_at = models.DateTimeField(null=True)
    called_by = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "organisation", "place"], name="call_back_place"
            ),
            models.CheckConstraint(
                condition=models.Q(result__in=["", *(str(one) for one in CallResult)]),
                name="call_back_result",
            ),
        ]


class Statement(models.Model):
    """What a provider is paid for a month; `frozen` is all it was computed from.

    `payable` is what goes out after what earlier statements carried over; `carried` is what this
    one carries on: a payer's corrections that exceed what it owes.
    """

    number = models.CharField(max_length=40, unique=True)
    organisation = models.ForeignKey(
        "platform.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    month = models.DateField()
    state = models.CharField(max_length=10, default="prepared")
    version = models.PositiveIntegerField(default=1)
    frozen = models.TextField()
    frozen_digest = models.CharField(max_length=64)
    computed_digest = models.CharField(max_length=64)
    orders = models.PositiveIntegerField()
    government = models.BigIntegerField()
    subsidy = models.BigIntegerField()
    voucher = models.BigIntegerField()
    donation = models.BigIntegerField()
    own = models.BigIntegerField()
    total = models.BigIntegerField()
    payable = models.BigIntegerField()
    brought = models.JSONField(default=list)  # [payer, contract or 0, fen below 0]
    carried = models.JSONField(default=list)
    used = models.JSONField(default=list)  # [contract, fen] held of its ceiling
    prepared_by = models.BigIntegerField()
    prepared_name = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    answered_by = models.CharField(max_length=64, blank=True)  # the provider's confirmation
    answered_at = models.DateTimeField(null=True)
    paid_on = models.DateField(null=True)
    paid_by = models.CharField(max_length=64, blank=True)
    why_withdrawn = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month"],
                condition=~models.Q(state="withdrawn"),
                name="statement_one_a_month",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=STATEMENT_STATES), name="statement_state"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    total=models.F("government")
                    + models.F("subsidy")
                    + models.F("voucher")
                    + models.F("donation")
                ),
                name="statement_sum",
            ),
            models.CheckConstraint(condition=models.Q(payable__gte=0), name="statement_payable"),
            models.CheckConstraint(
                condition=models.Q(paid_on=None) & ~models.Q(state="paid")
                | models.Q(paid_on__isnull=False, state="paid"),
                name="statement_paid_day",
            ),
        ]
        indexes = [models.Index(fields=["-month", "id"], name="statement_by_month")]


class StatementLine(models.Model):
    """What one statement pays or takes back of one order; `sequence` counts the order's lines."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    order = models.ForeignKey("services.Order", on_delete=models.PROTECT, related_name="settled")
    sequence = models.PositiveSmallIntegerField()
    is_live = models.BooleanField(default=True)
    kind = models.CharField(max_length=12)  # rules.LineKind
    reason = models.CharField(max_length=12, blank=True)  # rules.Reason, of a correction
    number = models.CharField(max_length=20)  # the order's
    service = models.CharField(max_length=40)
    on = models.DateField()
    contract = models.ForeignKey(
        "services.Contract", null=True, on_delete=models.PROTECT, related_name="+"
    )
    government = models.BigIntegerField()
    subsidy = models.BigIntegerField()
    voucher = models.BigIntegerField()
    donation = models.BigIntegerField()
    own = models.BigIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "sequence"],
                condition=models.Q(is_live=True),
                name="statement_line_settled_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    amount=models.F("government")
                    + models.F("subsidy")
                    + models.F("voucher")
                    + models.F("donation")
                ),
                name="statement_line_sum",
            ),
            models.CheckConstraint(
                condition=models.Q(government=0) | models.Q(contract__isnull=False),
                name="statement_line_under_contract",
            ),
        ]
        indexes = [models.Index(fields=["statement", "on", "id"], name="statement_line_day")]


class UnpaidOrder(models.Model):
    """An order of the month that a statement does not pay, and why."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="unpaid")
    order = models.ForeignKey("services.Order", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12)  # rules.Reason
    number = models.CharField(max_length=20)  # the order's
    service = models.CharField(max_length=40)
    on = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "order"], name="unpaid_order_once")
        ]


class StatementDispute(models.Model):
    """A provider's objection to how a statement treats an order, and the answer to it."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="disputes")
    order = models.ForeignKey("services.Order", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "platform.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField(max_length=20)  # the order's
    says = models.CharField(max_length=300)
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=64)
    state = models.CharField(max_length=8, default="open")
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "order"],
                condition=models.Q(state="open"),
                name="statement_dispute_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", answer="", answered_at=None)
                | models.Q(state__in=["accepted", "rejected"], answered_at__isnull=False)
                & ~models.Q(answer=""),
                name="statement_dispute_answered",
            ),
        ]


class StatementApproval(models.Model):
    """One of the two approvals of a statement, by two different accounts."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="approvals")
    level = models.PositiveSmallIntegerField()
    account = models.BigIntegerField()
    name = models.CharField(max_length=64)
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "level"], name="statement_approval_one_a_level"
            ),
            models.UniqueConstraint(
                fields=["statement", "account"], name="statement_approval_two_officers"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=[1, 2]), name="statement_approval_level"
            ),
        ]


class StatementPayment(models.Model):
    """One payment to the provider by a statement: out of which pot, and the ledger's entry."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="payments")
    payer = models.CharField(max_length=12)
    contract = models.ForeignKey(
        "services.Contract", null=True, on_delete=models.PROTECT, related_name="+"
    )
    sponsorship = models.ForeignKey(
        "services.Sponsorship", null=True, on_delete=models.PROTECT, related_name="payments"
    )
    fund = models.CharField(max_length=24)
    purpose = models.CharField(max_length=24)
    amount = models.BigIntegerField()
    entry = models.OneToOneField("funds.Entry", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="statement_payment_amount"
            )
        ]
