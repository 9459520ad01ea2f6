"""Devices, what they raised, the timers that drive it on. The ingress writes here by bare SQL.

Times that devices and the ingress write are milliseconds since 1970 (`…_ms`).
"""

from django.db import models


class Device(models.Model):
    """A registered device with its credential (sealed), where it is and how it is."""

    ident = models.CharField("设备编号", max_length=60, unique=True)
    kind = models.CharField(max_length=40)  # catalogue/devices
    secret_sealed = models.BinaryField()
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    facility = models.ForeignKey(
        "facilities.Facility", null=True, on_delete=models.PROTECT, related_name="+"
    )
    division = models.CharField(max_length=12, blank=True)
    spot = models.CharField("安装位置", max_length=60, blank=True)
    interval = models.PositiveIntegerField(null=True)
    firmware = models.CharField(max_length=40, blank=True)
    installed_on = models.DateField(null=True)
    installed_by = models.CharField(max_length=64, blank=True)
    tested_on = models.DateField(null=True)
    checked_on = models.DateField(null=True)
    last_seen_ms = models.BigIntegerField(null=True)
    battery = models.PositiveSmallIntegerField(null=True)
    silent_since_ms = models.BigIntegerField(null=True)
    removed_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["kind", "ident"], name="device_kind")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) | models.Q(division="", facility=None),
                name="device_one_place",
            )
        ]


class Alarm(models.Model):
    """What a device raised, once; never changed, but for the case it led to."""

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="alarms")
    key = models.CharField(max_length=32)
    kind = models.CharField(max_length=24)  # rules.ALARMS
    pressed_ms = models.BigIntegerField(null=True)
    received_ms = models.BigIntegerField()
    committed_ms = models.BigIntegerField()
    is_late = models.BooleanField()
    protocol = models.CharField(max_length=8)
    body = models.TextField()
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "key"], name="alarm_once")]
        indexes = [models.Index(fields=["-received_ms"], name="alarm_newest")]


class Timer(models.Model):
    """The next step of an alarm's escalation, due at a moment; step 0 opens its case."""

    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="timers")
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")
    step = models.PositiveIntegerField()
    due_ms = models.BigIntegerField()
    fired_ms = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10)  # waiting fired cancelled

    class Meta:
        indexes = [
            models.Index(fields=["due_ms"], condition=models.Q(state="waiting"), name="timer_due"),
        ]
        constraints = [models.UniqueConstraint(fields=["alarm", "step"], name="timer_step_once")]


class Outbox(models.Model):
    """One line for browsers: an alarm is there."""

    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="+")
    at_ms = models.BigIntegerField()


class Reading(models.Model):
    """Telemetry; on SQLite it stands in a file of its own and this table stays empty."""

    device = models.ForeignKey(
        Device, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    key = models.CharField(max_length=32)
    kind = models.CharField(max_length=24)
    pressed_ms = models.BigIntegerField(null=True)
    received_ms = models.BigIntegerField()
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "key"], name="reading_once")]
        indexes = [models.Index(fields=["received_ms"], name="reading_age")]


class Quarantine(models.Model):
    """Input that could not be used: what, from whom, how often, and its first bytes."""

    protocol = models.CharField(max_length=8)
    reason = models.CharField(max_length=24)
    peer = models.CharField(max_length=60)
    sample = models.TextField(blank=True)
    count = models.BigIntegerField()
    first_ms = models.BigIntegerField()
    last_ms = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["protocol", "reason", "peer"], name="quarantine_line")
        ]
        indexes = [models.Index(fields=["-last_ms"], name="quarantine_newest")]


class IngressBeat(models.Model):
    """How a process of the room is (an ingress, the escalator), every two seconds."""

    name = models.CharField(max_length=40, unique=True)
    started_ms = models.BigIntegerField()
    beat_ms = models.BigIntegerField()
    counts = models.TextField()


