"""Which dated rows hold on a day, by what is known now."""

from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from anhuai.people.models import Circumstance, Consent, Contact, Kinship, Membership, Residence
from anhuai.platform.compiled import Slot

D = TypeVar("D", Residence, Membership, Kinship, Circumstance, Contact, Consent)


def holding(on: date | Slot, *, through: str = "") -> Q:
    """Return the condition that a dated row, reached `through` a relation, holds on a day."""
    at = f"{through}__" if through else ""
    begun = Q(**{f"{at}retracted_at": None, f"{at}since__lte": on})
    return begun & (Q(**{f"{at}until": None}) | Q(**{f"{at}until__gt": on}))


def valid(rows: "QuerySet[D]") -> "QuerySet[D]":
    """Return the rows not retracted: what is known now, of all times."""
    return rows.filter(retracted_at=None)


def after(rows: "QuerySet[D]", day: date) -> "QuerySet[D]":
    """Return the rows not retracted that reach beyond a day."""
    return valid(rows).filter(Q(until=None) | Q(until__gt=day))
