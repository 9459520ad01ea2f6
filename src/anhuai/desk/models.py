"""Calls, video calls, tickets, knowledge, care calls, what begins them, hand-overs, drills."""

from django.db import models


class Extension(models.Model):
    """At which telephone of the exchange an officer sits."""

    account = models.OneToOneField("platform.Account", on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=12, unique=True)


class Call(models.Model):
    """One call of the hotline; `line` is the exchange's own name of it, once."""

    line = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=3)  # rules.calls.Direction
    state = models.CharField(max_length=8)  # rules.calls.CallState
    phone_sealed = models.BinaryField()
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    known_as = models.CharField(max_length=8, blank=True)  # rules.calls.KnownAs
    caller = models.CharField(max_length=64, blank=True)
    division = models.CharField(max_length=12)
    began_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    extension = models.CharField(max_length=12, blank=True)
    account = models.ForeignKey(
        "platform.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    officer = models.CharField(max_length=64, blank=True)
    wrap_up = models.CharField(max_length=24, blank=True)  # catalogue/wrap_ups
    note = models.CharField(max_length=500, blank=True)
    ticket = models.ForeignKey("Ticket", null=True, on_delete=models.PROTECT, related_name="calls")
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["-began_at"], name="call_newest"),
            models.Index(fields=["state", "began_at"], name="call_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=~models.Q(line=""), name="call_line_once"
            ),
        ]


class Ticket(models.Model):
    """A matter somebody called about; `division` is where it is worked, `place` whereof it is."""

    kind = models.CharField(max_length=24)  # catalogue/tickets
    state = models.CharField(max_length=12)  # rules.tickets.TicketState
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    caller = models.CharField(max_length=64, blank=True)
    phone_sealed = models.BinaryField()
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    division = models.CharField(max_length=12)
    place = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64)
    take_due = models.DateTimeField()
    answer_due = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    holder = models.ForeignKey(
        "platform.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    holder_name = models.CharField(max_length=64, blank=True)
    answer = models.TextField(blank=True)
    rating = models.PositiveSmallIntegerField(null=True)
    overdue = models.PositiveSmallIntegerField(default=0)  # how often somebody above was told
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["division", "state"], name="ticket_of_division"),
            models.Index(fields=["-opened_at"], name="ticket_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rating=None) | models.Q(rating__gte=1, rating__lte=5),
                name="ticket_rating",
            ),
            models.CheckConstraint(
                condition=models.Q(answer_due__gte=models.F("take_due")), name="ticket_clocks"
            ),
        ]


class TicketEntry(models.Model):
    """One line of a ticket's timeline."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    what = models.CharField(max_length=16)  # rules.tickets.TicketWhat
    says = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["ticket", "id"], name="ticket_timeline")]


class Article(models.Model):
    """One version of an article of the knowledge base; `key` is the same over its versions."""

    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=100)
    body = models.TextField()
    words = models.CharField(max_length=200, blank=True)  # further words people ask with
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=1)  # kernel.confidence.Confidence
    item = models.CharField(max_length=60, blank=True)  # a benefit of the benefits room
    since = models.DateField()
    until = models.DateField(null=True)
    state = models.CharField(max_length=10)  # rules.knowing.ArticleState
    author = models.BigIntegerField()
    author_name = models.CharField(max_length=64)
    approved_name = models.CharField(max_length=64, blank=True)
    approved_at = models.DateTimeField(null=True)
    search = models.TextField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="article_version_once"),
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(state="approved", until=None),
                name="article_one_current",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="article_period",
            ),
        ]  # fmt: skip


class CareRound(models.Model):
    """A list of people to call, begun on a day within a division."""

    code = models.CharField(max_length=24)  # catalogue/care_lists
    division = models.CharField(max_length=12)
    began_on = models.DateField()
    by = models.CharField(max_length=64)
    ended_on = models.DateField(null=True)
    is_warned = models.BooleanField(default=False)  # begun by a warning, and ended with the last

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "division"], condition=models.Q(ended_on=None),
                name="care_round_one_open",
            )
        ]  # fmt: skip


class WeatherWarning(models.Model):
    """A dated warning of the weather service; `serial` is the sender's own number, once."""

    kind = models.CharField(max_length=24)  # catalogue/warnings
    level = models.CharField(max_length=8)  # rules.warnings.WarningLevel
    text = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=64)
    sender = models.BigIntegerField(default=0)  # the account that sent it
    serial = models.CharField(max_length=64, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    state = models.CharField(max_length=8)  # rules.warnings.WarningState
    received_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    lifted_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["state", "-since"], name="weather_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "serial"], condition=~models.Q(serial=""),
                name="weather_serial_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="weather_period"
            ),
        ]  # fmt: skip


