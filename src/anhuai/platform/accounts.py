"""Accounts and roles: open, grant, end, reset; each an audited action."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, passwords, sessions
from anhuai.platform.acting import Actor, NotHere, Scope, action
from anhuai.platform.models import Account, Organisation, RoleHolding, SavedView
from anhuai.platform.notices.telling import tell
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.roles import ROLES, HeldAt


class BadAccount(Unfit):
    """An account or role that cannot be opened; codes: taken, role, place, beyond."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role to be held at a division, an organisation or a person."""

    role: str
    division: str | None = None
    organisation: int | None = None
    person: int | None = None
    department: str = ""


def _check_grant(actor: Actor, grant: Grant) -> None:
    role = ROLES.get(grant.role)
    if role is None:
        raise BadAccount("role", "没有这个角色，请从列表中选择。", "No such role.", field="role")
    if settings.ANHUAI_THREE_ADMINISTRATORS and role.code == "county_administrator":
        raise BadAccount(
            "three",
            "本系统实行三员分立，请分别设系统管理员、安全管理员、审计员。",
            "Administration is split in three here: system, security, audit.",
            field="role",
        )
    place = {
        HeldAt.DIVISION: grant.division is not None,
        HeldAt.ORGANISATION: grant.organisation is not None,
        HeldAt.PERSON: grant.person is not None,
    }
    if [at for at, given in place.items() if given] != [role.held_at]:
        raise BadAccount(
            "place",
            "请为这个角色选择所属的地区、单位或人员（只选一项）。",
            "Choose the division, organisation or person this role is held at (just one).",
            field="organisation" if role.held_at is HeldAt.ORGANISATION else "division",
        )
    if not _reaches(actor, grant):
        raise BadAccount(
            "beyond",
            "只能在您管理的地区内分配角色。",
            "Roles can be granted within your own area only.",
            field="division" if grant.division is not None else "organisation",
        )


def _reaches(actor: Actor, grant: Grant) -> bool:
    if grant.organisation is not None:
        return bodies(actor).filter(pk=grant.organisation).exists()
    scope = actor.scope(Permit.ACCOUNTS_MANAGE)
    return grant.division is None or scope.covers(grant.division)


