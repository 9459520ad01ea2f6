"""Who works for a provider: shifts, absences, accounts on phones. Dated, ended, never deleted."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.models import Account, RoleHolding
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.platform.roles import ROLES
from anhuai.services import queries
from anhuai.services.models import Away, Carer, Shift
from anhuai.services.rules.rostering import (
    AwayKind,
    BadRoster,
    Hours,
    check_days,
    check_hours,
    mask,
    minute,
)

RUN = Permit.ORDERS_RUN
_DELIVERING = [role.code for role in ROLES.values() if Permit.ORDERS_DELIVER in role.permits]


def _staff(organisation: int, worker: int, on: date) -> None:
    if not queries.is_staff(organisation, worker, on=on):
        raise BadRoster(
            "worker", "此人这一天在本单位没有岗位，请先在“从业人员”里登记岗位。",
            "No post with the provider on that day: enter the post first.", field="worker",
        )  # fmt: skip


@action(
    permit=RUN, title=_("登记班次"), logs=("worker", "since"), subject="work_shift",
)  # fmt: skip
def set_shift(
    actor: Actor, *, organisation: int, worker: int, hours: Hours, since: date,
    until: date | None = None, point: tuple[float, float] | None = None,
) -> Shift:  # fmt: skip
    """Give a worker hours on some weekdays from a day; raises `BadRoster` where others overlap."""
    queries.provider(actor, organisation, permit=RUN)
    check_hours(hours)
    check_days(since, until)
    _staff(organisation, worker, since)
    days = mask(hours.weekdays)
    # Two officers at once: whoever comes second waits here and sees the first's row.
    held = Shift.objects.select_for_update().filter(worker=worker)
    for one in held.order_by("pk"):
        same_days = (one.until is None or one.until > since) and (
            until is None or one.since < until
        )
        same_hours = minute(one.starts) < minute(hours.ends) and minute(hours.starts) < minute(
            one.ends
        )
        if same_days and same_hours and one.weekdays & days:
            raise BadRoster(
                "overlap", "与这个人已有的班次重叠，请先停止原来的班次。",
                "Overlaps a shift of the same worker: end that one first.", field="starts",
            )  # fmt: skip
    return Shift.objects.create(
        worker_id=worker, organisation_id=organisation, weekdays=days, starts=hours.starts,
        ends=hours.ends, break_minutes=hours.break_minutes,
        break_from=hours.break_from if hours.break_minutes else None,
        break_to=hours.break_to if hours.break_minutes else None,
        longitude=point[0] if point else None, latitude=point[1] if point else None,
        since=since, until=until, recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip


@action(permit=RUN, title=_("停止班次"), logs=("on",), subject="work_shift")
def end_shift(actor: Actor, *, shift: int, version: int, on: date) -> Shift:
    """End a shift: `on` is the first day without it; raises `Stale`."""
    queries.shift(actor, shift)
    found = Shift.objects.select_for_update().get(pk=shift)
    if found.version != version or found.until is not None:
        raise Stale("shift", shift)
    check_days(found.since, on)
    found.until, found.version = on, version + 1
    found.save(update_fields=["until", "version"])
    return found


@action(
    permit=RUN, title=_("登记请假"), logs=("worker", "kind", "since", "until"),
    subject="worker_away",
)  # fmt: skip
def record_away(
    actor: Actor, *, organisation: int, worker: int, kind: AwayKind, since: date,
    until: date | None = None, note: str = "",
) -> Away:  # fmt: skip
    """Say that a worker is away [since, until), one day where no end is given; once a day."""
    queries.provider(actor, organisation, permit=RUN)
    last = until or since + timedelta(days=1)
    check_days(since, last)
    _staff(organisation, worker, since)
    same = Away.objects.filter(
        organisation=organisation, worker=worker, since=since, until=last, withdrawn_at=None
    ).first()
    if same is not None:
        return same
    return Away.objects.create(
        worker_id=worker, organisation_id=organisation, kind=kind, since=since, until=last,
        note=normalise(note)[:200], recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip


@action(permit=RUN, title=_("撤销请假"), subject="worker_away")
def withdraw_away(actor: Actor, *, away: int) -> Away:
    """Withdraw an absence that is none; again changes nothing."""
    queries.away(actor, away)
    found = Away.objects.select_for_update().get(pk=away)
    if found.withdrawn_at is None:
        found.withdrawn_at = clock.now()
        found.save(update_fields=["withdrawn_at"])
    return found


@action(permit=RUN, title=_("登记上门账号"), logs=("worker", "since"), subject="carer")
def enter_carer(
    actor: Actor, *, organisation: int, username: str, worker: int, since: date
) -> Carer:
    """Let an account serve a worker's orders on a phone; it holds the role at the provider."""
    queries.provider(actor, organisation, permit=RUN)
    _staff(organisation, worker, since)
    account = Account.objects.filter(username=normalise(username), is_active=True).first()
    held = account and RoleHolding.objects.filter(
        queries.in_days(clock.today()), account=account, organisation=organisation,
        role__in=_DELIVERING,
    )  # fmt: skip
    if account is None or not held:
        raise BadRoster(
            "account", "没有这个账号，或它没有本单位的“上门服务员”角色，请联系管理员分配。",
            "No such account with the role of a carer at the provider: ask the administrator.",
            field="username",
        )  # fmt: skip
    try:
        with transaction.atomic():
            return Carer.objects.create(
                account=account, worker_id=worker, organisation_id=organisation, since=since
            )
    except IntegrityError as error:
        raise BadRoster(
            "taken", "这个账号或这名员工已经登记过。", "The account or worker is entered already.",
            field="username",
        ) from error  # fmt: skip


@action(permit=RUN, title=_("停用上门账号"), logs=("on",), subject="carer")
def end_carer(actor: Actor, *, carer: int, version: int, on: date) -> Carer:
    """End an account's serving; what it did before, and still has on the phone, is taken in."""
    queries.carer(actor, carer)
    found = Carer.objects.select_for_update().get(pk=carer)
    if found.version != version or found.until is not None:
        raise Stale("carer", carer)
    check_days(found.since, on)
    found.until, found.version = on, version + 1
    found.save(update_fields=["until", "version"])
    return found
