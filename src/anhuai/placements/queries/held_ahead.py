"""Money paid ahead by institution, held against its net fixed assets: sums, never whose."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from anhuai.placements.models import NetAssets, Prepayment
from anhuai.placements.queries.boards import institutions
from anhuai.placements.queries.custody import IN_CUSTODY, custody_on
from anhuai.placements.queries.parameters import reserve_percent
from anhuai.placements.queries.reach import beyond
from anhuai.placements.rules.custody import Checked
from anhuai.placements.rules.prepaid import Ahead, reserve
from anhuai.platform.acting import Actor, in_subtree
from anhuai.platform.permits import Permit

READ = Permit.PLACEMENTS_READ


@dataclass(frozen=True, slots=True)
class HeldAhead:
    """What an institution holds paid ahead, in fen by kind; its net assets, None where nobody
    recorded them; what must lie in reserve, None where the county decided no share; the newest
    balance of its custody account, None where nobody recorded any."""

    facility: int
    name: str
    division: str
    ownership: str
    balances: Mapping[Ahead, int]
    assets: NetAssets | None
    reserve: int | None
    custody: Checked | None

    @property
    def total(self) -> int:
        """Return everything held."""
        return sum(self.balances.values())

    @property
    def over(self) -> bool:
        """Whether more is held than the net assets."""
        return self.assets is not None and self.total > self.assets.amount

    @property
    def in_custody(self) -> int:
        """Return the deposits and membership fees held: what the custody account is for."""
        return sum(self.balances[kind] for kind in IN_CUSTODY)


def sums_ahead(keys: Collection[int]) -> dict[int, dict[Ahead, int]]:
    """Return what some institutions hold by kind; their caller has checked them."""
    found = {key: dict.fromkeys(Ahead, 0) for key in keys}
    with beyond():
        rows = Prepayment.objects.filter(stay__facility__in=keys).order_by()
        counted = rows.values_list("stay__facility", "kind").annotate(much=Sum("amount"))
        for key, kind, much in counted:
            found[key][Ahead(kind)] = much or 0
    return found


def assets_on(keys: Collection[int], on: date) -> dict[int, NetAssets]:
    """Return the newest net assets of some institutions as of a day; those on record alone."""
    rows = NetAssets.objects.filter(facility__in=keys, as_of__lte=on).order_by("as_of", "pk")
    return {one.facility_id: one for one in rows}


def held_ahead(actor: Actor, *, on: date, division: str = "", facility: int | None = None
               ) -> list[HeldAhead]:  # fmt: skip
    """Return what every institution the actor reaches holds paid ahead, most first."""
    rows = institutions(actor, on=on)
    if division:
        rows = rows.filter(in_subtree("division", division))
    if facility is not None:
        rows = rows.filter(pk=facility)
    homes: dict[int, Any] = {
        row["pk"]: row for row in rows.values("pk", "name", "division", "ownership")
    }
    sums, assets, percent = sums_ahead(homes), assets_on(homes, on), reserve_percent(on)
    custody = custody_on(homes, on)
    found = [
        HeldAhead(
            key, row["name"], row["division"], row["ownership"], sums[key], assets.get(key),
            reserve(sum(sums[key][kind] for kind in IN_CUSTODY), percent), custody.get(key),
        )
        for key, row in homes.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.total, one.division, one.facility))
