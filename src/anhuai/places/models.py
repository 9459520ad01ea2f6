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
