"""Announcements: written for a division or a role there, shown for some days, reading known."""

from datetime import date, datetime, time

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.jobs.backend import put
from anhuai.platform.models import Account, RoleHolding
from anhuai.platform.notices.models import Announcement, Notice
from anhuai.platform.notices.telling import holders, tell
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.roles import ROLES


class BadAnnouncement(Unfit):
    """An announcement that cannot be; codes: place, role, period, over."""


declare_placed(
    Placed(
        "platform.announcement.division", _("公告"), How.NOW, Announcement.objects.all,
        counted=Q(withdrawn_at=None),
    )
)  # fmt: skip


@action(
    permit=Permit.ANNOUNCEMENTS_MANAGE,
    title=_("发布公告"),
    logs=("division", "role", "since", "until"),
    subject="announcement",
)
def announce(
    actor: Actor, *, title: str, body: str, division: str, role: str, since: date,
    until: date | None,
) -> Announcement:  # fmt: skip
    """Tell a division, or a role there, from a day until a day (excluded).

    It enters the inboxes on its first day. Raises `BadAnnouncement`.
    """
    _check(actor, division, role, since, until)
    made = Announcement.objects.create(
        title=title.strip(), body=body.strip(), division=division, role=role, since=since,
        until=until, account_id=actor.account or 0, by=actor.name,
    )  # fmt: skip
    begins = timezone.make_aware(datetime.combine(since, time()))
    put(publish.using(run_after=max(begins, clock.now())), [made.pk], {})
    return made


def _check(actor: Actor, division: str, role: str, since: date, until: date | None) -> None:
    if not actor.scope(Permit.ANNOUNCEMENTS_MANAGE).covers(division):
        raise BadAnnouncement(
            "place", "只能向您管理的地区发公告。", "Announce within your own area only.",
            field="division",
        )  # fmt: skip
    if role and role not in ROLES:
        raise BadAnnouncement("role", "没有这个角色。", "No such role.", field="role")
    if since < clock.today() or (until is not None and until <= since):
        raise BadAnnouncement(
            "period",
            "开始日期不能早于今天，结束日期不能早于开始日期。",
            "It starts today or later, and ends no earlier than it starts.",
            field="last",
        )


@task()
def publish(announcement_id: int) -> int:
    """Put an announcement into the inboxes it is for; again tells nobody twice."""
    found = Announcement.objects.filter(pk=announcement_id, withdrawn_at=None).first()
    if found is None:
        return 0
    return tell(
        "announcement", _readers(found), url=f"/announcements/{found.pk}/",
        dedupe=f"announcement:{found.pk}", announcement=found.pk, title=found.title,
    )  # fmt: skip


def _readers(found: Announcement) -> set[int]:
    reached = set(holders(role=found.role, division=found.division))
    if _is_whole(found.division) and found.role in ("", "family"):
        # A family's role is at a person, whom the platform cannot place within the county.
        today = clock.today()
        family = RoleHolding.objects.filter(person__isnull=False, since__lte=today)
        reached |= set(family.exclude(until__lte=today).values_list("account", flat=True))
    return reached


def _is_whole(division: str) -> bool:
    return county.code().startswith(division)


@action(
    permit=Permit.ANNOUNCEMENTS_MANAGE,
    title=_("撤回公告"),
    logs=("announcement_id",),
    subject="announcement",
)
def withdraw(actor: Actor, *, announcement_id: int) -> Announcement:
    """Take an announcement back at once, from the inboxes too; raises `NotHere`."""
    found = managed(actor).filter(pk=announcement_id, withdrawn_at=None).first()
    if found is None:
        raise NotHere("announcement", announcement_id)
    found.withdrawn_at = clock.now()
    found.save(update_fields=["withdrawn_at"])
    not_read = Notice.objects.filter(announcement=found, read_at=None).values("account")
    Account.objects.filter(pk__in=not_read, unread__gt=0).update(unread=F("unread") - 1)
    return found


def managed(actor: Actor) -> QuerySet[Announcement]:
    """Return every announcement for a place in the actor's area."""
    scope = actor.scope(Permit.ANNOUNCEMENTS_MANAGE)
    return Announcement.objects.filter(scope.within("division"))


def current(actor: Actor) -> list[Announcement]:
    """Return the announcements that hold today for the actor, newest first."""
    today = clock.today()
    holding = Announcement.objects.filter(withdrawn_at=None, since__lte=today)
    found = holding.exclude(until__lte=today).order_by("-since", "-pk")
    return [one for one in found if is_for(actor, one)]


def is_for(actor: Actor, one: Announcement) -> bool:
    """Say whether an announcement is for an actor, by the roles they hold today."""
    for held in actor.holdings:
        if one.role and held.role != one.role:
            continue
        if held.division is not None and held.division.startswith(one.division):
            return True
        if held.organisation is not None and actor.account in set(_readers(one)):
            return True
        if held.person is not None and _is_whole(one.division):
            return True
    return False


def opened(actor: Actor, announcement_id: int) -> Announcement:
    """Return an announcement that is for the actor, or theirs to manage; raises `NotHere`."""
    found = Announcement.objects.filter(pk=announcement_id).first()
    if found is None or not (_may_read(actor, found) or _may_manage(actor, found)):
        raise NotHere("announcement", announcement_id)
    return found


def _may_read(actor: Actor, one: Announcement) -> bool:
    return one.withdrawn_at is None and one.since <= clock.today() and is_for(actor, one)


def _may_manage(actor: Actor, one: Announcement) -> bool:
    return actor.scope(Permit.ANNOUNCEMENTS_MANAGE).covers(one.division)


def notice_of(actor: Actor, one: Announcement) -> int | None:
    """Return the actor's notice of an announcement; whoever came later gets theirs now."""
    if not _may_read(actor, one) or actor.account is None:
        return None
    key = f"announcement:{one.pk}"
    tell(
        "announcement", [actor.account], url=f"/announcements/{one.pk}/", dedupe=key,
        announcement=one.pk, title=one.title,
    )  # fmt: skip
    mine = Notice.objects.filter(account=actor.account, dedupe=key)
    return mine.values_list("pk", flat=True).first()


def reading(one: Announcement) -> "QuerySet[Notice]":
    """Return who was told, those who read it first."""
    told = Notice.objects.filter(announcement=one).select_related("account")
    return told.order_by("-read_at", "account__name")
