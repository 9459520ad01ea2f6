"""Two files that became one, and one that became two: proposed, carried out, undone."""

from django.db import models


class FileChange(models.Model):
    """A merge of `gone` into `kept`, or a split of `kept` that opened `gone`.

    The ids are plain numbers: a file that is gone has no row any more, its old address leads to the
    one that was kept. `changes_sealed` is what every row touched said before and after.
    """

    kind = models.CharField(max_length=8)  # merge split
    kept = models.BigIntegerField(db_index=True)
    gone = models.BigIntegerField(null=True, db_index=True)
    kept_version = models.PositiveIntegerField()
    gone_version = models.PositiveIntegerField(default=0)
    choices_sealed = models.BinaryField()
    state = models.CharField(max_length=10)  # rules.joining.State
    reason = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    proposed_by = models.BigIntegerField(null=True)
    proposed_by_name = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_name = models.CharField(max_length=64, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=64, blank=True)
    changes_sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["state", "-id"], name="file_change_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "kept", "gone"],
                condition=models.Q(state="proposed"),
                name="file_change_proposed_once",
            ),
        ]
