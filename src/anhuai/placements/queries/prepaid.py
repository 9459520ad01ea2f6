"""Money paid ahead for a stay: what lies there by kind, and how it came to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from anhuai.placements.models import Prepayment
from anhuai.placements.queries.reach import beyond
from anhuai.placements.queries.stays import stay
from anhuai.placements.rules.prepaid import Ahead
from anhuai.platform.acting import Actor, reading
from anhuai.platform.permits import Permit


@dataclass(frozen=True, slots=True)
class Prepaid:
    """What lies paid ahead for a stay, in fen by kind, and every line newest first."""

    stay: int
    person: int
    balances: Mapping[Ahead, int]
    lines: Sequence[Prepayment]

    @property
    def total(self) -> int:
        """Return everything that lies there."""
        return sum(self.balances.values())


def balances(stay_id: int) -> dict[Ahead, int]:
    """Return what lies paid ahead by kind, every kind; its caller has checked the scope."""
    with beyond():
        rows = Prepayment.objects.filter(stay=stay_id).order_by().values_list("kind")
        found = dict(rows.annotate(much=Sum("amount")))
    return {kind: found.get(kind) or 0 for kind in Ahead}


@reading(
    permit=Permit.PLACEMENTS_READ, title=_("查看预收款"), subject="person",
    ids=lambda found: [found.person],
)  # fmt: skip
def prepaid(actor: Actor, stay_id: int) -> Prepaid:
    """Return what lies paid ahead for a stay, or raise `NotHere`."""
    one = stay(actor, stay_id)
    with beyond():
        lines = list(Prepayment.objects.filter(stay=one).order_by("-on", "-pk"))
    return Prepaid(one.pk, one.person_id, balances(one.pk), lines)
