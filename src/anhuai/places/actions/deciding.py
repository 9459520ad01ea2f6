"""Deciding: a second officer confirms, and a job carries it out; undoing asks for a reason."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from anhuai.places import queries
from anhuai.places.actions.moving import clashes, in_the_way
from anhuai.places.actions.preparing import recheck
from anhuai.places.models import Reform
from anhuai.places.rules import BadReform, Kind, Moves, State
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.jobs.backend import put, task_named
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale


@action(
    permit=Permit.PLACES_MANAGE,
    title=_("确认区划变更"),
    logs=("reform", "version"),
    subject="reform",
)
def confirm_reform(actor: Actor, *, reform: int, version: int) -> Reform:
    """Confirm another officer's draft; it is carried out by a job on its day, or now if past.

    Raises `BadReform` for the own draft or one that no longer fits, `Stale`, `NotHere`.
    """
    found = queries.managed_reform(actor, reform, lock=True)
    if found.version != version:
        raise Stale("reform", found.pk)
    if found.state != State.DRAFTED:
        raise BadReform("state", "这项变更不在待确认状态。", "This reform is no draft.")
    if found.prepared_by is not None and found.prepared_by == actor.account:
        raise BadReform(
            "second",
            "起草人不能确认自己的变更，请由另一位经办人确认。",
            "Whoever drafted a reform cannot confirm it: ask a second officer.",
        )
    rows = queries.successions(found)
    recheck(Kind(found.kind), rows, found.on)
    if any(not row.share for row in rows):
        raise BadReform(
            "share",
            "有接续单位的份额是 0：请先把村分到各单位，或重新起草并填写百分比。",
            "A successor's share is 0: assign the villages, or draft anew with percentages.",
        )
    clashes(Moves(rows))
    found.state = State.CONFIRMED.value
    found.version += 1
    found.confirmed_by, found.confirmed_name = actor.account, actor.name[:64]
    found.confirmed_at = clock.now()
    found.stopped_for = found.stopped_for_en = ""
    found.save()
    _enqueue("execute", found)
    return found


def due(found: Reform) -> datetime:
    """Return when a confirmed reform is carried out: as its day begins, or at once."""
    begins = datetime.combine(found.on, time(0), tzinfo=timezone.get_current_timezone())
    return max(begins, clock.now())


@action(
    permit=Permit.PLACES_MANAGE,
    title=_("申请撤销区划变更"),
    logs=("reform", "version"),
    subject="reform",
)
def undo_reform(actor: Actor, *, reform: int, version: int, reason: str) -> Reform:
    """Ask that a reform be undone: its job puts every row back where it was.

    One still waiting for its day is a draft again at once. Raises `BadReform` when something later
    stands in the way, `Stale`, `NotHere`.
    """
    found = queries.managed_reform(actor, reform, lock=True)
    if found.version != version:
        raise Stale("reform", found.pk)
    if found.state not in (State.EXECUTED, State.CONFIRMED):
        raise BadReform("state", "这项变更没有生效，不用撤销。", "This reform is not in effect.")
    if found.state == State.EXECUTED:
        in_the_way(found)
    found.state = (State.UNDOING if found.state == State.EXECUTED else State.DRAFTED).value
    found.version += 1
    found.undone_by, found.undone_name = actor.account, actor.name[:64]
    found.undone_for = reason[:200]
    if found.state == State.DRAFTED:
        found.confirmed_by, found.confirmed_name, found.confirmed_at = None, "", None
        found.save()
        return found
    found.save()
    _enqueue("revert", found)
    return found


def _enqueue(name: str, found: Reform) -> None:
    # By its name: jobs look down on actions, and the job is to be written with the decision.
    work = task_named(f"anhuai.places.jobs.{name}")
    begins = due(found) if name == "execute" else clock.now()
    put(
        work.using(run_after=begins), [found.pk, found.version], {},
        title=gettext_noop("区划变更"), dedupe=f"reform-{found.pk}-{found.version}",
        account=found.confirmed_by if name == "execute" else found.undone_by,
    )  # fmt: skip
