"""Notices, announcements, the channels somebody wants, the outbox, known devices."""

from django.db import models

from anhuai.platform import clock


class Announcement(models.Model):
    """What an administrator tells everybody of a division, or of a role there, for some days."""

    title = models.CharField("标题", max_length=80)
    body = models.TextField("内容")
    division = models.CharField(max_length=12, blank=True)
    role = models.CharField(max_length=32, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    account = models.ForeignKey("platform.Account", on_delete=models.PROTECT)
    by = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="announcement_period",
            )
        ]


class Notice(models.Model):
    """One line in somebody's inbox: a template's code with parameters, and where it leads."""

    account = models.ForeignKey("platform.Account", on_delete=models.CASCADE)
    template = models.CharField(max_length=40)
    said = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    announcement = models.ForeignKey(Announcement, null=True, on_delete=models.CASCADE)
    dedupe = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-id"], name="notice_inbox")]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "dedupe"], condition=~models.Q(dedupe=""), name="notice_once"
            )
        ]


class Contact(models.Model):
    """Where an account can be reached by a channel (sealed), and whether it wants to be."""

    account = models.ForeignKey("platform.Account", on_delete=models.CASCADE)
    channel = models.CharField(max_length=8)
    address_sealed = models.BinaryField()
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "channel"], name="contact_one_a_channel")
        ]


class Message(models.Model):
    """One message out of the house, written with what caused it; `key` never changes."""

    key = models.UUIDField(unique=True)
    account = models.ForeignKey("platform.Account", null=True, on_delete=models.SET_NULL)
    channel = models.CharField(max_length=8)
    recipient_sealed = models.BinaryField()
    template = models.CharField(max_length=40)
    said = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=8, default="zh-hans")
    state = models.CharField(max_length=10)  # waiting sent failed cancelled recorded
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    provider = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-id"], name="message_state")]


class KnownDevice(models.Model):
    """A browser an account has signed in with; it keeps a random cookie, we its digest."""

    account = models.ForeignKey("platform.Account", on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], name="known_device_once")
        ]
