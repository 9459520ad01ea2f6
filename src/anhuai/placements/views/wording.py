"""How states, beds, rules and places in the order are said on this room's pages."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anhuai.kernel.money import Fen, format_yuan
from anhuai.placements.catalogue import PRIORITIES
from anhuai.placements.rules.words import Answer, BedState, Step
from anhuai.places import queries as places
from anhuai.platform.listing import badge, link
from anhuai.platform.words import is_english, title_of, word

_STEPS = {
    Step.INQUIRY: "grey", Step.WAITING: "orange", Step.OFFERED: "blue", Step.ACCEPTED: "blue",
    Step.ADMITTED: "green", Step.WITHDRAWN: "grey", Step.REFUSED: "red",
}  # fmt: skip
_BEDS = {
    BedState.FREE: "green", BedState.RESERVED: "blue", BedState.OCCUPIED: "orange",
    BedState.OUT: "grey",
}  # fmt: skip
_ANSWERS = {
    Answer.OPEN: "orange", Answer.ACCEPTED: "green", Answer.DECLINED: "grey",
    Answer.EXPIRED: "red", Answer.TAKEN_BACK: "grey",
}  # fmt: skip


def step_badge(code: str) -> SafeString:
    """Return where an application stands."""
    return badge(word(Step(code)), _STEPS[Step(code)])


def bed_badge(state: BedState) -> SafeString:
    """Return what a bed is."""
    return badge(word(state), _BEDS[state])


def answer_badge(code: str) -> SafeString:
    """Return what became of an offer."""
    return badge(word(Answer(code)), _ANSWERS[Answer(code)])


def rule_title(code: str) -> str:
    """Return the rule somebody stands under."""
    return title_of(PRIORITIES[code]) if code in PRIORITIES else _("按申请先后")


def day(one: date | None) -> str:
    """Return a day as written, "" for none."""
    return f"{one:%Y-%m-%d}" if one else ""


def money(fen: int) -> str:
    """Return an amount in yuan."""
    return _("%(amount)s 元") % {"amount": format_yuan(Fen(fen))}


def place_of(code: str) -> str:
    """Return where somebody lives, in words."""
    return places.path_of(code) if code else ""


def person_link(key: int, name: str) -> SafeString:
    """Return a link to a person's file."""
    return link(f"/people/{key}/", name)


def home_link(key: int, name: str) -> SafeString:
    """Return a link to an institution's beds."""
    return link(reverse("placements:board", args=[key]), name)


def confidence(basis: Any) -> SafeString | str:
    """Return the mark of a fact whose source is not certain; "" where it is."""
    if not basis.confidence.is_setting:
        return ""
    return badge(basis.confidence.label_en if is_english() else basis.confidence.label, "yellow")
