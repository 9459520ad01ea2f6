"""Divisions, population statistics and boundaries."""

from django.db import models


class Division(models.Model):
    """One administrative division from a day to a day; codes are official, never padded."""

    code = models.CharField("代码", max_length=12)
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=40)
    pinyin = models.CharField(max_length=160)
    level = models.PositiveSmallIntegerField()  # kernel.divisions.Level: 2 4 6 9 12
    code_system = models.CharField(max_length=12, default="gbt2260")  # gbt2260 or nbs (232764)
    urban_rural = models.CharField(
        max_length=3, blank=True
    )  # NBS class 111 112 121 122 123 210 220
    is_urban = models.BooleanField(null=True)  # neighbourhood committee; null above the village
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(until=None), name="division_one_current"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="division_period",
            ),
        ]
        indexes = [models.Index(fields=["code"], name="division_code")]


class Boundary(models.Model):
    """A division's outline as GeoJSON in WGS-84, with what it rests on."""

    code = models.CharField(max_length=12, unique=True)
    geometry = models.JSONField()
    basis = models.CharField(max_length=12)  # surveyed or schematic
    source = models.CharField(max_length=200)
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()


class PopulationFigure(models.Model):
    """One published population count, with its definition and source."""

    code = models.CharField(max_length=12, db_index=True)
    measure = models.CharField(max_length=24)  # rules.PopulationMeasure
    definition = models.CharField(max_length=12)  # registered (户籍) or resident (常住)
    on = models.DateField()
    value = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    confidence = models.CharField(max_length=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "measure", "definition", "on", "source"],
                name="population_one_figure",
            )
        ]


class Edition(models.Model):
    """How often the divisions changed: whoever remembers names compares it. One row."""

    number = models.PositiveBigIntegerField(default=0)


class Reform(models.Model):
    """Divisions that merge, split, take a new name or code on a day, by a document."""

    kind = models.CharField(max_length=8)  # rules.Kind
    on = models.DateField("生效日期")
    document = models.CharField("依据文件", max_length=200)
    note = models.CharField("说明", max_length=300, blank=True)
    roles = models.CharField(max_length=8)  # rules.Roles
    is_weighed = models.BooleanField(default=False)  # shares weighed by the villages' residents
    division = models.CharField(max_length=12, db_index=True)  # what holds every unit
    state = models.CharField(max_length=12)  # rules.State
    version = models.PositiveIntegerField(default=1)
    prepared_by = models.BigIntegerField(null=True)
    prepared_name = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_name = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    executed_at = models.DateTimeField(null=True, db_index=True)
    undone_by = models.BigIntegerField(null=True)
    undone_name = models.CharField(max_length=64, blank=True)
    undone_for = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(null=True)
    stopped_for = models.CharField(max_length=300, blank=True)  # why it could not be carried out
    stopped_for_en = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None)
                | models.Q(prepared_by=None)
                | ~models.Q(confirmed_by=models.F("prepared_by")),
                name="reform_second_person",
            )
        ]


class Succession(models.Model):
    """What a unit goes on in: one row for each successor, the unit itself where it goes on."""

    reform = models.ForeignKey(Reform, on_delete=models.CASCADE, related_name="successions")
    old = models.CharField(max_length=12, db_index=True)
    old_name = models.CharField(max_length=60)
    new = models.CharField(max_length=12, db_index=True)
    name = models.CharField(max_length=60)
    share = models.DecimalField(max_digits=5, decimal_places=4)
    is_heir = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reform", "old", "new"], name="succession_once"),
            models.UniqueConstraint(
                fields=["reform", "old"],
                condition=models.Q(is_heir=True),
                name="succession_one_heir",
            ),
            models.CheckConstraint(
                condition=models.Q(share__gte=0, share__lte=1), name="succession_share"
            ),
        ]


class Moved(models.Model):
    """What a reform did to one row: enough to undo it, and to know where it stood before."""

    reform = models.ForeignKey(Reform, on_delete=models.PROTECT, related_name="moved")
    what = models.CharField(max_length=48)  # platform.placed key
    row = models.BigIntegerField()
    did = models.CharField(max_length=12)  # changed ended begun retracted recorded
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["what", "row", "did", "reform"], name="moved_once")
        ]
