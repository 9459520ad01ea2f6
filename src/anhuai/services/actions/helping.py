"""Help asked, offered, taken, done, confirmed by who was helped, and booked once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.platform import clock, files, wall
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services.actions import bank as booking
from anhuai.services.models import HelpTask, Member
from anhuai.services.queries import bank
from anhuai.services.queries import mutual as queries
from anhuai.services.queries.targets import code_of
from anhuai.services.rules.mutual import (
    MOST_TASK,
    OLDEST,
    TRIES,
    Asking,
    BadHelp,
    Confirmed,
    HelpDoubt,
    HelpKind,
    Origin,
    TaskState,
    overlaps,
)

JOIN, MANAGE = Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE
MOST_IMAGE = 1 << 20


def _new(
    actor: Actor, asking: Asking, place: str, origin: Origin,
    *, person: int | None = None, helper: Member | None = None,
) -> HelpTask:  # fmt: skip
    before = HelpTask.objects.filter(client=asking.client).first()
    if before is not None:
        return queries.task(actor, before.pk, permit=JOIN)
    today = clock.today()
    if not today <= asking.wanted_on <= today + timedelta(366):
        raise BadHelp(
            "day", "日期应在今天以后一年之内。", "A day within the coming year.", field="wanted_on"
        )
    if not 0 < asking.minutes <= MOST_TASK:
        raise BadHelp(
            "minutes", "预计时长应为 1 到 720 分钟。", "1 to 720 minutes.", field="minutes"
        )
    try:
        with transaction.atomic():
            return HelpTask.objects.create(
                client=asking.client, origin=str(origin), kind=str(HelpKind(asking.kind)),
                says=normalise(asking.says)[:200], place=place, person_id=person, helper=helper,
                wanted_on=asking.wanted_on, planned=asking.minutes, asked_at=clock.now(),
                asked_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError:
        return queries.task(actor, HelpTask.objects.get(client=asking.client).pk, permit=JOIN)


@action(permit=JOIN, title=_("求助"), logs=("person",), subject="help_task")
def ask_help(actor: Actor, *, person: int, asking: Asking) -> HelpTask:
    """Ask for help for somebody; the same wish again is the same task."""
    found = people.person_in_scope(actor, person, permit=JOIN)
    if found.died is not None:
        raise BadHelp("died", "此人已去世。", "The person has died.", field="person")
    if bank.charge(clock.today()) == 2:
        one = Member.objects.filter(person=person).first()
        held = bank.balances([one.pk]).get(one.pk, 0) if one else 0
        if held < asking.minutes:
            raise BadHelp(
                "left", "时间不够，本县规定时间不足的不能求助；可以请村里申请公益时间。",
                "Too few hours: ask the village for hours of the common pool.", field="minutes",
            )  # fmt: skip
    return _new(actor, asking, found.division or found.hukou, Origin.ASKED, person=person)


@action(permit=JOIN, title=_("提供互助"), logs=("member",), subject="help_task")
def offer_help(actor: Actor, *, member: int, asking: Asking) -> HelpTask:
    """Offer a member's help; the same offer again is the same task."""
    one = _helper(actor, member)
    return _new(actor, asking, one.division, Origin.OFFERED, helper=one)


def _helper(actor: Actor, member: int) -> Member:
    one = queries.member(actor, member, permit=JOIN)
    if not one.kind or one.until is not None:
        raise BadHelp(
            "member", "此人不是在册的互助成员，请先登记。", "Not a member: enter first.",
            field="member",
        )  # fmt: skip
    return one


def _changed(found: HelpTask, version: int, *states: TaskState) -> HelpTask:
    if found.version != version:
        raise Stale("help_task", found.pk)
    if found.state not in states:
        raise BadHelp(
            "state", "这次互助的状态已经变了，请刷新后再办。", "The task has changed: reload.",
        )  # fmt: skip
    found.version += 1
    return found


def _locked(task: int) -> HelpTask:
    found = HelpTask.objects.select_for_update(of=("self",)).filter(pk=task).first()
    if found is None:
        raise NotHere("help_task", task)
    return found


