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
    for_year = models.PositiveSmallIntegerField(null=True)  # demand of that year, an estimate
    most_new = models.PositiveSmallIntegerField(null=True)
    budget = models.BigIntegerField(null=True)  # fen
    price = models.BigIntegerField(null=True)  # fen, of one new site
    floor_percent = models.PositiveSmallIntegerField(default=0)
    capacity = models.PositiveIntegerField(null=True)  # people a new site takes
    users_percent = models.PositiveSmallIntegerField(default=100)  # of those it is for, who come
    closing = models.JSONField(default=list)  # facilities taken for closed: [id, name]
    least_m2 = models.PositiveIntegerField(null=True)  # of premises, or no candidate
    state = models.CharField(max_length=12)  # waiting, or engine Status
    answer = models.JSONField(null=True)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)


class HousingProject(models.Model):
    """A housing development and the elder-care premises it owes: planned, built, accepted and
    delivered together with the homes (四同步). The norm of its first day is kept with it."""

    name = models.CharField("名称", max_length=80)
    division = models.CharField("所在地", max_length=12)
    developer = models.CharField("建设单位", max_length=80, blank=True)
    dwellings = models.PositiveIntegerField("户数（套）")
    rate = models.DecimalField(max_digits=8, decimal_places=2)  # m² for each 100 dwellings
    area_basis = models.CharField(max_length=16)  # rules.AreaBasis
    norm = models.CharField(max_length=120)  # its title as it was
    required_m2 = models.DecimalField(max_digits=10, decimal_places=2)
    promised_m2 = models.DecimalField("规划面积（㎡）", max_digits=10, decimal_places=2)
    delivered_m2 = models.DecimalField("移交面积（㎡）", max_digits=10, decimal_places=2, null=True)
    planned_on = models.DateField("规划审定", null=True)
    built_on = models.DateField("用房建成", null=True)
    accepted_on = models.DateField("用房验收", null=True)
    handed_on = models.DateField("用房移交", null=True)
    completed_on = models.DateField("住宅竣工验收", null=True)
    facility = models.ForeignKey(
        "facilities.Facility", null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["division", "name"], name="housing_project_one_name"),
            models.CheckConstraint(
                condition=models.Q(dwellings__gt=0), name="housing_project_has_dwellings"
            ),
            models.CheckConstraint(
                condition=models.Q(handed_on=None) | models.Q(delivered_m2__isnull=False),
                name="housing_project_handed_area",
            ),
            models.CheckConstraint(
                condition=models.Q(handed_on=None)
                | models.Q(accepted_on__isnull=False, handed_on__gte=models.F("accepted_on")),
                name="housing_project_handed_after",
            ),
        ]


class CommunityRoom(models.Model):
    """A community's service premises over [since, until): what part serves elders, free or not."""

    name = models.CharField("名称", max_length=80)
    division = models.CharField("所在地", max_length=12)
    area = models.DecimalField("面积（㎡）", max_digits=10, decimal_places=2)
    elders_m2 = models.DecimalField(
        "其中用于养老（㎡）", max_digits=10, decimal_places=2, default=0
    )
    is_free = models.BooleanField("无偿提供", default=False)
    facility = models.ForeignKey(
        "facilities.Facility", null=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField("起始日期")
    until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "name"], condition=models.Q(until=None),
                name="community_room_one_name",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="community_room_period",
            ),
            models.CheckConstraint(
                condition=models.Q(elders_m2__lte=models.F("area"), elders_m2__gte=0),
                name="community_room_part_of_it",
            ),
        ]  # fmt: skip
