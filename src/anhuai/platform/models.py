"""Accounts and roles, the audit trail, durable jobs, stored files, imports."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from anhuai.platform import clock


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by their sign-in name."""


class Account(AbstractBaseUser):
    """Somebody (or another system) who signs in."""

    username = models.CharField("账号", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=64)
    is_active = models.BooleanField("启用", default=True)
    language = models.CharField("语言", max_length=8, default="zh-hans")
    elder = models.BooleanField("大字版", default=False)
    elder_size = models.PositiveSmallIntegerField("大字字号（磅）", default=18)
    theme = models.CharField("配色", max_length=8, default="system")
    created_at = models.DateTimeField(auto_now_add=True)
    password_since = models.DateTimeField(default=clock.now)
    must_change = models.BooleanField(default=False)  # somebody else set the password
    unread = models.PositiveIntegerField(
        default=0
    )  # notices, counted here so that the bell is free

    objects = Accounts()

    USERNAME_FIELD = "username"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(elder_size__gte=18, elder_size__lte=30),
                name="account_elder_size",
            )
        ]


class FirstDay(models.Model):
    """How far somebody is with the first day's list, and whether it was put away."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE)
    seen = models.JSONField(default=list)
    is_dismissed = models.BooleanField(default=False)


class FormerPassword(models.Model):
    """A password (hashed) that an account used before."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    password = models.CharField(max_length=128)


class Organisation(models.Model):
    """A department, institution, provider or other body that acts or is acted for."""

    kind = models.CharField(max_length=24)  # facilities.rules.BodyKind
    name = models.CharField("名称", max_length=120)
    pinyin = models.CharField(max_length=600, default="")
    social_credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    division = models.CharField("所在地", max_length=12, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["social_credit_code"],
                condition=~models.Q(social_credit_code=""),
                name="organisation_one_credit_code",
            ),
            models.UniqueConstraint(fields=["division", "name"], name="organisation_one_name"),
        ]


class RoleHolding(models.Model):
    """An account holds a role at a division, an organisation or a person, from a day to a day."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=32)
    division = models.CharField(max_length=12, null=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    person = models.BigIntegerField(null=True)  # people.Person; platform cannot point upward
    department = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(division__isnull=False, organisation=None, person=None)
                    | models.Q(division=None, organisation__isnull=False, person=None)
                    | models.Q(division=None, organisation=None, person__isnull=False)
                ),
                name="holding_at_exactly_one_place",
            )
        ]


class Delegation(models.Model):
    """An account lends roles to another from a day to a day; in force once accepted."""

    lender = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    borrower = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    holdings = models.ManyToManyField(RoleHolding, related_name="lent")
    reason = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField()
    offered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="delegation_period"
            ),
            models.CheckConstraint(
                condition=~models.Q(lender=models.F("borrower")), name="delegation_to_another"
            ),
        ]


class RightsCheck(models.Model):
    """Somebody confirmed or ended a role in a quarter's review."""

    holding = models.ForeignKey(RoleHolding, on_delete=models.PROTECT)
    quarter = models.DateField()
    outcome = models.CharField(max_length=8)  # kept ended
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT)
    by_name = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holding", "quarter"], name="rights_check_once")
        ]


class ApiKey(models.Model):
    """A key that lets another system act as an account; only its digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    title = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    since = models.DateField()
    until = models.DateField(null=True)


class ScreenLink(models.Model):
    """A link that shows an area's big screen without signing in; only its digest is kept."""

    title = models.CharField(max_length=80)
    division = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    since = models.DateField()
    until = models.DateField()
    created_by = models.BigIntegerField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="screen_link_period"
            )
        ]


class Session(AbstractBaseSession):
    """One sign-in that lasts: whose, where and on what since when; without its row it is over."""

    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    handle = models.CharField(
        max_length=16, db_index=True
    )  # names it on pages; the key stays secret
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-seen_at"], name="session_of_account")]


class OutsideSubject(models.Model):
    """Under which subject the province's single sign-on knows an account."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE)
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="outside_subject_once")
        ]


class AuditEntry(models.Model):
    """Who did what, to what, when. No foreign keys: it outlives what it records."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    account = models.BigIntegerField(null=True, db_index=True)
    actor = models.CharField(max_length=64)
    address = models.CharField(max_length=45, blank=True)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=32, blank=True)
    ids = models.JSONField(default=list)
    detail = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)


class AuditHead(models.Model):
    """The chain's last link, and the digest of the last entry that was a write; one row."""

    sequence = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    changed = models.CharField(max_length=64, default="")


class Follower(models.Model):
    """How far a job has followed the audit trail."""

    name = models.CharField(max_length=80, primary_key=True)
    sequence = models.BigIntegerField(default=0)


class Job(models.Model):
    """Work to be done at least once: due, leased while it runs, retried, kept when it failed."""

    key = models.UUIDField(unique=True)
    task = models.CharField(max_length=160)
    title = models.CharField(max_length=120, blank=True)
    arguments = models.JSONField(default=dict)
    queue = models.CharField(max_length=32, default="default")
    priority = models.SmallIntegerField(default=0)
    dedupe = models.CharField(max_length=160, null=True, unique=True)
    account = models.BigIntegerField(null=True)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    status = models.CharField(
        max_length=12
    )  # rules of django-tasks: READY RUNNING SUCCESSFUL FAILED
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["queue", "-priority", "due_at"],
                condition=models.Q(finished_at=None),
                name="job_to_do",
            )
        ]


class StoredFile(models.Model):
    """A file somebody uploaded or a job left; bytes beside the database, named by their digest."""

    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)


class Import(models.Model):
    """One uploaded workbook: previewed, then its good rows taken in and its bad rows returned."""

    register = models.CharField(max_length=32)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    upload = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    returned = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL)
    status = models.CharField(max_length=12)  # previewed running done failed
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)


class Submission(models.Model):
    """A form already sent and where that led, so that a double click changes once."""

    token = models.UUIDField(primary_key=True)
    account = models.BigIntegerField()
    led_to = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(db_index=True)


class SavedView(models.Model):
    """A list with its filters under a name of its owner's."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    list = models.CharField(max_length=40)
    title = models.CharField(max_length=40)
    query = models.CharField(max_length=600)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "list", "title"], name="saved_view_one_title"
            )
        ]


class Parameter(models.Model):
    """A setting of this installation kept in the database (county code, names)."""

    key = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()


from anhuai.platform.county_models import (  # noqa: E402 - they name the accounts above
    Department,
    DepartmentLeader,
    DepartmentName,
    OwnEntry,
    ParameterChange,
    SpecialDay,
    WorkerBeat,
)
from anhuai.platform.notices.models import (  # noqa: E402
    Announcement,
    Contact,
    KnownDevice,
    Message,
    Notice,
)
from anhuai.platform.protection_models import (  # noqa: E402
    AuditSubject,
    LegalHold,
    Resealing,
    RetentionProposal,
)
from anhuai.platform.webhooks.models import Attempt, Delivery, Receiver  # noqa: E402

__all__ = [
    "Announcement", "Attempt", "AuditSubject", "Contact", "Delivery", "Department",
    "DepartmentLeader", "DepartmentName", "KnownDevice", "LegalHold", "Message", "Notice",
    "OwnEntry", "ParameterChange", "Receiver", "Resealing", "RetentionProposal", "SpecialDay",
    "WorkerBeat",
]  # fmt: skip
