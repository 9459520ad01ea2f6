"""What stands for past months already: what an upper room compares with what it decides now."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from anhuai.funds.models import Line, Run


@dataclass(frozen=True, slots=True)
class Settled:
    """What was paid, or is in a run to be, of a scheme to a person for one month, out of what."""

    amount: int
    fund: str
    purpose: str
    division: str
    title: str


def months_run(scheme: str) -> list[date]:
    """Return the months for which a regular run of a scheme stands, oldest first."""
    rows = Run.objects.filter(kind="regular").exclude(state="cancelled").order_by("month")
    named = rows.values_list("month", "schemes", "batch")
    return sorted({
        month for month, schemes, batch in named if scheme in schemes and batch == scheme
    })  # fmt: skip


def settled(scheme: str, *, before: date) -> dict[tuple[int, date], Settled]:
    """Return what stands for each person and month of a scheme before a month.

    What the month's own run took already is left out: told again, it is the same run.
    """
    rows = Line.objects.filter(scheme=scheme, is_live=True, period__lt=before)
    rows = rows.exclude(run__month=before, run__batch=scheme)
    sums = {
        (person, period): amount
        for person, period, amount in rows.order_by()
        .values_list("person_id", "period").annotate(Sum("amount"))
    }  # fmt: skip
    fields = ("person_id", "period", "fund", "purpose", "division", "title")
    return {
        (person, period): Settled(sums[person, period], fund, purpose, division, title)
        for person, period, fund, purpose, division, title in rows.order_by("pk").values_list(
            *fields
        )
    }