def bodies(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations of today at which the actor may grant roles, by pinyin."""
    inside = actor.scope(Permit.ACCOUNTS_MANAGE).within("division")
    lasting = Organisation.objects.exclude(until__lte=clock.today())
    return lasting.filter(inside).order_by("pinyin", "pk")


@action(permit=Permit.ACCOUNTS_MANAGE, title=_("开设账号"), logs=("username",), subject="account")
def open_account(
    actor: Actor, *, username: str, name: str, password: str, grants: Sequence[Grant]
) -> Account:
    """Open an account with its roles; raises `BadAccount` or `BadPassword`."""
    username = normalise(username).lower()
    if not username or Account.objects.filter(username=username).exists():
        raise BadAccount(
            "taken",
            "这个账号已有人使用，请换一个。",
            "This sign-in name is taken.",
            field="username",
        )
    for grant in grants:
        _check_grant(actor, grant)
    account = Account(username=username, name=normalise(name))
    passwords.check_rules(password, account)
    account.save()
    passwords.set_password(account, password, must_change=True)
    for grant in grants:
        _hold(account, grant, clock.today())
    return account


_THREE = ("system_administrator", "security_administrator", "auditor", "county_administrator")


def _hold(account: Account, grant: Grant, since: date) -> RoleHolding:
    held = RoleHolding.objects.filter(account=account, role__in=_THREE).exclude(role=grant.role)
    is_second = grant.role in _THREE and held.exclude(until__lte=since).exists()
    if settings.ANHUAI_THREE_ADMINISTRATORS and is_second:
        raise BadAccount(
            "three",
            "同一个人不能兼任系统管理员、安全管理员和审计员中的两个。",
            "Nobody may be two of system administrator, security administrator and auditor.",
            field="role",
        )
    return RoleHolding.objects.create(
        account=account,
        role=grant.role,
        division=grant.division,
        organisation_id=grant.organisation,
        person=grant.person,
        department=grant.department,
        since=since,
    )


@action(
    permit=Permit.ACCOUNTS_MANAGE, title=_("分配角色"), logs=("account_id",), subject="role_holding"
)
def grant_role(actor: Actor, *, account_id: int, grant: Grant) -> RoleHolding:
    """Let an account hold a further role from today."""
    _check_grant(actor, grant)
    made = _hold(reachable(actor, account_id), grant, clock.today())
    _told("role_given", made)
    return made


def _told(template: str, holding: RoleHolding) -> None:
    role = ROLES[holding.role]
    tell(
        template, [holding.account_id], url="/", role=[role.title, role.title_en],
        place=place_of(holding) if holding.person is None else "",
    )  # fmt: skip


@action(
    permit=Permit.ACCOUNTS_MANAGE,
    title=_("收回角色"),
    logs=("account_id", "holding_id"),
    subject="role_holding",
)
def end_role(actor: Actor, *, account_id: int, holding_id: int) -> RoleHolding:
    """End a role today; what it allowed stops at once."""
    account = reachable(actor, account_id)
    scope = actor.scope(Permit.ACCOUNTS_MANAGE)
    inside = scope.within("division") | scope.within("organisation__division")
    held = RoleHolding.objects.filter(inside | Q(person__isnull=False))
    lasting = held.exclude(until__lte=clock.today())
    holding = lasting.filter(pk=holding_id, account=account).first()
    if holding is None:
        raise NotHere("role_holding", holding_id)
    holding.until = clock.today()
    holding.save(update_fields=["until"])
    _told("role_ended", holding)
    return holding


@action(
    permit=Permit.ACCOUNTS_MANAGE,
    title=_("停用或启用账号"),
    logs=("account_id", "is_active"),
    subject="account",
)
def set_active(actor: Actor, *, account_id: int, is_active: bool) -> Account:
    """Close or reopen an account; a closed one is signed out everywhere at once."""
    account = managed(actor, account_id)
    account.is_active = is_active
    account.save(update_fields=["is_active"])
    if not is_active:
        sessions.end_all(account)
    return account


@action(
    permit=Permit.ACCOUNTS_MANAGE,
    title=_("退出其全部登录"),
    logs=("account_id",),
    subject="account",
)
def end_sessions(actor: Actor, *, account_id: int) -> Account:
    """Sign an account out everywhere, at once; it may sign in again."""
    account = managed(actor, account_id)
    sessions.end_all(account)
    return account


@action(permit=Permit.ACCOUNTS_MANAGE, title=_("重设密码"), logs=("account_id",), subject="account")
def reset_password(actor: Actor, *, account_id: int, password: str) -> Account:
    """Set a password for somebody who forgot theirs, to be changed by them; sessions end."""
    account = managed(actor, account_id)
    passwords.set_password(account, password, must_change=True)
    sessions.end_all(account)
    return account


@action(
    permit=Permit.SELF,
    title=_("修改显示设置"),
    logs=("language", "elder", "elder_size", "theme"),
    subject="account",
)
def set_preferences(
    actor: Actor, *, language: str, elder: bool, elder_size: int, theme: str
) -> Account:
    """Keep how the actor wants pages to look."""
    account = Account.objects.get(pk=actor.account or 0)
    account.language, account.theme = language, theme
    account.elder, account.elder_size = elder, elder_size
    account.save(update_fields=["language", "elder", "elder_size", "theme"])
    return account


@action(permit=Permit.SELF, title=_("保存视图"), logs=("list",), subject="saved_view")
def keep_view(actor: Actor, *, list: str, title: str, query: str) -> SavedView:
    """Keep a list (its path on this site) with its filters under a title of the actor's own."""
    if not url_has_allowed_host_and_scheme(list, allowed_hosts=None) or not list.startswith("/"):
        raise NotHere("list", list)
    return SavedView.objects.update_or_create(
        account_id=actor.account or 0, list=list, title=title, defaults={"query": query}
    )[0]


def accounts_within(scope: Scope) -> QuerySet[Account]:
    """Return the accounts with a role in the scope, or without any role yet."""
    held = RoleHolding.objects.filter(scope.within("division"))
    at_organisations = RoleHolding.objects.filter(
        organisation__in=Organisation.objects.filter(scope.within("division"))
    )
    whole = "" in scope.divisions
    by_person = RoleHolding.objects.filter(person__isnull=False)
    ids = [
        *held.values_list("account", flat=True),
        *at_organisations.values_list("account", flat=True),
    ]
    if whole or scope.divisions:
        ids += by_person.values_list("account", flat=True)
    return Account.objects.filter(pk__in=ids) | Account.objects.filter(holdings=None)


def reachable(actor: Actor, account_id: int) -> Account:
    """Return an account with a role in the actor's area; raises `NotHere`."""
    found = accounts_within(actor.scope(Permit.ACCOUNTS_MANAGE)).filter(pk=account_id).first()
    if found is None:
        raise NotHere("account", account_id)
    return found


def managed(actor: Actor, account_id: int) -> Account:
    """Return an account the actor manages as a whole; raises `NotHere` or `BadAccount`.

    Whoever could close it, or sign in as it, would otherwise gain its roles elsewhere too.
    """
    found = reachable(actor, account_id)
    scope = actor.scope(Permit.ACCOUNTS_MANAGE)
    current = RoleHolding.objects.filter(account=found).exclude(until__lte=clock.today())
    inside = scope.within("division") | scope.within("organisation__division")
    if current.filter(person=None).exclude(inside).exists():
        raise BadAccount(
            "beyond",
            "这个账号还有您管理地区以外的角色，请由上级管理员办理。",
            "This account also holds roles outside your area: ask the administrator above you.",
        )
    return found


def visible(actor: Actor, account_id: int) -> Account:
    """Return an account the actor may look at; raises `NotHere`."""
    found = accounts_within(actor.scope(Permit.ACCOUNTS_READ)).filter(pk=account_id).first()
    if found is None:
        raise NotHere("account", account_id)
    return found


DivisionChoices = Callable[[Actor], list[tuple[str, str]]]
_division_choices: list[DivisionChoices] = []


def offer_divisions(choices: DivisionChoices) -> DivisionChoices:
    """Let the places room say which divisions a role can be held at."""
    _division_choices.append(choices)
    return choices


def division_choices(actor: Actor) -> list[tuple[str, str]]:
    """Return the divisions (code, name) within which the actor may grant roles."""
    return [choice for choices in _division_choices for choice in choices(actor)]


DivisionName = Callable[[str], str]
_division_names: list[DivisionName] = []


def name_divisions(name: DivisionName) -> DivisionName:
    """Let the places room say what a division is called."""
    _division_names.append(name)
    return name


def place_of(holding: RoleHolding) -> str:
    """Return where a role is held, as people call it."""
    if holding.organisation is not None:
        return holding.organisation.name
    return str(holding.person) if holding.division is None else name_of(holding.division)


def name_of(division: str) -> str:
    """Return what a division is called, its code where nobody knows."""
    return next((name(division) for name in _division_names), division)


def holdings_of(account: Account) -> QuerySet[RoleHolding]:
    """Return an account's roles, current ones first."""
    return (
        RoleHolding.objects.filter(account=account)
        .select_related("organisation")
        .order_by("until", "-since")
    )


def _holdings_said(rows: QuerySet[RoleHolding]) -> list[str]:
    named = rows.select_related("account").order_by("account__name", "pk")
    return [f"{one.account.name}（{ROLES[one.role].title}）" for one in named]


declare_placed(
    Placed(
        "platform.role_holding.division",
        _("角色"),
        How.SPAN,
        RoleHolding.objects.all,
        counted=Q(until=None),
        says=_holdings_said,
    ),
    Placed(
        "platform.organisation.division",
        _("单位"),
        How.NOW,
        Organisation.objects.all,
        counted=Q(until=None),
    ),
)
