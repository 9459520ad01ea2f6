"""A wrongly confirmed task of mutual help: its hours booked back, once, by one further entry."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.platform import clock, wall
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services.models import HelpTask, TimeAccount, TimeEntry, TimeLot, TimePosting
from anhuai.services.queries import bank
from anhuai.services.queries import mutual as queries
from anhuai.services.rules.mutual import (
    BadHelp,
    TaskState,
    TimeKind,
    TimeLeft,
    hours,
    returned_last,
    spent_first,
)

MANAGE = Permit.COMMUNITY_MANAGE


@action(permit=MANAGE, title=_("更正互助确认"), logs=("task", "version"), subject="help_task")
def undo_task(actor: Actor, *, task: int, version: int, reason: str) -> HelpTask:
    """Undo a confirmation given by mistake: the helper's hours go, who was helped has theirs back.

    Raises `BadHelp` where the helper has used them meanwhile: hours are never overdrawn.
    """
    queries.task(actor, task, permit=MANAGE)
    why = normalise(reason)
    if len(why) < 2:
        raise BadHelp("reason", "请写明更正的原因。", "Say why.", field="reason")
    moved = HelpTask.objects.filter(pk=task, version=version, state=TaskState.CONFIRMED).update(
        state=TaskState.CANCELLED, why=why[:120], version=F("version") + 1
    )
    if not moved:
        raise Stale("help_task", task)
    found = HelpTask.objects.get(pk=task)
    with wall.lifted():  # both accounts, wherever their holders live
        _booked_back(actor, found, why, clock.today())
    return found


def _booked_back(actor: Actor, found: HelpTask, why: str, on: date) -> None:
    booked = TimePosting.objects.filter(
        entry__task=found, entry__kind__in=[TimeKind.EARN, TimeKind.SPEND]
    ).select_related("entry", "source", "target")  # fmt: skip
    rows = list(booked.order_by("pk"))
    if not rows:
        return  # a day's limit had let nothing count
    try:
        with transaction.atomic():
            entry = TimeEntry.objects.create(
                kind=TimeKind.UNDO, on=on, says=f"更正退回：互助 {found.pk}（{why}）"[:200],
                key=f"undo:{found.pk}", task=found, recorded_at=clock.now(),
                recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadHelp("booked", "这次互助已经更正过。", "It was put right already.") from clash
    for one in rows:
        if one.entry.kind == TimeKind.EARN:
            _out_of(entry, one)
        else:
            _back_to(entry, one)


def _out_of(entry: TimeEntry, earned: TimePosting) -> None:
    """Take what was earned out of the helper's account: out of its own lot, then what ends first.

    What has lapsed of it is gone already.
    """
    account = earned.target
    keys = list(earned.entry.lots.values_list("pk", flat=True))
    wanted = earned.minutes - sum(bank.lapsed(key) for key in keys)
    if not wanted:
        return
    own = _left(account, keys)
    first = min(wanted, sum(one.left for one in own))
    parts = spent_first(first, own) or []
    rest = spent_first(wanted - first, _left(account, None, but=[one.key for one in own]))
    if rest is None:
        raise BadHelp(
            "left",
            f"互助者的时间已经用掉，不够退回 {hours(wanted)}；请先与其商定再更正。",
            f"The helper has used the hours: {hours(wanted)} cannot be taken back. Agree first.",
        )
    for key, part in [*parts, *rest]:
        if not TimeLot.objects.filter(pk=key, used__lte=F("minutes") - part).update(
            used=F("used") + part
        ):
            raise Stale("time_lot", key)
    TimePosting.objects.create(entry=entry, source=account, target=earned.source, minutes=wanted)


def _left(
    account: TimeAccount, keys: list[int] | None, but: list[int] | None = None
) -> list[TimeLeft]:
    rows = TimeLot.objects.filter(account=account, used__lt=F("minutes")).exclude(pk__in=but or [])
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    return [TimeLeft(one.pk, one.minutes - one.used, one.ends) for one in rows]


def _back_to(entry: TimeEntry, spent: TimePosting) -> None:
    """Give who was helped the minutes back, onto lots that end when they always did."""
    rows = list(TimeLot.objects.filter(account=spent.source, used__gt=0))
    used = [TimeLeft(one.pk, one.used - bank.lapsed(one.pk), one.ends) for one in rows]
    for key, part in returned_last(spent.minutes, used) or ():
        TimeLot.objects.filter(pk=key, used__gte=part).update(used=F("used") - part)
    TimePosting.objects.create(
        entry=entry, source=spent.target, target=spent.source, minutes=spent.minutes
    )