@action(permit=JOIN, title=_("接单互助"), logs=("task", "member"), subject="help_task")
def take_task(actor: Actor, *, task: int, member: int, version: int) -> HelpTask:
    """Let a member take what is asked for: open, and where the member helps; the first has it."""
    one = _helper(actor, member)
    found = _locked(task)
    if not found.place.startswith(one.division) and not actor.scope(MANAGE).covers(found.place):
        raise NotHere("help_task", task)
    if found.person_id == one.person_id:
        raise BadHelp("self", "不能接自己的求助。", "Not one's own.", field="member")
    found = _changed(found, version, TaskState.OPEN)
    found.helper, found.state = one, str(TaskState.TAKEN)
    found.save()
    return found


@action(permit=JOIN, title=_("接受帮助"), logs=("task", "person"), subject="help_task")
def accept_offer(actor: Actor, *, task: int, person: int, version: int) -> HelpTask:
    """Take up a member's offer for somebody of the place it was made for."""
    found = _locked(task)
    one = people.person_in_scope(actor, person, permit=JOIN)
    if not (one.division or one.hukou).startswith(found.place):
        raise NotHere("help_task", task)
    if found.origin != Origin.OFFERED or (found.helper and found.helper.person_id == person):
        raise BadHelp("self", "请选择要帮助的另一人。", "Choose somebody else.", field="person")
    found = _changed(found, version, TaskState.OPEN)
    found.person, found.place, found.state = one, one.division or one.hukou, str(TaskState.TAKEN)
    found.save()
    return found


@action(
    permit=JOIN, title=_("登记互助完成"), logs=("task", "began", "minutes"), subject="help_task"
)
def finish_task(
    actor: Actor, *, task: int, version: int, began: datetime, minutes: int
) -> HelpTask:
    """Say when a task was done and how long it took; nobody helps in two houses at once."""
    queries.task(actor, task, permit=JOIN)
    found = _changed(_locked(task), version, TaskState.TAKEN, TaskState.DONE)
    helper = Member.objects.select_for_update().get(pk=found.helper_id or 0)  # one after the other
    if not actor.scope(MANAGE).covers(found.place):
        queries.member(actor, helper.pk, permit=JOIN)  # who was helped does not write the hours
    now = clock.now()
    if not 0 < minutes <= MOST_TASK:
        raise BadHelp("minutes", "时长应为 1 到 720 分钟。", "1 to 720 minutes.", field="minutes")
    if not now - OLDEST <= began or began + timedelta(minutes=minutes) > now:
        raise BadHelp(
            "time", "开始和结束时间应在过去 62 天之内，请核对。",
            "Began and ended within the last 62 days.", field="began",
        )  # fmt: skip
    found.doubts = _doubts(found, helper, began, minutes)
    found.began, found.minutes, found.state = began, minutes, str(TaskState.DONE)
    found.save()
    return found


def _doubts(found: HelpTask, helper: Member, began: datetime, minutes: int) -> list[str]:
    """Return what is doubtful; raise `BadHelp` where the helper was in another house then."""
    doubts: list[str] = []
    near = HelpTask.objects.filter(
        helper=helper, state__in=[TaskState.DONE, TaskState.CONFIRMED],
        began__gt=began - timedelta(minutes=MOST_TASK),
        began__lt=began + timedelta(minutes=minutes),
    ).exclude(pk=found.pk)  # fmt: skip
    home = found.person.household_id if found.person else None
    for other in near.select_related("person"):
        if other.began is None or not overlaps(began, minutes, other.began, other.minutes or 0):
            continue
        theirs = other.person.household_id if other.person else None
        if home is None or home != theirs:
            start = timezone.localtime(other.began)
            raise BadHelp(
                "two_places",
                f"{helper.name}在 {start:%m-%d %H:%M} 起的 {other.minutes} 分钟内在另一户帮忙，"
                "一个人不能同时在两处，请核对时间。",
                "The helper was in another house at that time: check the times.", field="began",
            )  # fmt: skip
        doubts.append(str(HelpDoubt.OVERLAP))
    if helper.person_id and found.person_id:
        on = timezone.localtime(began).date()
        if people.are_close(helper.person_id, found.person_id, on=on):
            doubts.append(str(HelpDoubt.KIN))
    if clock.now() - began > timedelta(days=7):
        doubts.append(str(HelpDoubt.LATE))
    return sorted(set(doubts))


