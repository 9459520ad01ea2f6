"""Measuring who reaches what, on the network and by the circle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.people import queries as people
from anhuai.people.queries import Dwelling
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.siting import queries
from anhuai.siting.actions.settings import minutes_of, speed_of
from anhuai.siting.models import Measurement, Network, VillageAccess
from anhuai.siting.queries import Offer
from anhuai.siting.rules import AIMS, BadSiting, Pace, Subject, reach_dm

MANAGE = Permit.SITING_MANAGE
GROUPS = ("residents", "elders", "toddlers")


@action(permit=MANAGE, title=_("计算可达性"), logs=("subject", "pace", "on"), subject="measurement")
def measure(actor: Actor, *, subject: Subject, pace: Pace, on: date) -> Measurement:
    """Measure today's homes against the facilities of a day and keep the result; again replaces.

    Raises `BadSiting` where the county has no roads yet.
    """
    return _measured(actor, subject, pace, on, _homes(actor, on))


@dataclass(frozen=True, slots=True)
class Measured:
    """Several measurements made at once."""

    pks: Sequence[int]


@action(permit=MANAGE, title=_("计算全部可达性"), logs=("on",), subject="measurement")
def measure_all(actor: Actor, *, on: date) -> Measured:
    """Measure every subject at every pace; the homes are read once."""
    homes = _homes(actor, on)
    made = [_measured(actor, subject, pace, on, homes).pk for subject in Subject for pace in Pace]
    return Measured(made)


def network_in_force() -> Network:
    """Return the county's roads; raises `BadSiting` where there are none."""
    found = queries.network(county.code())
    if found is None:
        raise BadSiting(
            "roads", "还没有道路数据。请先导入道路文件，或生成标明的合成路网。",
            "There are no roads yet: bring a file, or make a synthetic network labelled as such.",
        )  # fmt: skip
    return found


def _homes(actor: Actor, on: date) -> list[Dwelling]:
    return people.dwellings(actor, on=on, division=county.code())


def _measured(
    actor: Actor, subject: Subject, pace: Pace, on: date, homes: Sequence[Dwelling]
) -> Measurement:
    network = network_in_force()
    offers = queries.offers(actor, on=on, subject=subject, division=county.code())
    minutes = minutes_of(on=on)
    reach = reach_dm(minutes=minutes, speed_cm=speed_of(pace, on=on))
    found = _computed(network.pk, subject, offers, homes, reach)
    Measurement.objects.filter(
        division=county.code(), on=on, subject=subject, pace=pace, minutes=minutes
    ).delete()
    made = Measurement.objects.create(
        network=network, division=county.code(), on=on, subject=subject, pace=pace,
        minutes=minutes, reach_dm=reach, facilities=len(offers), lost=found["lost"],
        snapped_m=found["snapped_m"], recorded_at=clock.now(),
    )  # fmt: skip
    VillageAccess.objects.bulk_create(
        VillageAccess(measurement=made, **row) for row in found["villages"]
    )
    return made


def _computed(
    network: int, subject: Subject, offers: Sequence[Offer], homes: Sequence[Dwelling], reach: int
) -> dict[str, Any]:
    """Return the villages' rows, facilities without a usable position, the mean way to a road."""
    import numpy as np

    from anhuai.siting.engine import measuring

    known = [one for one in offers if one.longitude is not None and one.latitude is not None]
    at = np.array([(one.longitude, one.latitude) for one in known], float).reshape(-1, 2)
    placed = [one for one in homes if one.longitude is not None]
    home = np.array([(one.longitude, one.latitude) for one in placed], float).reshape(-1, 2)
    ground = measuring.ground(queries.raw_of(network), at[:, 0], at[:, 1], home[:, 0], home[:, 1])
    heads = np.array([one[3:] for one in placed], np.int64).reshape(-1, 3)
    pairs = measuring.reached(ground, reach=reach)
    whom = GROUPS.index(AIMS[subject].whom)
    supply = np.array([one.places for one in known], float)
    way = measuring.ways(ground)
    per_head = measuring.per_head(pairs, supply, heads[:, whom], reach=reach)
    near = np.bincount(pairs.target, minlength=len(placed)) > 0
    round_ = measuring.circled(at[:, 0], at[:, 1], home[:, 0], home[:, 1], reach=reach)
    lost: list[list[object]] = [[one.pk, one.name, None] for one in offers if one not in known]
    lost += [
        [one.pk, one.name, int(far) // 10]
        for one, node, far in zip(known, ground.place, ground.far, strict=True) if node < 0
    ]  # fmt: skip
    rows = _by_village(homes, placed, heads, (near, round_), (way, per_head, heads[:, whom]))
    snapped = float(ground.home_far.mean()) / 10 if len(placed) else 0.0
    return {"villages": rows, "lost": lost, "snapped_m": round(snapped, 1)}


def _by_village(
    homes: Sequence[Dwelling], placed: Sequence[Dwelling], heads: Any, covered: Any, ways: Any
) -> list[dict[str, Any]]:
    """Return one row a village: sums, the way of its middle home, places for each hundred."""
    import numpy as np

    near, round_ = covered
    way, per_head, whom = ways
    codes = np.array([one.division for one in placed])
    everyone: dict[str, list[Dwelling]] = {}
    for one in homes:
        everyone.setdefault(one.division, []).append(one)
    rows = []
    for code, here in sorted(everyone.items()):
        own = np.flatnonzero(codes == code) if len(codes) else np.zeros(0, int)
        row: dict[str, Any] = {"division": code}
        for at, group in enumerate(GROUPS):
            row[group] = sum(one[3 + at] for one in here)
            row[f"{group}_network"] = int(heads[own, at][near[own]].sum())
            row[f"{group}_circle"] = int(heads[own, at][round_[own]].sum())
        row["unplaced"] = row["residents"] - int(heads[own, 0].sum())
        lead = way[own][way[own] >= 0]
        reachable = 2 * len(lead) > len(own)  # of most homes, or the village is out of reach
        row["nearest_m"] = int(np.median(lead)) // 10 if reachable else None
        people_here = int(whom[own].sum())
        found = float((per_head[own] * whom[own]).sum()) / people_here if people_here else None
        row["per_100"] = None if found is None or not reachable else round(found * 100, 4)
        rows.append(row)
    return rows
