"""Road networks, how far villages are from what they need, and scenarios of where to build."""

from django.db import models


class Network(models.Model):
    """The roads distances are walked on: imported, or synthetic and labelled so. Never changed."""

    name = models.CharField("名称", max_length=80)
    division = models.CharField(max_length=12)
    basis = models.CharField(max_length=12)  # rules.Basis
    source = models.CharField("来源", max_length=200)
    nodes = models.PositiveIntegerField()
    edges = models.PositiveIntegerField()
    length_m = models.PositiveBigIntegerField()
    ways = models.PositiveIntegerField()
    skipped = models.PositiveIntegerField()
    parts = models.PositiveIntegerField()
    main_share = models.FloatField()
    data = models.BinaryField()  # engine/packing: WGS-84, lengths in decimetres
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division"], condition=models.Q(until=None), name="network_one_current"
            ),
            models.CheckConstraint(  # replaced on the day it came: both are that day
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="network_period",
            ),
        ]


class Measurement(models.Model):
    """How far a county's people were from a kind of service on a day, by which roads and pace."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    division = models.CharField(max_length=12)
    on = models.DateField()
    subject = models.CharField(max_length=16)  # rules.Subject
    pace = models.CharField(max_length=8)  # rules.Pace
    minutes = models.PositiveSmallIntegerField()
    reach_dm = models.PositiveIntegerField()
    facilities = models.PositiveIntegerField()
    lost = models.JSONField()  # facilities without a usable position: [id, name, metres or null]
    snapped_m = models.FloatField()  # mean way from a home to the nearest road
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "on", "subject", "pace", "minutes"], name="measurement_once"
            )
        ]


class VillageAccess(models.Model):
    """One village in a measurement: whom the service reaches, by network and by circle.

    `nearest_m` and `per_100` are null where no road leads to any: never a number.
    """

    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="villages")
    division = models.CharField(max_length=12)
    residents = models.PositiveIntegerField()
    residents_network = models.PositiveIntegerField()
    residents_circle = models.PositiveIntegerField()
    elders = models.PositiveIntegerField()
    elders_network = models.PositiveIntegerField()
    elders_circle = models.PositiveIntegerField()
    toddlers = models.PositiveIntegerField()
    toddlers_network = models.PositiveIntegerField()
    toddlers_circle = models.PositiveIntegerField()
    unplaced = models.PositiveIntegerField()  # residents whose home has no known position
    nearest_m = models.PositiveIntegerField(null=True)  # the village's middle home
    per_100 = models.FloatField(null=True)  # 2SFCA: places in reach for each 100 of those it is for

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measurement", "division"], name="village_access_once")
        ]


class Scenario(models.Model):
    """A question of where to build, its limits, and the answer with its proof or its gap."""

    name = models.CharField("名称", max_length=80)
    division = models.CharField(max_length=12)
    on = models.DateField()
    subject = models.CharField(max_length=16)
    question = models.CharField(max_length=12)  # rules.Question
    pace = models.CharField(max_length=8)
    minutes = models.PositiveSmallIntegerField()
    most_new = models.PositiveSmallIntegerField(null=True)
    budget = models.BigIntegerField(null=True)  # fen
    price = models.BigIntegerField(null=True)  # fen, of one new site
    floor_percent = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=12)  # waiting, or engine Status
    answer = models.JSONField(null=True)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
