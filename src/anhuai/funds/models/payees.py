"""Into which account a person is paid, what is claimed back, and the certificate that closes it."""

from django.db import models


class Payee(models.Model):
    """The account a person is paid into; another's where a guardian collects (`relation`)."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    holder = models.CharField("户名", max_length=50)
    relation = models.CharField(max_length=16)  # self, guardian, relative, institution
    bank = models.CharField("开户行", max_length=60, blank=True)
    account_sealed = models.BinaryField()
    account_index = models.CharField(max_length=64, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(until=None), name="payee_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="payee_period",
            ),
        ]


class Claim(models.Model):
    """What a person was paid too much and owes back, from one line of a run."""

    line = models.OneToOneField("funds.Line", on_delete=models.PROTECT, related_name="claim")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, received__gte=0)
                & models.Q(received__lte=models.F("amount")),
                name="claim_received",
            )
        ]


class Receipt(models.Model):
    """Money that came back on a claim."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="receipts")
    amount = models.BigIntegerField()
    on = models.DateField()
    evidence = models.CharField(max_length=120)
    payment = models.ForeignKey(
        "funds.Payment", null=True, on_delete=models.PROTECT, related_name="withheld"
    )  # what it was withheld from; None for money that came in
    heard = models.CharField(max_length=300, blank=True)  # what the person said to that
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="receipt_amount")
        ]


class ClosingCertificate(models.Model):
    """That everything a person received ended with the death, and what is still to be settled."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, unique=True)
    died = models.DateField()
    last_month = models.DateField()  # the last month that may be paid
    schemes = models.JSONField(default=list)  # code, title, last month paid, claimed back
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    retracted_at = models.DateTimeField(null=True)  # the death was recorded by mistake

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(retracted_at=None),
                name="closing_certificate_one",
            )
        ]
