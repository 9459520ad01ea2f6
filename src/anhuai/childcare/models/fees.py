"""What a nursery charges: dated prices, bills as a chain of differences, receipts.

Nothing here is edited: a new price begins on its day, a wrong bill is followed by a further one
with the difference, a wrong receipt by one that takes it back.
"""

from django.db import models
from django.db.models import F, Q

from anhuai.childcare.models.nurseries import Nursery


class Price(models.Model):
    """What a kind of class costs in a kind of booking from a day on; of one day the last said.

    `fee` is for a month, or for an hour of care by the hour; `meal` for a day of attendance.
    """

    nursery = models.ForeignKey(Nursery, on_delete=models.PROTECT, related_name="prices")
    group = models.CharField(max_length=16)  # catalogue/classes
    charge = models.CharField(max_length=12)  # rules.fees.Charge
    since = models.DateField()
    fee = models.PositiveBigIntegerField()
    meal = models.PositiveBigIntegerField(default=0)
    inclusive = models.BooleanField(default=False)
    document = models.CharField("公示或协议", max_length=120, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["nursery", "group", "charge", "since"], name="price_in_force")
        ]


class Bill(models.Model):
    """A child's bill of a month at a nursery: what is due in all, less what was billed before.

    Number 0 is the month's bill, each further number a correction of it.
    """

    nursery = models.ForeignKey(Nursery, on_delete=models.PROTECT, related_name="bills")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()  # its first day
    number = models.PositiveSmallIntegerField(default=0)
    due = models.BigIntegerField()
    before = models.BigIntegerField(default=0)
    total = models.BigIntegerField()
    paid = models.BigIntegerField(default=0)  # the sum of its payments
    open_days = models.PositiveSmallIntegerField()
    attended = models.PositiveSmallIntegerField()
    reason = models.CharField("更正原因", max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nursery", "person", "month", "number"], name="childcare_bill_once"
            ),
            models.CheckConstraint(
                condition=Q(due__gte=0, total=F("due") - F("before")),
                name="childcare_bill_difference",
            ),
            models.CheckConstraint(
                condition=Q(number=0, before=0) | Q(number__gt=0), name="childcare_bill_first"
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0, paid__lte=F("total"))
                | Q(paid__lte=0, paid__gte=F("total")),
                name="childcare_bill_not_overpaid",
            ),
        ]
        indexes = [models.Index(fields=["nursery", "-month"], name="childcare_bill_of_month")]


class BillLine(models.Model):
    """One line of a bill: amount = price × count × percent ÷ (of × 100), a half fen up."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=10)  # rules.fees.LineKind
    group = models.CharField(max_length=16)
    charge = models.CharField(max_length=12)
    since = models.DateField()
    until = models.DateField()
    price = models.PositiveBigIntegerField()
    count = models.IntegerField()  # negative where it is given back
    of = models.PositiveSmallIntegerField(default=1)
    percent = models.PositiveSmallIntegerField(default=100)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(of__gte=1, percent__lte=100, until__gt=F("since")),
                name="childcare_bill_line_period",
            )
        ]


class Payment(models.Model):
    """Money taken for a bill, or given back where negative; numbered by nursery and year."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="payments")
    nursery = models.ForeignKey(Nursery, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    on = models.DateField()
    way = models.CharField(max_length=10)  # rules.fees.Way
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nursery", "year", "number"], name="childcare_payment_number"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="childcare_payment_some"),
        ]


class Invoice(models.Model):
    """A tax invoice that the nursery issued elsewhere for a payment: its number and copy."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="invoices")
    number = models.CharField("发票号码", max_length=40, unique=True)
    issued_on = models.DateField()
    file = models.ForeignKey(
        "platform.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
