"""Releases of open data: frozen when drafted, published, withdrawn; never changed."""

from django.db import models


class Release(models.Model):
    """One data set as of a day, as it is or was published."""

    code = models.CharField(max_length=40)  # catalogue
    division = models.CharField(max_length=12)
    on = models.DateField()
    threshold = models.PositiveSmallIntegerField()
    rows = models.JSONField()
    note = models.CharField("说明", max_length=300, blank=True)
    state = models.CharField(max_length=10)  # draft published withdrawn
    drafted_by = models.CharField(max_length=64)
    drafted_at = models.DateTimeField()
    published_by = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_for = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "code", "-id"], name="release_published")]
