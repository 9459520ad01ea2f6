"""What a scenario's own limits take away: facilities that close, villages without premises large
enough, sites that can take only so many."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from anhuai.platform.acting import SYSTEM, Actor
from anhuai.siting import queries
from anhuai.siting.models import Scenario
from anhuai.siting.queries import Field
from anhuai.siting.rules import BadSiting, Question

if TYPE_CHECKING:
    from anhuai.siting.actions.planning import Ask


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which sites of a field remain: `closed` of the facilities, `barred` of the candidates, and
    how many people each site is enough for, None where nothing limits it."""

    closed: Any
    barred: Any
    capacity: Any | None = None


def is_narrowed(found: Scenario) -> bool:
    """Return whether a scenario closes facilities, asks for premises or limits a site."""
    return bool(found.closing or found.least_m2 or found.capacity)


def closed_keys(found: Scenario) -> frozenset[int]:
    """Return the facilities a scenario takes for closed."""
    return frozenset(key for key, _name in found.closing)


def whole(field: Field) -> Narrowed:
    """Return a field with everything on it: as if the scenario had no limits of its own."""
    import numpy as np

    return Narrowed(np.zeros(len(field.offers), bool), np.zeros(len(field.candidates), bool))


def narrowed(found: Scenario, field: Field) -> Narrowed:
    """Return what a scenario's limits leave of its field."""
    import numpy as np

    closing = closed_keys(found)
    closed = np.array([one.pk in closing for one in field.offers], bool)
    barred = np.zeros(len(field.candidates), bool)
    if found.least_m2:
        large = queries.largest_rooms(SYSTEM, on=found.on, division=found.division)
        barred = np.array(
            [large.get(one.division, Decimal(0)) < found.least_m2 for one in field.candidates], bool
        )
    if not found.capacity:
        return Narrowed(closed, barred)
    places = [one.places for one in field.offers] + [found.capacity] * len(field.candidates)
    return Narrowed(closed, barred, np.array(places, float) * 100 / found.users_percent)


def effects(found: Scenario, field: Field, limits: Narrowed, left: int) -> dict[str, Any]:
    """Return in figures what a scenario's limits took away; `left` people reach what stays."""
    told: dict[str, Any] = {"left": left if found.closing else None}
    if found.least_m2:
        large = queries.largest_rooms(SYSTEM, on=found.on, division=found.division)
        known = sum(one.division in large for one in field.candidates)
        told["rooms"] = {
            "candidates": len(field.candidates), "fit": int((~limits.barred).sum()),
            "small": known - int((~limits.barred).sum()), "unknown": len(field.candidates) - known,
        }  # fmt: skip
    if found.capacity:
        stays = [one for one, gone in zip(field.offers, limits.closed, strict=True) if not gone]
        people = int(field.heads.sum())
        told["room"] = {
            "needed": -(-people * found.users_percent // 100),
            "places": sum(one.places for one in stays),
            "unknown": [one.name for one in stays if not one.places],
        }
    return told


def checked(actor: Actor, ask: "Ask", on: date, division: str) -> list[tuple[int, str]]:
    """Return the facilities to close with their names; raise `BadSiting` for limits that mean
    nothing here."""
    _checked_capacity(ask)
    if ask.least_m2 is not None:
        _checked_rooms(actor, ask.least_m2, on, division)
    if not ask.closing:
        return []
    here: Mapping[int, Any] = {
        one.pk: one for one in queries.offers(actor, on=on, subject=ask.subject, division=division)
    }
    for key in ask.closing:
        if key not in here:
            raise BadSiting(
                "closing", "要关停的机构里，有的不提供所选的服务或不在营业：请去掉，或改选服务。",
                "Some facility to close does not give this service here.", field="closing",
            )  # fmt: skip
        if here[key].longitude is None:
            name = here[key].name
            raise BadSiting(
                "unplaced", f"“{name}”没有登记坐标，没有参加计算：请先登记坐标，或去掉。",
                f"{name} has no position and counts for nothing: give it one first.",
                field="closing",
            )  # fmt: skip
    return [(key, here[key].name) for key in sorted(set(ask.closing))]


def _checked_capacity(ask: "Ask") -> None:
    if ask.capacity is None:
        if ask.users_percent != 100:
            raise BadSiting(
                "capacity", "填了来的人占多少，就要填每处能接待几人。",
                "A share of users needs the most a new site takes.", field="capacity",
            )  # fmt: skip
        return
    if ask.question is not Question.WALKING:
        raise BadSiting(
            "capacity", "能接待几人只用于“全县路程之和最短”：请改选这个问题，或把能接待几人留空。",
            "The most a site takes counts for least walking alone.", field="capacity",
        )  # fmt: skip
    if not 1 <= ask.capacity <= 100_000:
        raise BadSiting("capacity", "每处应能接待 1 到 100000 人。", "1 to 100,000.",
                        field="capacity")  # fmt: skip
    if not 1 <= ask.users_percent <= 100:
        raise BadSiting("users", "应为 1 到 100。", "1 to 100.", field="users_percent")


def _checked_rooms(actor: Actor, least: int, on: date, division: str) -> None:
    if not 1 <= least <= 100_000:
        raise BadSiting("least", "面积应为 1 到 100000 平方米。", "1 to 100,000.",
                        field="least_m2")  # fmt: skip
    rooms = queries.largest_rooms(actor, on=on, division=division)
    if not rooms or max(rooms.values()) < least:
        raise BadSiting(
            "least", f"没有一个村登记了 {least} 平方米以上的社区用房：请先登记用房，或减小面积。",
            f"No village has premises of {least} m² on record: record them, or ask for less.",
            field="least_m2",
        )  # fmt: skip