@dataclass(frozen=True, slots=True)
class Confirming:
    """What became of a confirmation: booked, or a wrong code, and how many tries are left."""

    pk: int
    is_right: bool
    tries_left: int = 0


@action(permit=JOIN, title=_("确认互助"), logs=("task", "how", "version"), subject="help_task")
def confirm_task(
    actor: Actor, *, task: int, version: int, how: Confirmed, code: str = "", image: bytes = b""
) -> Confirming:
    """Confirm for who was helped, and book the hours, once.

    By the six digits on their card (a wrong one counts, so that they are not guessed), by their
    signature, or by their own or their family's account.
    """
    queries.task(actor, task, permit=JOIN)
    found = _changed(_locked(task), version, TaskState.DONE)
    if found.person_id is None or found.helper is None or found.began is None:
        raise NotHere("help_task", task)
    if how is Confirmed.OWN and found.person_id not in actor.scope(JOIN).persons:
        raise BadHelp(
            "own", "只有受助人或其家属的账号可以这样确认。", "Only their own account.", field="how"
        )
    if how is Confirmed.CODE:
        if found.tries >= TRIES:
            raise BadHelp(
                "tries", "确认码输错次数过多，请改用签名确认。",
                "Too many wrong codes: use a signature.", field="code",
            )  # fmt: skip
        if normalise(code) != code_of(found.person_id):
            HelpTask.objects.filter(pk=found.pk).update(tries=found.tries + 1)
            return Confirming(found.pk, is_right=False, tries_left=TRIES - found.tries - 1)
    if how is Confirmed.SIGNATURE:
        if not image or len(image) > MOST_IMAGE:
            raise BadHelp(
                "signature", "请附不超过 1 MB 的签名图片。", "Add a picture of at most 1 MB.",
                field="image",
            )  # fmt: skip
        found.signature = files.keep(
            actor, BytesIO(image), name=f"help-{found.pk}",
            allowed=frozenset({files.PNG, files.JPEG}), lasting=True,
        )  # fmt: skip
    found.confirmed, found.confirmed_at = str(how), clock.now()
    found.state = str(TaskState.CONFIRMED)
    _book(actor, found, found.helper)
    found.save()
    return Confirming(found.pk, is_right=True)


def _book(actor: Actor, found: HelpTask, helper: Member) -> None:
    """Credit the helper; take from who was helped what the county's setting says."""
    assert found.began is not None and found.minutes is not None  # noqa: PT018, S101 - done
    on, minutes = timezone.localtime(found.began).date(), found.minutes
    says = f"{HelpKind(found.kind).title_zh}（互助 {found.pk}）"
    part = booking.earn(actor, helper, minutes, on, says=says, key=f"task:{found.pk}", task=found)
    if part < minutes:
        found.doubts = sorted({*found.doubts, str(HelpDoubt.CAPPED)})
    rule = bank.charge(on)
    if not rule or found.person_id is None:
        return
    with wall.lifted():
        one = Member.objects.filter(person=found.person_id).first()
    held = sum(lot.left for lot in bank.lots(booking.account_of(one), on=clock.today())) if one \
        else 0  # fmt: skip
    owed = minutes if rule == 2 else min(minutes, held)
    if owed and one is not None:
        booking.spend(actor, one, owed, clock.today(), says=says, key=f"use:{found.pk}", task=found)
    elif owed:
        raise BadHelp("left", "受助人没有时间账户，不能兑换。", "No hours to take.")


@action(permit=JOIN, title=_("取消互助"), logs=("task",), subject="help_task")
def cancel_task(actor: Actor, *, task: int, version: int, reason: str) -> HelpTask:
    """Call a task off before it is confirmed, with why."""
    queries.task(actor, task, permit=JOIN)
    found = _changed(_locked(task), version, TaskState.OPEN, TaskState.TAKEN, TaskState.DONE)
    if len(normalise(reason)) < 2:
        raise BadHelp("reason", "请写明取消的原因。", "Say why.", field="reason")
    found.state, found.why = str(TaskState.CANCELLED), normalise(reason)[:120]
    found.save()
    return found
