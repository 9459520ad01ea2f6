"""Activities: planned, signed up for, held with their hours, called off; certificates of hours."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services.actions import bank as booking
from anhuai.services.actions.mutual import place_of
from anhuai.services.models import Activity, HoursCertificate, SignUp
from anhuai.services.queries import bank
from anhuai.services.queries import mutual as members
from anhuai.services.queries import volunteers as queries
from anhuai.services.rules.mutual import MOST_TASK
from anhuai.services.rules.volunteers import (
    MOST_PLACES,
    ActivityFacts,
    ActivityKind,
    ActivityState,
    BadActivity,
)

JOIN, MANAGE = Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE


@action(permit=MANAGE, title=_("计划活动"), subject="activity")
def plan_activity(actor: Actor, *, facts: ActivityFacts) -> Activity:
    """Plan an activity in the actor's area; raises `BadActivity` for what cannot be held."""
    title = normalise(facts.title)[:80]
    if not title:
        raise BadActivity("title", "请填写活动名称。", "Enter the title.", field="title")
    if not 1 <= facts.places <= MOST_PLACES:
        raise BadActivity(
            "places", f"名额应为 1 到 {MOST_PLACES}。", f"1 to {MOST_PLACES} places.",
            field="places",
        )  # fmt: skip
    if not 0 < facts.minutes <= MOST_TASK:
        raise BadActivity(
            "minutes", "时长应为 1 到 720 分钟。", "1 to 720 minutes.", field="minutes"
        )
    if facts.starts < clock.now():
        raise BadActivity(
            "past", "开始时间已经过去，请核对。", "The start has passed.", field="starts"
        )
    return Activity.objects.create(
        title=title, kind=str(ActivityKind(facts.kind)), division=place_of(actor, facts.division),
        spot=normalise(facts.spot)[:80], starts=facts.starts, minutes=facts.minutes,
        places=facts.places, created_at=clock.now(), created_by=actor.name[:64],
    )  # fmt: skip


@action(permit=JOIN, title=_("报名活动"), logs=("activity", "member"), subject="activity")
def sign_up(actor: Actor, *, activity: int, member: int) -> Activity:
    """Take a place for a member; again keeps the one there is. Never more than there are places."""
    found = queries.activity(actor, activity, permit=JOIN)
    one = members.member(actor, member, permit=JOIN)
    if not one.kind or one.until is not None:
        raise BadActivity("member", "此人不是在册的互助成员。", "Not a member.", field="member")
    if SignUp.objects.filter(activity=found, member=one, withdrawn_at=None).exists():
        return found
    free = Activity.objects.filter(
        pk=found.pk, state=ActivityState.PLANNED, starts__gt=clock.now(), taken__lt=F("places")
    )
    if not free.update(taken=F("taken") + 1):
        raise BadActivity(
            "full", "名额已满或报名已截止，请看其他活动。", "It is full or closed: see others."
        )
    try:
        with transaction.atomic():
            SignUp.objects.create(activity=found, member=one, at=clock.now())
    except IntegrityError as twice:  # of a double click the second gives its place back
        Activity.objects.filter(pk=found.pk).update(taken=F("taken") - 1)
        if not SignUp.objects.filter(activity=found, member=one, withdrawn_at=None).exists():
            raise BadActivity("again", "请重试。", "Try again.") from twice
    found.refresh_from_db()
    return found


@action(permit=JOIN, title=_("取消活动报名"), logs=("activity", "member"), subject="activity")
def sign_off(actor: Actor, *, activity: int, member: int) -> Activity:
    """Give a place back before the activity is held."""
    found = queries.activity(actor, activity, permit=JOIN)
    one = members.member(actor, member, permit=JOIN)
    if found.state != ActivityState.PLANNED:
        raise BadActivity("state", "活动已举办或已取消。", "It was held or called off.")
    rows = SignUp.objects.filter(activity=found, member=one, withdrawn_at=None)
    if not rows.update(withdrawn_at=clock.now()):
        raise NotHere("help_member", member)
    Activity.objects.filter(pk=found.pk).update(taken=F("taken") - 1)
    found.refresh_from_db()
    return found


