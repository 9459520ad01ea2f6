"""Who visits: entering a visitor, and ending one; a phone that was lost."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.platform import clock, sessions
from anhuai.platform.acting import Actor, action
from anhuai.platform.models import Account, RoleHolding
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.platform.roles import ROLES
from anhuai.services import queries
from anhuai.services.models import Phone, Visitor
from anhuai.services.rules.visiting import BadVisit

MANAGE = Permit.VISITS_MANAGE
_CONDUCTING = [role.code for role in ROLES.values() if Permit.VISITS_CONDUCT in role.permits]


@action(permit=MANAGE, title=_("登记探访人员"), logs=("since",), subject="visitor")
def enter_visitor(actor: Actor, *, username: str, since: date) -> Visitor:
    """Enter an account as a visitor of the division where it holds a visiting role; `BadVisit`."""
    scope = actor.scope(MANAGE)
    held = (
        RoleHolding.objects.filter(
            account__username=normalise(username), account__is_active=True, role__in=_CONDUCTING,
            since__lte=since, division__isnull=False,
        )
        .exclude(until__lte=since)
        .select_related("account")
    )  # fmt: skip
    holding = next((one for one in held if scope.covers(one.division or "")), None)
    if holding is None:
        raise BadVisit(
            "account", "没有这个账号，或它在您的辖区没有“村（社区）工作人员”角色，请由管理员分配。",
            "No such account with the village worker's role in your area: ask the administrator.",
            field="username",
        )  # fmt: skip
    account = holding.account
    before = Visitor.objects.filter(account=account).first()
    if before is None:
        return Visitor.objects.create(
            account=account, name=account.name, division=holding.division or "", since=since
        )
    if before.until is None or since < before.until:
        raise BadVisit(
            "twice", "这个账号已经是探访人员。", "Already a visitor.", field="username"
        )  # fmt: skip
    before.division, before.until = holding.division or "", None  # came back, perhaps elsewhere
    before.version += 1
    before.save(update_fields=["division", "until", "version"])
    return before


@action(permit=MANAGE, title=_("停止探访人员"), logs=("visitor", "on"), subject="visitor")
def end_visitor(actor: Actor, *, visitor: int, version: int, on: date) -> Visitor:
    """End a visitor on a day, the first they no longer visit; what they did stays.

    Visits they made before that day and still have on their phone are taken in.
    """
    queries.visitor(actor, visitor, permit=MANAGE)
    found = Visitor.objects.select_for_update().get(pk=visitor)
    if found.version != version:
        raise Stale("visitor", visitor)
    if on <= found.since or found.until is not None:
        raise BadVisit(
            "ended", "停止日期应晚于登记日期，已停止的不能再停止。",
            "The end is after the start, and once.", field="on",
        )  # fmt: skip
    found.until = on
    found.version += 1
    found.save(update_fields=["until", "version"])
    return found


def meet(actor: Actor, key: UUID, agent: str, waiting: int) -> Phone:
    """Return a phone, entered or noted as used now; raises `BadVisit` for one reported lost."""
    now = clock.now()
    found, _made = Phone.objects.get_or_create(
        key=key,
        defaults={
            "account_id": actor.account or 0, "title": agent[:60], "first_seen": now,
            "synced_at": now,
        },
    )  # fmt: skip
    if found.revoked_at is not None:
        raise BadVisit(
            "revoked", "这部手机已挂失停用，不再收取内容，手机上的资料将清除。",
            "This phone was reported lost: nothing is taken from it and it empties itself.",
        )  # fmt: skip
    if found.account_id != actor.account:
        found.account_id = actor.account or 0  # a shared phone: whoever signs in has it now
    found.synced_at, found.waiting, found.title = now, min(waiting, 30_000), agent[:60]
    found.save(update_fields=["account", "synced_at", "waiting", "title"])
    return found


@action(permit=Permit.SELF, title=_("登记外出手机"), logs=("phone",), subject="phone")
def meet_phone(actor: Actor, *, phone: UUID, agent: str) -> Phone:
    """Enter a phone that somebody signed in on works with, so that it can be reported lost."""
    return meet(actor, phone, agent, 0)


@action(permit=Permit.SELF, title=_("停用丢失的手机"), logs=("phone",), subject="phone")
def revoke_phone(actor: Actor, *, phone: int) -> Phone:
    """Report a phone lost: its account is signed out everywhere, and the phone empties itself.

    One's own, or one of an account in the area of who manages visits. Again changes nothing.
    """
    queries.phone(actor, phone)
    found = Phone.objects.select_for_update().get(pk=phone)
    if found.revoked_at is None:
        found.revoked_at, found.revoked_by = clock.now(), actor.name[:64]
        found.save(update_fields=["revoked_at", "revoked_by"])
    sessions.end_all(Account.objects.get(pk=found.account_id))
    return found
