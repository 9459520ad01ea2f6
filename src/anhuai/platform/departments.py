"""The county's departments: a dated tree with names, leaders and members; nothing is deleted.

Roles and plans name a department in words, so a department answers to every name it or a
predecessor ever had.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.models import (
    Account,
    Department,
    DepartmentLeader,
    DepartmentName,
    RoleHolding,
)
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.platform.searching import pinyin

_SUBJECT = "department"


class BadDepartment(Unfit):
    """A department that cannot be kept so; codes: code, name, parent, over, self, leader, day."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One department in the tree, with its depth and what it is called on the day."""

    pk: int
    code: str
    name: str
    depth: int
    parent: int | None
    since: date
    until: date | None


def _names(on: date) -> QuerySet[DepartmentName]:
    return DepartmentName.objects.filter(since__lte=on).exclude(until__lte=on)


def tree(*, on: date, ended: bool = False) -> list[Entry]:
    """Return the departments of a day as a tree in its order, each below its parent."""
    lasting = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    rows = Department.objects.filter(Q(until__lte=on) if ended else lasting)
    called = last_names()
    if not ended:
        called |= dict(_names(on).values_list("department", "name"))
    by_parent: dict[int | None, list[Department]] = {}
    known = {row.pk for row in rows}
    for row in rows.order_by("order", "code"):
        by_parent.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    found: list[Entry] = []

    def walk(parent: int | None, depth: int) -> None:
        for row in by_parent.get(parent, ()):
            name = called.get(row.pk, row.code)
            found.append(Entry(row.pk, row.code, name, depth, row.parent_id, row.since, row.until))
            walk(row.pk, depth + 1)

    walk(None, 0)
    return found


def last_names() -> dict[int, str]:
    """Return the last name of every department."""
    return dict(DepartmentName.objects.order_by("since").values_list("department", "name"))


def choices(*, on: date) -> list[tuple[str, str]]:
    """Return the names of the day as a form's choices, indented by depth."""
    return [(one.name, "\u3000" * one.depth + one.name) for one in tree(on=on)]


def one_of(key: int) -> Department:
    """Return a department; raises `NotHere`."""
    found = Department.objects.filter(pk=key).first()
    if found is None:
        raise NotHere(_SUBJECT, key)
    return found


def names_ever(department: Department) -> list[str]:
    """Return every name the department and those merged into it ever had, its own last first."""
    keys, waiting = [], [department.pk]
    while waiting:
        key = waiting.pop()
        keys.append(key)
        merged = Department.objects.filter(successor=key).values_list("pk", flat=True)
        waiting += [one for one in merged if one not in keys]
    rows = DepartmentName.objects.filter(department__in=keys).order_by("-until", "-since")
    own = [row.name for row in rows if row.department_id == department.pk]
    return list(dict.fromkeys([*sorted(own, key=own.index), *(row.name for row in rows)]))


def members(department: Department, *, on: date) -> QuerySet[RoleHolding]:
    """Return the roles in force held in the department's name, under any it ever had."""
    held = RoleHolding.objects.filter(department__in=names_ever(department), since__lte=on)
    active = held.exclude(until__lte=on).filter(account__is_active=True)
    return active.select_related("account").order_by("account__username", "pk")


def member_counts(*, on: date) -> Mapping[str, int]:
    """Return how many accounts hold a role in force under each department's name."""
    held = RoleHolding.objects.filter(since__lte=on, account__is_active=True).exclude(until__lte=on)
    counts: dict[str, set[int]] = {}
    for name, account in held.exclude(department="").values_list("department", "account"):
        counts.setdefault(name, set()).add(account)
    return {name: len(accounts) for name, accounts in counts.items()}


@action(
    permit=Permit.SETTINGS_MANAGE, title=_("设立部门"), logs=("code", "since"), subject=_SUBJECT
)
def found_department(
    actor: Actor, *, code: str, name: str, parent: int | None, order: int, since: date
) -> Department:
    """Found a department under a parent from a day on; raises `BadDepartment`."""
    county.require_whole(actor, Permit.SETTINGS_MANAGE)
    if Department.objects.filter(code=code).exists():
        raise BadDepartment("code", "这个编码已被使用。", "This code is taken.", field="code")
    made = Department.objects.create(
        code=code, parent=_parent(parent, None), order=order, since=since
    )
    _call(made, name, since)
    return made


