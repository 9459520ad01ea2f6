"""What the actions share: scope, versions, and the error for what cannot be recorded."""

from datetime import date

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale


class NotPossible(Unfit):
    """A figure or step that cannot be recorded so.

    Codes: future, computed, bounds, department, evidence, second_person, decided, progress, closed,
    open, amount, source, status, order, name.
    """


def require_scope(actor: Actor, permit: Permit, division: str, kind: str, key: object) -> None:
    """Raise `NotHere` unless the permit reaches the division."""
    if not actor.scope(permit).covers(division):
        raise NotHere(kind, key)


def require_version(kind: str, key: int, *, is_now: int, was: int | None) -> None:
    """Raise `Stale` unless a record is still in the version that was shown; None asks for none."""
    if was is not None and was != is_now:
        raise Stale(kind, key)


def require_past(on: date, field: str = "on") -> None:
    """Raise `NotPossible` for a day after today."""
    if on > clock.today():
        raise NotPossible(
            "future",
            "日期不能晚于今天，请核对。",
            "The date cannot be later than today: check it.",
            field=field,
        )
