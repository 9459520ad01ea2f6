"""Standing in during leave: roles lent to a colleague of the same place, from a day to a day.

Who stands in says so first and then acts by the lent roles alone, so that the trail can tell "代 …"
from what they do in their own name (ADR 0015).
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import Unfit
from anhuai.platform import audit, clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.models import Account, Delegation, RoleHolding
from anhuai.platform.notices.telling import tell
from anhuai.platform.permits import Permit

STANDS_IN = audit.named("stands_in", _("开始代办"))


class BadDelegation(Unfit):
    """A delegation that cannot be; codes: roles, borrower, place, period, chain, over."""


def current_holdings(account_id: int) -> QuerySet[RoleHolding]:
    """Return the roles an account holds itself today."""
    today = clock.today()
    held = RoleHolding.objects.filter(account=account_id, since__lte=today)
    return held.exclude(until__lte=today).select_related("organisation").order_by("pk")


def lendable(account_id: int) -> QuerySet[RoleHolding]:
    """Return the roles an account may lend: those at a division or an organisation."""
    return current_holdings(account_id).filter(person=None)


@action(
    permit=Permit.SELF,
    title=_("发起委托代办"),
    logs=("borrower", "since", "until"),
    subject="delegation",
)
def lend_roles(
    actor: Actor, *, borrower: str, holdings: Sequence[int], since: date, until: date, reason: str
) -> Delegation:
    """Offer own roles to a colleague for [since, until); raises `BadDelegation`."""
    _check_is_self(actor)
    lent = list(lendable(actor.account or 0).filter(pk__in=holdings))
    if not lent or len(lent) != len(set(holdings)):
        raise BadDelegation(
            "roles",
            "只能委托您自己现有的角色。",
            "Only roles you hold yourself can be lent.",
            field="holdings",
        )
    if since < clock.today() or until <= since:
        raise BadDelegation(
            "period",
            "开始日期不能早于今天，结束日期不能早于开始日期。",
            "It starts today or later, and ends no earlier than it starts.",
            field="last",
        )
    to = _colleague(actor, borrower, lent)
    made = Delegation.objects.create(
        lender_id=actor.account or 0, borrower=to, since=since, until=until, reason=reason,
        offered_at=clock.now(),
    )  # fmt: skip
    made.holdings.set(lent)
    _told("delegation_offered", to.pk, actor.name, made)
    return made


def _told(template: str, account: int, who: str, one: Delegation) -> None:
    tell(
        template, [account], url="/delegations/", who=who, since=str(one.since),
        last=str(one.until - timedelta(days=1)),
    )  # fmt: skip


def _check_is_self(actor: Actor) -> None:
    if actor.standing_in is not None:
        raise BadDelegation(
            "chain",
            "代办期间不能再委托，请先回到本人身份。",
            "Who stands in cannot lend on: act for yourself first.",
        )


def _colleague(actor: Actor, username: str, lent: Sequence[RoleHolding]) -> Account:
    found = Account.objects.filter(username=username.strip().lower(), is_active=True)
    to = found.exclude(pk=actor.account or 0).first()
    if to is None or not _share_every_place(to, lent):
        # One sentence for both, so that nobody learns here which accounts exist elsewhere.
        raise BadDelegation(
            "place",
            "本地区、本单位没有这个账号。只能委托给同一地区或同一单位的同事。",
            "No such account in your place. Roles are lent within the same place only.",
            field="borrower",
        )
    return to


def _share_every_place(to: Account, lent: Sequence[RoleHolding]) -> bool:
    places = {(h.division, h.organisation_id) for h in current_holdings(to.pk)}
    return all((h.division, h.organisation_id) in places for h in lent)


def own(actor: Actor) -> QuerySet[Delegation]:
    """Return what the actor lent and was lent, newest first."""
    mine = Q(lender=actor.account or 0) | Q(borrower=actor.account or 0)
    found = Delegation.objects.filter(mine).select_related("lender", "borrower")
    return found.prefetch_related("holdings__organisation").order_by("-pk")


def lent_now(actor: Actor) -> QuerySet[Delegation]:
    """Return the delegations by which the actor may stand in today."""
    today = clock.today()
    return own(actor).filter(
        borrower=actor.account, accepted_at__isnull=False, ended_at=None, since__lte=today,
        until__gt=today,
    )  # fmt: skip


def offered(actor: Actor) -> QuerySet[Delegation]:
    """Return what waits for the actor's answer."""
    waiting = own(actor).filter(borrower=actor.account, accepted_at=None, ended_at=None)
    return waiting.filter(until__gt=clock.today())


@action(permit=Permit.SELF, title=_("接受委托代办"), logs=("delegation_id",), subject="delegation")
def accept_delegation(actor: Actor, *, delegation_id: int) -> Delegation:
    """Take on what a colleague offered; raises `NotHere`."""
    found = offered(actor).filter(pk=delegation_id).first()
    if found is None:
        raise NotHere("delegation", delegation_id)
    found.accepted_at = clock.now()
    found.save(update_fields=["accepted_at"])
    _told("delegation_accepted", found.lender_id, found.borrower.name, found)
    return found


@action(permit=Permit.SELF, title=_("结束委托代办"), logs=("delegation_id",), subject="delegation")
def end_delegation(actor: Actor, *, delegation_id: int) -> Delegation:
    """Revoke, decline or give back, at once; raises `NotHere`."""
    found = own(actor).filter(pk=delegation_id, ended_at=None).first()
    if found is None:
        raise NotHere("delegation", delegation_id)
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
    return found


def end_all(account: Account) -> int:
    """End whatever an account lent or was lent; return how many."""
    mine = Q(lender=account) | Q(borrower=account)
    return Delegation.objects.filter(mine, ended_at=None).update(ended_at=clock.now())


def state_of(one: Delegation, on: date) -> str:
    """Return offered, coming, current, over or ended."""
    if one.ended_at is not None:
        return "ended"
    if one.until <= on:
        return "over"
    if one.accepted_at is None:
        return "offered"
    return "coming" if one.since > on else "current"
