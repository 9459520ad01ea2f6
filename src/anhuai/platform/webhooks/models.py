"""Receivers, what is to be delivered to them, and each attempt."""

from django.db import models


class Receiver(models.Model):
    """Another system that wants to be told; it learns what its account may see, and no more."""

    account = models.ForeignKey("platform.Account", on_delete=models.PROTECT)
    title = models.CharField(max_length=80)
    url = models.CharField(max_length=300)
    events = models.JSONField(default=list)
    secret_sealed = models.BinaryField()
    former_sealed = models.BinaryField(default=b"")  # signs too until `former_until`
    former_until = models.DateTimeField(null=True)
    begins_after = models.BigIntegerField()  # the trail's entry it was registered behind
    registered_by = models.ForeignKey(
        "platform.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Delivery(models.Model):
    """One entry of the trail for one receiver; `key` and `body` never change."""

    receiver = models.ForeignKey(Receiver, on_delete=models.CASCADE, related_name="deliveries")
    sequence = models.BigIntegerField(null=True)  # null: a trial
    key = models.UUIDField(unique=True)
    event = models.CharField(max_length=80)
    body = models.TextField()
    state = models.CharField(max_length=10)  # waiting delivered dead
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    since = models.DateTimeField()  # of the first attempt's day, or of sending it again
    due_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["receiver", "-id"], name="delivery_log")]
        constraints = [
            models.UniqueConstraint(fields=["receiver", "sequence"], name="delivery_once")
        ]


class Attempt(models.Model):
    """What came of handing a delivery over once; status 0 is no answer."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField()
    took = models.PositiveIntegerField()  # milliseconds
    says = models.CharField(max_length=500, blank=True)
