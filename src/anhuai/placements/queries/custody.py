"""Balances of institutions' custody accounts, and how each stands to what was held that day."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import QuerySet, Sum

from anhuai.facilities import queries as facilities
from anhuai.placements.models import CustodyBalance, Prepayment
from anhuai.placements.queries.parameters import reserve_percent
from anhuai.placements.queries.reach import beyond
from anhuai.placements.rules.custody import Checked
from anhuai.placements.rules.prepaid import Ahead, reserve
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit

READ = Permit.PLACEMENTS_READ
IN_CUSTODY = (Ahead.DEPOSIT, Ahead.MEMBERSHIP)


def custody_balances(
    actor: Actor, *, facility: int | None = None, permit: Permit = READ
) -> QuerySet[CustodyBalance]:
    """Return the balances on record at the facilities the permit reaches, newest day first, those
    corrected since too."""
    own = facilities.within_scope(actor, permit)
    rows = CustodyBalance.objects.filter(facility__in=own.values("pk"))
    if facility is not None:
        rows = rows.filter(facility=facility)
    return rows.select_related("facility", "correction").order_by("-as_of", "-pk")


def custody_balance(actor: Actor, key: int, *, permit: Permit = READ) -> CustodyBalance:
    """Return one balance the permit reaches, or raise `NotHere`."""
    found = custody_balances(actor, permit=permit).filter(pk=key).first()
    if found is None:
        raise NotHere("custody_balance", key)
    return found


def custody_on(keys: Collection[int], on: date) -> dict[int, Checked]:
    """Return the newest balance of some institutions as of a day, checked against what they held
    on the statement's own day; those on record alone. Their caller has checked them."""
    rows = CustodyBalance.objects.filter(facility__in=keys, as_of__lte=on, correction=None)
    newest = {one.facility_id: one for one in rows.order_by("as_of", "pk")}
    held = _held({key: one.as_of for key, one in newest.items()})
    percent = reserve_percent(on)
    return {
        key: Checked(
            one.as_of, one.document, one.amount, held[key], reserve(held[key], percent)
        )
        for key, one in newest.items()
    }  # fmt: skip


def _held(days: Mapping[int, date]) -> Mapping[int, int]:
    """Return what should lie in custody at each institution at the end of its own day."""
    found: Counter[int] = Counter()
    with beyond():
        rows = Prepayment.objects.filter(stay__facility__in=days.keys(), kind__in=IN_CUSTODY)
        lines = rows.order_by().values_list("stay__facility", "on").annotate(much=Sum("amount"))
        for key, day, much in lines:
            if day <= days[key]:
                found[key] += much
    return found