class Session(models.Model):
    """A persistent MQTT session: what a device listens to."""

    device = models.OneToOneField(Device, on_delete=models.CASCADE)
    topics = models.TextField(blank=True)
    since_ms = models.BigIntegerField()


class Command(models.Model):
    """Something sent down to a device, until it confirms."""

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="commands")
    command = models.CharField(max_length=16)  # call locate text parameter
    body = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10)  # waiting sent done
    created_ms = models.BigIntegerField()
    sent_ms = models.BigIntegerField(null=True)
    by = models.CharField(max_length=64)


class Sensed(models.Model):
    """How far a device's telemetry was judged, when somebody was last active, the last place.

    `keys` are those of the readings received in the very millisecond `received_ms`: what came in
    the same one later is still judged, and nothing twice.
    """

    device = models.OneToOneField(Device, on_delete=models.CASCADE, related_name="sensed")
    received_ms = models.BigIntegerField(default=0)
    keys = models.TextField(blank=True)
    active_ms = models.BigIntegerField(null=True)
    at_ms = models.BigIntegerField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    stayed_ms = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(at_ms=None, longitude=None, latitude=None)
                | models.Q(at_ms__isnull=False, longitude__isnull=False, latitude__isnull=False),
                name="sensed_place_whole",
            )
        ]


class RuleState(models.Model):
    """How a rule stands with a device: how often broken in a row, and since when it is raised."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="rule_states")
    rule = models.CharField(max_length=40)
    at_ms = models.BigIntegerField()
    streak = models.PositiveIntegerField(default=0)
    raised_ms = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "rule"], name="rule_state_once")]


class PersonRule(models.Model):
    """What holds for one person alone: another limit, or a rule switched off for a time."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)  # catalogue/telemetry
    limit = models.IntegerField(null=True)
    off_until = models.DateField(null=True)
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "rule"], name="person_rule_once")]


class Trend(models.Model):
    """An hour of one measure of a device: how often, least, most, sum. What telemetry leaves."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="+")
    measure = models.CharField(max_length=16)  # rules.telemetry.MEASURES
    hour_ms = models.BigIntegerField()
    count = models.PositiveIntegerField()
    least = models.FloatField()
    most = models.FloatField()
    total = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "measure", "hour_ms"], name="trend_hour_once")
        ]
        indexes = [models.Index(fields=["hour_ms"], name="trend_age")]


class Fence(models.Model):
    """A shape that a person at risk should stay in, or that nobody at risk should enter.

    It holds over [since, until); a change ends it and draws another, which names it in `before`.
    """

    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    division = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=8)  # rules.fences.FenceKind
    title = models.CharField(max_length=60)
    points = models.JSONField()
    metres = models.PositiveIntegerField()
    stay_minutes = models.PositiveIntegerField(null=True)
    since = models.DateField(null=True)  # null: drawn before shapes were dated
    until = models.DateField(null=True)
    before = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "ended_at"], name="fence_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, division="")
                | models.Q(person=None, kind="risk") & ~models.Q(division=""),
                name="fence_whose",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None)
                | models.Q(since=None)
                | models.Q(until__gt=models.F("since")),
                name="fence_period",
            ),
        ]


class Search(models.Model):
    """A person is missing: what the notice says, and when it was over. One open a person."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()
    seen_place = models.CharField(max_length=120)
    looks = models.CharField(max_length=300)
    phone = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="search_of_case")]


class Cursor(models.Model):
    """How far a process has come."""

    name = models.CharField(max_length=24, unique=True)
    at_ms = models.BigIntegerField(default=0)


class SelfTest(models.Model):
    """A synthetic call for help on its way: pressed, acknowledged, heard by the test desk."""

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="+")
    protocol = models.CharField(max_length=8)
    pressed_ms = models.BigIntegerField()
    acked_ms = models.BigIntegerField(null=True)
    heard_ms = models.BigIntegerField(null=True)
    failed = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "pressed_ms"], name="test_once")]
        indexes = [models.Index(fields=["-pressed_ms"], name="test_newest")]
