"""What was paid for months after a death: what an upper room claims back, and shows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Sum

from anhuai.funds.models import Line, Payment


@dataclass(frozen=True, slots=True)
class PaidLate:
    """What a person who had died was paid of a scheme for a month, less what is claimed."""

    person: int
    scheme: str
    period: date
    fund: str
    purpose: str
    division: str
    amount: int


def paid_to_the_dead(*, schemes: Collection[str] = ()) -> list[PaidLate]:
    """Return what the bank paid for months after that of a death and nobody claimed yet.

    The month of the death is due (standards/02); what came back from the bank was not paid.
    """
    again = Payment.objects.filter(repays=OuterRef("payment"), state="paid")
    reached = Q(payment__state="paid") | Q(Exists(again))
    claimed = Q(amount__lt=0, run__state__in=["approved", "sent", "settled"])
    rows = Line.objects.filter(reached | claimed, is_live=True, period__gt=F("person__died"))
    if schemes:
        rows = rows.filter(scheme__in=schemes)
    keys = ("person_id", "scheme", "period", "fund", "purpose", "division")
    summed = rows.order_by().values_list(*keys).annotate(Sum("amount"))
    return [PaidLate(*row) for row in summed.order_by(*keys) if row[-1] > 0]
