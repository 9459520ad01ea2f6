"""Who acts, what they may touch, and the two doors to the records: `@action` and `@reading`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise

from anhuai.kernel.divisions import is_within, subtree
from anhuai.platform import audit, wall
from anhuai.platform.permits import Permit
from anhuai.platform.roles import ROLES

Text = str | Promise

P = ParamSpec("P")
R = TypeVar("R")


class Refused(PermissionDenied):
    """The actor lacks the permit; the page shows the designed 403 and the refusal is audited."""

    def __init__(self, permit: Permit) -> None:
        super().__init__(str(permit))
        self.permit = permit


class NotHere(LookupError):
    """No such record within the actor's scope; absent and out of scope look the same outside."""

    def __init__(self, kind: str, key: object) -> None:
        super().__init__(f"{kind} {key}")
        self.kind = kind
        self.key = key


@dataclass(frozen=True, slots=True)
class Holding:
    """One role held at a division (a code; "" is the whole country), organisation or person."""

    role: str
    division: str | None = None
    organisation: int | None = None
    person: int | None = None
    department: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What one permit reaches: subtrees of divisions, organisations and single persons."""

    divisions: tuple[str, ...] = ()
    organisations: frozenset[int] = frozenset()
    persons: frozenset[int] = frozenset()

    def covers(self, division: str) -> bool:
        """Say whether a division lies in the scope."""
        return any(is_within(division, root) for root in self.divisions)

    def within(self, column: str) -> Q:
        """Return the condition that a column of division codes lies in the scope."""
        condition = Q(pk__in=())
        for root in self.divisions:
            condition |= in_subtree(column, root)
        return condition


def in_subtree(column: str, root: str) -> Q:
    """Return the condition that a column of division codes lies in the subtree of `root`.

    Nothing lies in what is no code at all: an address may say anything.
    """
    if not (root.isascii() and root.isdigit()) and root:
        return Q(pk__in=())
    low, high = subtree(root)
    if not low:
        return ~Q(pk__in=())
    condition = Q(**{f"{column}__gte": low})
    return condition & Q(**{f"{column}__lt": high}) if high else condition


@dataclass(frozen=True)
class Actor:
    """Whoever is acting: a member of staff, a family member, another system or a job.

    `purpose` says what personal data are read for; every reading notes it.
    Who stands in for somebody (`standing_in`, a delegation) acts by the lent roles alone.
    """

    name: str
    account: int | None = None
    holdings: tuple[Holding, ...] = ()
    address: str = field(default="", compare=False)
    standing_in: int | None = None
    purpose: str = field(default="", compare=False)

    @cached_property
    def permits(self) -> frozenset[Permit]:
        """Return every permit held anywhere."""
        return frozenset(p for h in self.holdings for p in ROLES[h.role].permits)

    def may(self, permit: Permit) -> bool:
        """Say whether the permit is held anywhere."""
        return permit in self.permits

    def require(self, permit: Permit) -> None:
        """Raise `Refused` unless the permit is held."""
        if not self.may(permit):
            raise Refused(permit)

    def scope(self, permit: Permit) -> Scope:
        """Return what this permit reaches for this actor."""
        held = [h for h in self.holdings if permit in ROLES[h.role].permits]
        return Scope(
            divisions=tuple(sorted({h.division for h in held if h.division is not None})),
            organisations=frozenset(h.organisation for h in held if h.organisation is not None),
            persons=frozenset(h.person for h in held if h.person is not None),
        )


def action(
    *, permit: Permit, title: Text = "", logs: tuple[str, ...] = (), subject: str = ""
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a function a write: permit checked, one transaction, one audit entry.

    `title` is what the trail's page calls it; a guard finds an action without. `logs` names the
    keyword arguments whose values enter the trail: ids, codes and dates, never personal data.
    `subject` is the kind of record; its id is the result's `pk` where it has one, or several are
    its `pks`. A keyword argument `reason` becomes the entry's reason.
    """

    def wrap(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        name = f"{function.__module__.removeprefix('anhuai.').partition('.actions')[0]}"
        name = audit.named(f"{name}.{function.__name__}", title, subject=subject)

        @wraps(function)
        def acted(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            actor.require(permit)
            with wall.lifted(), transaction.atomic():
                result = function(actor, *args, **kwargs)
                audit.append(
                    actor,
                    kind=audit.Kind.ACTION,
                    name=name,
                    subject=subject,
                    ids=_ids_of(result),
                    detail={key: _plain(kwargs.get(key)) for key in logs},
                    reason=str(kwargs.get("reason") or "")[:200],
                )
            return result

        acted.permit = permit  # type: ignore[attr-defined]
        acted.audit_name = name  # type: ignore[attr-defined]
        return acted

    return wrap


def reading(
    *, permit: Permit, title: Text = "", subject: str, ids: Callable[[Any], Iterable[int]]
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a query a read of personal data: permit checked, one audit entry with the ids shown."""

    def wrap(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        name = f"{function.__module__.removeprefix('anhuai.').partition('.queries')[0]}"
        name = audit.named(f"{name}.{function.__name__}", title)

        @wraps(function)
        def read(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            actor.require(permit)
            result = function(actor, *args, **kwargs)
            shown = list(ids(result))
            if shown:
                audit.append(
                    actor, kind=audit.Kind.READING, name=name, subject=subject, ids=shown,
                    reason=actor.purpose,
                )  # fmt: skip
            return result

        read.permit = permit  # type: ignore[attr-defined]
        return read

    return wrap


def _ids_of(result: object) -> list[int]:
    key = getattr(result, "pk", None)
    return [key] if isinstance(key, int) else list(getattr(result, "pks", ()))


def _plain(value: object) -> object:
    key = getattr(value, "pk", None)
    if key is not None:
        return key
    return value if isinstance(value, str | int | bool | type(None)) else str(value)


SYSTEM = Actor(
    name="system",
    holdings=(
        Holding("county_administrator", division=""),
        Holding("county_officer", division=""),
    ),
)