@action(
    permit=Permit.SETTINGS_MANAGE, title=_("修改部门"),
    logs=("department_id", "name", "since"), subject=_SUBJECT,
)  # fmt: skip
def change_department(
    actor: Actor, *, department_id: int, name: str, parent: int | None, order: int, since: date,
    version: int,
) -> Department:  # fmt: skip
    """Change a department's place, or its name from a day on; former names are kept."""
    county.require_whole(actor, Permit.SETTINGS_MANAGE)
    found = _current(department_id)
    if found.version != version:
        raise Stale(_SUBJECT, department_id)
    found.parent, found.order, found.version = _parent(parent, found), order, version + 1
    found.save(update_fields=["parent", "order", "version"])
    present = found.names.get(until=None)
    if normalise(name) != present.name:
        if since <= present.since:
            raise BadDepartment(
                "day", "更名日期必须晚于现名启用的日期。",
                "The new name must begin after the present one did.", field="since",
            )  # fmt: skip
        present.until = since
        present.save(update_fields=["until"])
        _call(found, name, since)
    return found


def _call(department: Department, name: str, since: date) -> None:
    text = normalise(name)
    if not text or DepartmentName.objects.filter(name=text, until=None).exists():
        raise BadDepartment(
            "name", "已有同名的部门。", "A department of this name exists.", field="name"
        )
    DepartmentName.objects.create(
        department=department, name=text, pinyin=pinyin(text)[:300], since=since
    )


def _parent(key: int | None, of: Department | None) -> Department | None:
    if key is None:
        return None
    parent = _current(key)
    above: Department | None = parent
    while above is not None and of is not None:
        if above.pk == of.pk:
            raise BadDepartment(
                "parent", "上级部门不能是它自己或它的下级。",
                "A department cannot stand under itself.", field="parent",
            )  # fmt: skip
        above = above.parent
    return parent


def _current(key: int) -> Department:
    found = one_of(key)
    if found.until is not None:
        raise BadDepartment("over", "这个部门已经撤销或并入别的部门。", "This department ended.")
    return found


@action(
    permit=Permit.SETTINGS_MANAGE, title=_("撤销或合并部门"),
    logs=("department_id", "successor", "on"), subject=_SUBJECT,
)  # fmt: skip
def end_department(
    actor: Actor, *, department_id: int, successor: int | None, on: date
) -> Department:
    """End a department on a day; its subdepartments and leaders' terms go to the successor."""
    county.require_whole(actor, Permit.SETTINGS_MANAGE)
    found = _current(department_id)
    heir = _parent(successor, found)
    if on <= found.since:
        raise BadDepartment(
            "day", "撤销日期必须晚于设立日期。", "It must end after it began.", field="on"
        )
    found.children.filter(until=None).update(parent=heir or found.parent)
    found.names.filter(until=None).update(until=on)
    found.leaders.filter(until=None).update(until=on)
    found.until, found.successor, found.version = on, heir, found.version + 1
    found.save(update_fields=["until", "successor", "version"])
    return found


@action(
    permit=Permit.SETTINGS_MANAGE, title=_("指定部门负责人"),
    logs=("department_id", "account_id", "since"), subject=_SUBJECT,
)  # fmt: skip
def appoint_leader(actor: Actor, *, department_id: int, account_id: int, since: date) -> Department:
    """Let an account lead a department from a day on."""
    county.require_whole(actor, Permit.SETTINGS_MANAGE)
    found = _current(department_id)
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None or found.leaders.filter(account=account, until=None).exists():
        raise BadDepartment(
            "leader", "请选择一个启用的、还不是负责人的账号。",
            "Choose an active account that does not lead it yet.", field="account",
        )  # fmt: skip
    DepartmentLeader.objects.create(department=found, account=account, since=since)
    return found


@action(
    permit=Permit.SETTINGS_MANAGE, title=_("免去部门负责人"),
    logs=("department_id", "leader_id"), subject=_SUBJECT,
)  # fmt: skip
def dismiss_leader(actor: Actor, *, department_id: int, leader_id: int) -> Department:
    """End a leader's term today."""
    county.require_whole(actor, Permit.SETTINGS_MANAGE)
    found = one_of(department_id)
    term = found.leaders.filter(pk=leader_id, until=None).first()
    if term is None:
        raise NotHere("department_leader", leader_id)
    term.until = clock.today()
    term.save(update_fields=["until"])
    return found
