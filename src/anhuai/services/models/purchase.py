"""Tables of government purchase: the directory, undertakers with licences, contracts.

What is spent of a contract stands on its row and never passes its ceiling: the table refuses it.
Nothing is deleted: what ends keeps the day it ended and why.
"""

from django.db import models

from anhuai.services.rules.purchase import LicenceKind


class DirectoryEntry(models.Model):
    """A service the county buys (指导性目录), from a day to a day, and by which document."""

    service = models.CharField(max_length=40)  # catalogue of services
    since = models.DateField()
    until = models.DateField(null=True)
    document = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=models.Q(until=None), name="directory_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="directory_period",
            ),
        ]


class Undertaker(models.Model):
    """An organisation on the list of those who may be bought from (承接主体)."""

    organisation = models.ForeignKey(
        "platform.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True)
    document = models.CharField(max_length=120)
    why_ended = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(until=None), name="undertaker_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="undertaker_period",
            ),
        ]


class UndertakerLicence(models.Model):
    """A licence an undertaker showed; `until` is the day after its last."""

    undertaker = models.ForeignKey(Undertaker, on_delete=models.PROTECT, related_name="licences")
    kind = models.CharField(max_length=16)
    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=80, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["undertaker", "kind", "number", "since"], name="undertaker_licence_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="undertaker_licence_period",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(one) for one in LicenceKind]),
                name="undertaker_licence_kind",
            ),
        ]
        indexes = [models.Index(fields=["until"], name="undertaker_licence_until")]


class Contract(models.Model):
    """What the county buys of an undertaker, for how long, up to which sum in all.

    `used` is what statements hold of the ceiling, paid or still on their way.
    """

    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    organisation = models.ForeignKey(
        "platform.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField()
    until = models.DateField()
    ceiling = models.BigIntegerField()
    used = models.BigIntegerField(default=0)
    fund = models.CharField(max_length=24)
    purpose = models.CharField(max_length=24)
    document = models.CharField(max_length=120)
    ended_on = models.DateField(null=True)  # the first day it no longer holds, before `until`
    why_ended = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="contract_period"
            ),
            models.CheckConstraint(condition=models.Q(ceiling__gt=0), name="contract_ceiling"),
            models.CheckConstraint(
                condition=models.Q(used__gte=0, used__lte=models.F("ceiling")),
                name="contract_never_overspent",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None, why_ended="")
                | models.Q(ended_on__isnull=False) & ~models.Q(why_ended=""),
                name="contract_ended_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "since"], name="contract_of")]


class ContractPrice(models.Model):
    """What one unit of a service costs under a contract, in fen."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="prices")
    service = models.CharField(max_length=40)
    price = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "service"], name="contract_price_one_a_service"
            ),
            models.CheckConstraint(condition=models.Q(price__gt=0), name="contract_price_amount"),
        ]


class Amendment(models.Model):
    """A change of a contract's ceiling or last day, by a document; it is never changed."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    ceiling_before = models.BigIntegerField()
    ceiling_after = models.BigIntegerField()
    until_before = models.DateField()
    until_after = models.DateField()
    document = models.CharField(max_length=120)
    reason = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="amendment_number")
        ]