class WarningArea(models.Model):
    """A division a warning is for, and the round that calls its elders."""

    warning = models.ForeignKey(WeatherWarning, on_delete=models.PROTECT, related_name="areas")
    division = models.CharField(max_length=12)
    round = models.ForeignKey(
        CareRound, null=True, on_delete=models.PROTECT, related_name="warnings"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["warning", "division"], name="warning_area_once"),
        ]


class Discharge(models.Model):
    """A hospital's notice that somebody went home; kept whether the person is known or not."""

    sender = models.BigIntegerField(default=0)  # the account that sent it
    serial = models.CharField(max_length=64, blank=True)  # the sender's own number, once
    hospital = models.CharField(max_length=100)
    name = models.CharField(max_length=50)
    identity_sealed = models.BinaryField()
    identity_index = models.CharField(max_length=64, blank=True, db_index=True)
    discharged_on = models.DateField()
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    division = models.CharField(max_length=12)
    state = models.CharField(max_length=10)  # rules.discharges.DischargeState
    note = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-id"], name="discharge_state"),
            models.Index(fields=["person", "discharged_on"], name="discharge_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "serial"], condition=~models.Q(serial=""),
                name="discharge_serial_once",
            ),
        ]  # fmt: skip


class CareCall(models.Model):
    """Somebody of a round: how often tried, what was answered, the case an answer led to."""

    round = models.ForeignKey(CareRound, on_delete=models.PROTECT, related_name="calls")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    division = models.CharField(max_length=12)
    state = models.CharField(max_length=10)  # rules.caring.CareState
    attempts = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField(null=True)
    officer = models.CharField(max_length=64, blank=True)
    answers = models.JSONField(default=dict)
    severity = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["person", "last_at"], name="care_call_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="care_call_once"),
        ]


class Handover(models.Model):
    """What an outgoing shift leaves to the next; somebody of the next confirms it."""

    division = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    account = models.BigIntegerField()
    says = models.TextField()
    open_cases = models.PositiveIntegerField()
    open_tickets = models.PositiveIntegerField()
    taken_by = models.CharField(max_length=64, blank=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="handover_newest")]


class Drill(models.Model):
    """A labelled alarm sent through the real path, and what was found."""

    division = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    account = models.BigIntegerField()
    plan = models.CharField(max_length=200)
    device = models.ForeignKey("response.Device", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")
    found = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)


class VideoCall(models.Model):
    """A video call about a case or with a person; nothing of it is recorded but who and when."""

    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    division = models.CharField(max_length=12)
    account = models.ForeignKey("platform.Account", on_delete=models.PROTECT, related_name="+")
    officer = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["-opened_at"], name="video_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at=None), name="video_one_of_case"
            ),
        ]


class VideoSeat(models.Model):
    """Somebody asked to a video call: by a link used once, or an officer by account."""

    call = models.ForeignKey(VideoCall, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=8)  # rules.video.VideoRole
    name = models.CharField(max_length=64)
    account = models.ForeignKey(
        "platform.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, blank=True)  # of the link
    holder = models.CharField(max_length=64, blank=True)  # of the cookie of who used it
    agreed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    sitting = models.PositiveIntegerField(default=0)  # how often a page was opened with it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=~models.Q(digest=""), name="video_link_once"
            ),
            models.UniqueConstraint(
                fields=["holder"], condition=~models.Q(holder=""), name="video_holder_once"
            ),
            models.UniqueConstraint(fields=["call", "account"], name="video_seat_of_account"),
        ]


class VideoNote(models.Model):
    """What one browser tells another to find the way; gone when the call is over."""

    call = models.ForeignKey(VideoCall, on_delete=models.CASCADE, related_name="notes")
    sender = models.ForeignKey(VideoSeat, on_delete=models.CASCADE, related_name="+")
    receiver = models.ForeignKey(VideoSeat, on_delete=models.CASCADE, related_name="+")
    body = models.JSONField()
    at = models.DateTimeField()
