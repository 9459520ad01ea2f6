"""Meal cards: a signed id without a name, which only staff of a point can open."""

from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.utils.translation import gettext_lazy as _

from anhuai.people import queries as people
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.permits import Permit
from anhuai.services.queries.meals import Diet, beyond, diet_of

RUN = Permit.MEALS_RUN
_CARD = "services.meal-card"


def card_of(person: int) -> str:
    """Return what the code on somebody's meal card says: their id, signed; no name."""
    return signing.dumps(person, salt=_CARD)


def person_of_card(card: str) -> int:
    """Return whose meal card a code is; raises `NotHere` for one that is not ours."""
    try:
        return int(signing.loads(card, salt=_CARD))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotHere("meal_card", 0) from error


@dataclass(frozen=True, slots=True)
class Guest:
    """Whose meal card was read, and what they must not eat."""

    person: int
    name: str
    diet: Diet


@reading(permit=RUN, title=_("读用餐卡"), subject="person", ids=lambda one: [one.person])
def guest(actor: Actor, card: str, *, on: date) -> Guest:
    """Return whose card staff of a point read; raises `NotHere` for one that is not ours.

    The card itself gives leave: it is shown by whoever wants to eat, wherever they live.
    """
    del actor  # whoever holds the permit may read a card
    key = person_of_card(card)
    with beyond():
        name = people.everybody().filter(pk=key).values_list("name", flat=True).first()
        if name is None:
            raise NotHere("meal_card", 0)
        return Guest(key, name, diet_of(key, on=on))
