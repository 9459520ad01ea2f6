"""How time, place and confirmation of a visit stand: what is refused, what is noted as doubtful."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from anhuai.kernel.geometry import LonLat, haversine_m
from anhuai.services.rules.visiting import SKEW, BadVisit, Position, Visited
from anhuai.services.rules.words import Confirmation, Doubt, Mode

LATE = timedelta(days=7)
FASTEST = 120 / 3.6
"""Metres a second above which nobody drives between two houses of a county."""
NEAR_IN_TIME = timedelta(hours=6)
SURE = 1_000.0
"""Metres of claimed accuracy above which a position says nothing."""


@dataclass(frozen=True, slots=True)
class Placed:
    """How far a visit was from the house in metres, None where unknown; what is doubtful."""

    metres: int | None
    doubts: tuple[Doubt, ...]


def corrected(at: datetime, sent: datetime, now: datetime) -> tuple[datetime, bool]:
    """Return when a visit was by the server's clock, and whether the phone's was off.

    `sent` is what the phone's clock said at the moment of sending, `now` what ours did.
    """
    off = now - sent
    return (at + off, True) if abs(off) > SKEW else (at, False)


def placed(one: Visited, house: LonLat | None, *, circle: int) -> Placed:
    """Compare where a visit in person was with the house, whose circle is so many metres.

    Raises `BadVisit` where there is no position, or one outside the circle, without a reason.
    """
    if one.mode is not Mode.IN_PERSON:
        return Placed(None, ())
    return stood(one.position, one.reason.strip(), house, circle=circle)


def stood(where: Position | None, reason: str, house: LonLat | None, *, circle: int) -> Placed:
    """Compare a position with the house: as `placed`, of whatever is done at the door."""
    if where is None or where.accuracy > SURE:
        if len(reason) < 2:
            raise BadVisit(
                "no_position", "没有定位，请写明原因（如“村里没有信号”）。",
                "There is no position: say why.", field="reason",
            )  # fmt: skip
        return Placed(None, (Doubt.NO_POSITION,))
    doubts = [Doubt.FAKE] if _looks_made(where, house) else []
    if house is None:
        return Placed(None, (*doubts, Doubt.NO_HOUSE))
    metres = round(haversine_m(LonLat(where.longitude, where.latitude), house))
    if metres > circle + where.accuracy:
        if len(reason) < 2:
            raise BadVisit(
                "far", f"定位离登记的住处约 {metres} 米，请写明原因（如“在邻居家见面”）。",
                f"Some {metres} m from the house: say why.", field="reason",
            )  # fmt: skip
        doubts.append(Doubt.FAR)
    return Placed(metres, tuple(doubts))


def _looks_made(where: Position, house: LonLat | None) -> bool:
    """Whether no satellite gave this: no spread at all, or exactly the point on record."""
    return where.accuracy <= 0 or (
        house is not None and (where.longitude, where.latitude) == (house.lon, house.lat)
    )


def travels(first: tuple[datetime, LonLat], second: tuple[datetime, LonLat]) -> bool:
    """Whether one person can have been at both places at those times."""
    apart = abs(first[0] - second[0])
    if apart > NEAR_IN_TIME:
        return True
    metres = haversine_m(first[1], second[1])
    return metres <= 300 or metres <= apart.total_seconds() * FASTEST


def confirmation_doubts(one: Visited, *, code: str) -> list[Doubt]:
    """Return what is doubtful about how a finished visit in person was confirmed."""
    if not one.outcome.is_done or one.mode is not Mode.IN_PERSON:
        return []
    if one.confirmed is Confirmation.CODE and one.code != code:
        return [Doubt.WRONG_CODE]
    return [Doubt.UNCONFIRMED] if one.confirmed is Confirmation.NONE else []
