"""Lists that other offices deliver, and which of their rows are whom on record.

A row's mark is a digest of the office's own key of it, or of all it says where the office keeps no
keys: the next list of that office says the same mark of the same person. It is kept sealed, with
its blind index, so that a change of keys can write the index anew.
"""

from django.db import models

from anhuai.people.models.files import Person


class OfficeList(models.Model):
    """A list as an office delivered it on a day, for the area of whoever took it in."""

    office = models.CharField(max_length=16)  # rules.matching.OFFICES
    listed_on = models.DateField()
    division = models.CharField(max_length=12)
    state = models.CharField(max_length=8)  # taken linking done failed
    job = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    linked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "listed_on", "division"], name="office_list_once"
            )
        ]


class ListRow(models.Model):
    """One row of a list; `person` is set once it is settled who that is."""

    list = models.ForeignKey(OfficeList, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    mark_sealed = models.BinaryField()
    mark_index = models.CharField(max_length=64)
    key_sealed = models.BinaryField()
    name = models.CharField(max_length=50)
    sex = models.CharField(max_length=1, blank=True)
    born = models.DateField(null=True)
    born_lunar = models.DateField(null=True)
    born_partial = models.CharField(max_length=6, blank=True)
    born_text = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=120, blank=True)
    kin = models.CharField(max_length=50, blank=True)
    identity_sealed = models.BinaryField()
    identity_index = models.CharField(max_length=64, blank=True)
    is_identity_wrong = models.BooleanField(default=False)
    phone_sealed = models.BinaryField()
    phone_index = models.CharField(max_length=64, blank=True)
    standing = models.CharField(max_length=8, blank=True)  # rules.matching.Standing; "" not yet
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "mark_index"], name="list_row_once"),
        ]
        indexes = [models.Index(fields=["list", "standing", "number"], name="list_row_standing")]


class Pair(models.Model):
    """A row of an office's list and a person, or two files of the register: the same or not?

    Decided once for good: the next list with the same mark finds the answer here.
    """

    office = models.CharField(max_length=16, blank=True)  # "" between two files of the register
    mark_sealed = models.BinaryField()
    mark_index = models.CharField(max_length=64, blank=True)
    row = models.ForeignKey(ListRow, null=True, on_delete=models.PROTECT, related_name="pairs")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    probability = models.FloatField()
    weight = models.FloatField()
    parts = models.JSONField(default=list)  # [comparison, level, weight]
    standing = models.CharField(max_length=8)
    verdict = models.CharField(max_length=8, blank=True)  # rules.matching.Verdict
    offered = models.CharField(max_length=40, blank=True)  # facts the register lacks: phone …
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "mark_index", "person"],
                condition=models.Q(other=None),
                name="pair_of_row_once",
            ),
            models.UniqueConstraint(
                fields=["person", "other"],
                condition=models.Q(other__isnull=False),
                name="pair_of_files_once",
            ),
            models.UniqueConstraint(
                fields=["office", "mark_index"],
                condition=models.Q(verdict="same", other=None),
                name="pair_one_same",
            ),
            models.CheckConstraint(
                condition=models.Q(other=None, row__isnull=False)
                | models.Q(row=None, person__lt=models.F("other")),
                name="pair_of_row_or_files",
            ),
        ]
        indexes = [
            models.Index(fields=["verdict", "-weight", "id"], name="pair_open"),
            models.Index(fields=["row", "verdict"], name="pair_of_row"),
        ]
