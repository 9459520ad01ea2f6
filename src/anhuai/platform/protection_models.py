"""What protects personal data: who is in the trail, what is due to go, what must stay, new keys."""

from django.db import models


class AuditSubject(models.Model):
    """An entry of the trail is about a person: made from the trail, may be made again."""

    pk = models.CompositePrimaryKey("person", "sequence")
    person = models.BigIntegerField()
    sequence = models.BigIntegerField()


class RetentionProposal(models.Model):
    """Rows that a rule of retention says are due; one officer checks, another confirms."""

    rule = models.CharField(max_length=40)
    rows = models.JSONField(default=list)
    count = models.PositiveIntegerField()
    state = models.CharField(max_length=12)  # proposed checked done refused
    proposed_at = models.DateTimeField()
    checked_by = models.BigIntegerField(null=True)
    checked_at = models.DateTimeField(null=True)
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    removed = models.PositiveIntegerField(default=0)


class LegalHold(models.Model):
    """Everything about a person is kept, whatever the rules say."""

    person = models.BigIntegerField(db_index=True)
    reason = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)
    by = models.CharField(max_length=64)


class Resealing(models.Model):
    """How far sealing everything anew with a version of the key has come."""

    version = models.PositiveSmallIntegerField(primary_key=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    total = models.PositiveBigIntegerField(default=0)
    changed = models.PositiveBigIntegerField(default=0)
    reached = models.JSONField(default=dict)  # table: its last row that was looked at
    done = models.JSONField(default=list)
    blocked = models.JSONField(default=list)  # rows that met another under the same blind index
