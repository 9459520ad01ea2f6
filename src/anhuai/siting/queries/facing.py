"""Facilities as offers: where they are and how many they can take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anhuai.facilities import queries as facilities
from anhuai.facilities.catalogue import KINDS
from anhuai.platform.acting import Actor
from anhuai.platform.words import title_of
from anhuai.siting.rules import AIMS, Subject


@dataclass(frozen=True, slots=True)
class Offer:
    """An operating facility: places (beds in use or childcare places), position where known."""

    pk: int
    name: str
    kind: str
    division: str
    longitude: float | None
    latitude: float | None
    places: int


def offers(actor: Actor, *, on: date, subject: Subject, division: str = "") -> Sequence[Offer]:
    """Return the facilities that operate on a day and give what the subject asks for."""
    found = facilities.operating(actor, on=on, kinds=AIMS[subject].kinds, division=division)
    rows = list(
        found.order_by("pk").values_list("pk", "name", "kind", "division", "longitude", "latitude")
    )
    numbers = facilities.numbers([row[0] for row in rows], on=on)
    return [
        Offer(
            *row,
            numbers[row[0]].places if subject is Subject.CHILDCARE else numbers[row[0]].in_service,
        )
        for row in rows
    ]


def kind_title(code: str) -> str:
    """Return a facility kind's title in the language of the page."""
    return title_of(KINDS[code]) if code in KINDS else code