def _planned(actor: Actor, activity: int, version: int) -> Activity:
    queries.activity(actor, activity, permit=MANAGE)
    found = Activity.objects.select_for_update().get(pk=activity)
    if not actor.scope(MANAGE).covers(found.division):
        raise NotHere("activity", activity)
    if found.version != version:
        raise Stale("activity", activity)
    if found.state != ActivityState.PLANNED:
        raise BadActivity("state", "活动已举办或已取消。", "It was held or called off.")
    found.version += 1
    return found


@action(permit=MANAGE, title=_("登记活动到场"), logs=("activity",), subject="activity")
def hold_activity(actor: Actor, *, activity: int, version: int, came: Collection[int]) -> Activity:
    """Say who of those signed up came (ids of members); their hours are booked, once."""
    found = _planned(actor, activity, version)
    if clock.now() < found.starts:
        raise BadActivity("early", "活动还没有开始。", "It has not begun yet.")
    rows = {one.member_id: one for one in found.signups.filter(withdrawn_at=None).select_related(
        "member")}  # fmt: skip
    strangers = set(came) - set(rows)
    if strangers:
        raise NotHere("help_member", min(strangers))
    on = timezone.localtime(found.starts).date()
    for key, one in sorted(rows.items()):
        one.attended = key in came
        one.minutes = found.minutes if one.attended else 0
        if one.attended and bank.activities_count(on):
            booking.earn(
                actor, one.member, found.minutes, on, says=f"活动：{found.title}",
                key=f"activity:{found.pk}:{key}",
            )  # fmt: skip
    SignUp.objects.bulk_update(rows.values(), ["attended", "minutes"], batch_size=500)
    found.state = str(ActivityState.HELD)
    found.save()
    return found


@action(permit=MANAGE, title=_("取消活动"), logs=("activity",), subject="activity")
def call_off_activity(actor: Actor, *, activity: int, version: int) -> Activity:
    """Call a planned activity off; who had signed up stays on record."""
    found = _planned(actor, activity, version)
    found.state = str(ActivityState.CANCELLED)
    found.save()
    return found


@action(
    permit=JOIN, title=_("出具服务时长证明"), logs=("member", "since", "last"),
    subject="hours_certificate",
)  # fmt: skip
def issue_certificate(actor: Actor, *, member: int, since: date, last: date) -> HoursCertificate:
    """Certify a member's confirmed service from a day to a day, with a code to verify it by.

    The same span with the same hours is the same certificate.
    """
    one = members.member(actor, member, permit=JOIN)
    if since > last or last > clock.today():
        raise BadActivity(
            "days", "起止日期不对：止于今天或以前，起不晚于止。",
            "It ends today or before, and begins before that.", field="last",
        )  # fmt: skip
    until = last + timedelta(days=1)
    found = queries.served(one.pk, since=since, until=until)
    if not found.minutes:
        raise BadActivity(
            "none", "这段时间没有已确认的服务，不能出具证明。", "No confirmed service then.",
            field="since",
        )  # fmt: skip
    before = HoursCertificate.objects.filter(member=one, since=since, until=until)
    same = before.filter(minutes=found.minutes, withdrawn_at=None).first()
    if same is not None:
        return same
    return HoursCertificate.objects.create(
        member=one, since=since, until=until, tasks=found.tasks, activities=found.activities,
        minutes=found.minutes, issued_on=clock.today(), issued_by=actor.name[:64],
        code=queries.certificate_code(one.pk, since, until, before.count()),
    )  # fmt: skip


@action(
    permit=MANAGE, title=_("作废服务时长证明"), logs=("certificate",), subject="hours_certificate"
)  # fmt: skip
def withdraw_certificate(actor: Actor, *, certificate: int, reason: str) -> HoursCertificate:
    """Let a certificate be void: who verifies it reads so."""
    found = queries.certificate(actor, certificate)
    members.member(actor, found.member_id, permit=MANAGE)
    if len(normalise(reason)) < 2:
        raise BadActivity("reason", "请写明作废的原因。", "Say why.", field="reason")
    if found.withdrawn_at is None:
        found.withdrawn_at = clock.now()
        found.save(update_fields=["withdrawn_at"])
    return found
