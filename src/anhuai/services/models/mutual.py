"""Tables of mutual help and the time bank: members, teams, pairs, tasks, hours in double entry.

A posting moves minutes from one account to another, so no row can be out of balance; entries and
postings are append-only by triggers, `key` names an event once for ever. A lot is what was earned
at once, with the day it ends; `used` can never exceed it (ADR 0069).
"""

from django.db import models

from anhuai.services.rules.mutual import TaskState, TimeBook, TimeKind


class Member(models.Model):
    """Who helps or holds hours: a person of the register, or somebody from outside by name."""

    person = models.OneToOneField(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("姓名", max_length=50)
    pinyin = models.CharField(max_length=200)
    unit = models.CharField("单位", max_length=80, blank=True)
    kind = models.CharField(max_length=12, blank=True)  # rules.mutual.MemberKind
    division = models.CharField(max_length=12, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="member_period",
            )
        ]


class Team(models.Model):
    """A mutual-help team of a village or town, from a day to a day."""

    name = models.CharField("队伍名称", max_length=80)
    division = models.CharField(max_length=12, db_index=True)
    leader = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "name"], condition=models.Q(until=None),
                name="help_team_one_name",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="help_team_period",
            ),
        ]  # fmt: skip


class TeamMember(models.Model):
    """A member in a team, from a day to a day."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="seats")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="seats")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "member"], condition=models.Q(until=None), name="team_member_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="team_member_period",
            ),
        ]


class Pair(models.Model):
    """A member who looks after somebody regularly (结对), from a day to a day."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="pairs")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=12, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)
    why_ended = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "person"], condition=models.Q(until=None), name="pair_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="pair_period",
            ),
        ]


class HelpTask(models.Model):
    """Help asked for or offered, taken, done, confirmed by who was helped."""

    client = models.UUIDField(unique=True)
    origin = models.CharField(max_length=8)
    kind = models.CharField(max_length=12)
    says = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=12)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    helper = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="tasks")
    wanted_on = models.DateField()
    planned = models.PositiveSmallIntegerField()  # minutes
    state = models.CharField(max_length=10, default="open")
    began = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    confirmed = models.CharField(max_length=10, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    signature = models.ForeignKey(
        "platform.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    tries = models.PositiveSmallIntegerField(default=0)
    doubts = models.JSONField(default=list)
    why = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[str(one) for one in TaskState]), name="task_state"
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(helper__isnull=False),
                name="task_has_a_side",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "cancelled"])
                | models.Q(person__isnull=False, helper__isnull=False),
                name="task_taken_has_both",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["done", "confirmed"])
                | models.Q(began__isnull=False, minutes__gt=0),
                name="task_done_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | ~models.Q(confirmed=""),
                name="task_confirmed_how",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "wanted_on", "id"], name="task_by_place"),
            models.Index(fields=["helper", "began"], name="task_by_helper"),
            models.Index(fields=["person", "wanted_on"], name="task_by_person"),
        ]


class TimeAccount(models.Model):
    """An account of the time bank: a member's, or one of the county's books."""

    book = models.CharField(max_length=8)
    member = models.OneToOneField(
        Member, null=True, on_delete=models.PROTECT, related_name="account"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book"], condition=models.Q(member=None), name="time_account_one_book"
            ),
            models.CheckConstraint(
                condition=models.Q(book=str(TimeBook.HELD), member__isnull=False)
                | models.Q(member=None) & ~models.Q(book=str(TimeBook.HELD)),
                name="time_account_held_by_member",
            ),
        ]


class TimeEntry(models.Model):
    """One event in the books; a task is booked once because its key is."""

    kind = models.CharField(max_length=10)
    on = models.DateField(db_index=True)
    says = models.CharField(max_length=200)
    key = models.CharField(max_length=80, unique=True)
    task = models.ForeignKey(HelpTask, null=True, on_delete=models.PROTECT, related_name="entries")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(one) for one in TimeKind]), name="time_kind"
            ),
            models.UniqueConstraint(fields=["task", "kind"], name="time_task_booked_once"),
        ]


class TimePosting(models.Model):
    """So many minutes from one account to another."""

    entry = models.ForeignKey(TimeEntry, on_delete=models.PROTECT, related_name="postings")
    source = models.ForeignKey(TimeAccount, on_delete=models.PROTECT, related_name="out")
    target = models.ForeignKey(TimeAccount, on_delete=models.PROTECT, related_name="into")
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="time_minutes"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="time_between_two"
            ),
        ]


class TimeLot(models.Model):
    """Minutes that came into an account at once; they end together."""

    account = models.ForeignKey(TimeAccount, on_delete=models.PROTECT, related_name="lots")
    entry = models.ForeignKey(TimeEntry, on_delete=models.PROTECT, related_name="lots")
    minutes = models.PositiveIntegerField()
    used = models.PositiveIntegerField(default=0)
    since = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gt=0, used__gte=0)
                & models.Q(used__lte=models.F("minutes")),
                name="time_never_overdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gt=models.F("since")),
                name="time_lot_period",
            ),
        ]
        indexes = [models.Index(fields=["account", "ends"], name="time_lot_order")]
