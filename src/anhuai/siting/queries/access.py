"""How far villages are from what they need, as last measured."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, FloatField, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from anhuai.facilities import queries as facilities
from anhuai.platform.acting import Actor, NotHere, in_subtree
from anhuai.platform.permits import Permit
from anhuai.siting.models import Measurement, VillageAccess
from anhuai.siting.rules import AIMS, Pace, Subject

READ = Permit.SITING_READ
GROUPS = ("residents", "elders", "toddlers")


def latest(division: str, *, subject: Subject, pace: Pace) -> Measurement | None:
    """Return a county's newest measurement of a subject at a pace."""
    found = Measurement.objects.filter(division=division, subject=subject, pace=pace)
    return found.select_related("network").order_by("-on", "-pk").first()


def measurement(actor: Actor, key: int) -> Measurement:
    """Return a measurement of a county the actor's divisions lie in; raises `NotHere`."""
    actor.require(READ)
    found = Measurement.objects.select_related("network").filter(pk=key).first()
    roots = actor.scope(READ).divisions
    if found is None or not any(
        root.startswith(found.division) or found.division.startswith(root) for root in roots
    ):
        raise NotHere("measurement", key)
    return found


def villages(
    actor: Actor, measurement: int, *, division: str = "", which: str = ""
) -> QuerySet[VillageAccess]:
    """Return a measurement's villages in the actor's divisions; `which`: "out" for those nobody
    of whom the subject is reached, "lost" for those no road leads to any facility from."""
    rows = VillageAccess.objects.filter(
        actor.scope(READ).within("division"), in_subtree("division", division),
        measurement=measurement,
    )  # fmt: skip
    if which == "lost":
        return rows.filter(nearest_m=None)
    if which == "out":
        subject = Measurement.objects.values_list("subject", flat=True).get(pk=measurement)
        whom = AIMS[Subject(subject)].whom
        return rows.filter(**{f"{whom}__gt": 0, f"{whom}_network": 0})
    return rows


@dataclass(frozen=True, slots=True)
class Totals:
    """One group of people: how many, reached by the network, reached by the circle."""

    people: int
    network: int
    circle: int


def totals(rows: QuerySet[VillageAccess]) -> tuple[dict[str, Totals], int]:
    """Return the sums of some villages by group, and how many residents have no known position."""
    names = [f"{group}{end}" for group in GROUPS for end in ("", "_network", "_circle")]
    summed = rows.aggregate(**{f"sum_{name}": Sum(name) for name in [*names, "unplaced"]})
    got = {name: int(summed[f"sum_{name}"] or 0) for name in [*names, "unplaced"]}
    by_group = {
        group: Totals(got[group], got[f"{group}_network"], got[f"{group}_circle"])
        for group in GROUPS
    }
    return by_group, got["unplaced"]


def ranked(rows: QuerySet[VillageAccess], whom: str) -> QuerySet[Any, Any]:
    """Return villages with `people`, `near`, `round` of one group, their shares, and `way`, which
    puts those without a road last."""
    people = Cast(F(whom), FloatField())
    return rows.annotate(
        people=F(whom), near=F(f"{whom}_network"), round=F(f"{whom}_circle"),
        near_share=Coalesce(F(f"{whom}_network") / NullIf(people, Value(0.0)), Value(-1.0)),
        round_share=Coalesce(F(f"{whom}_circle") / NullIf(people, Value(0.0)), Value(-1.0)),
        way=Coalesce(F("nearest_m"), Value(100_000_000)),
    )  # fmt: skip


def lost(actor: Actor, measured: Measurement) -> list[tuple[int, str, int | None]]:
    """Return the facilities a measurement left out, of those the actor reaches."""
    found = [(int(key), str(name), off) for key, name, off in measured.lost]
    rows = facilities.within_scope(actor).filter(pk__in=[key for key, _name, _off in found])
    reached = set(rows.values_list("pk", flat=True))
    return [one for one in found if one[0] in reached]
