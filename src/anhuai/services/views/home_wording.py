"""How states, reasons, works and money of adaptations and beds are said on pages."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.money import Fen, format_yuan
from anhuai.people.queries import KINDS
from anhuai.platform.listing import badge, link
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import title_of, word
from anhuai.services.catalogue import WORKS
from anhuai.services.rules.adaptation import State
from anhuai.services.rules.family_beds import BedState

_NEEDS: dict[str, Promise] = {
    "very_old": gettext_lazy("80 周岁以上"), "disabled": gettext_lazy("残疾"),
    "frail": gettext_lazy("失能"),
}  # fmt: skip
_COLOURS = {
    State.OPENED: "grey", State.SURVEYED: "blue", State.PLANNED: "yellow", State.AGREED: "blue",
    State.BUILDING: "blue", State.BUILT: "yellow", State.ACCEPTED: "orange",
    State.PREPARED: "orange", State.PAID: "green", State.DONE: "green", State.CANCELLED: "grey",
}  # fmt: skip
_BEDS = {
    BedState.APPLIED: "yellow", BedState.REFUSED: "grey", BedState.ELIGIBLE: "blue",
    BedState.ACTIVE: "green", BedState.SUSPENDED: "orange", BedState.ENDED: "grey",
}  # fmt: skip


def state_badge(state: str) -> SafeString:
    """Return how far an adaptation is."""
    return badge(word(State(state)), _COLOURS[State(state)])


def bed_badge(state: str) -> SafeString:
    """Return how a bed stands."""
    return badge(word(BedState(state)), _BEDS[BedState(state)])


def reasons(codes: Sequence[str]) -> str:
    """Return why somebody is entitled, in words."""
    return "、".join(
        str(_NEEDS[code]) if code in _NEEDS else title_of(KINDS[code]) if code in KINDS else code
        for code in codes
    )


def work_title(code: str) -> str:
    """Return what a work is called."""
    return title_of(WORKS[code]) if code in WORKS else code


def day(on: date | None) -> str:
    """Return a day as people write it; "" for none."""
    return f"{on:%Y-%m-%d}" if on else ""


def money(amount: int | None) -> str:
    """Return an amount in yuan; "" for none."""
    return format_yuan(Fen(amount)) if amount is not None else ""


def due_badge(due: date | None, today: date) -> SafeString | str:
    """Return by when the next step is to be taken, and that it is late."""
    if due is None:
        return ""
    return badge(_("逾期 %(on)s") % {"on": day(due)}, "red") if due < today else day(due)


def person(request: ActorRequest, key: int, name: str) -> Any:
    """Return somebody's name, a link for who may open the file."""
    return link(f"/people/{key}/", name) if request.actor.may(Permit.PEOPLE_READ) else name


def level(value: int | None) -> str:
    """Return a level of ability in words."""
    if value is None:
        return ""
    names = [_("能力完好"), _("轻度失能"), _("中度失能"), _("重度失能"), _("完全失能")]
    return names[value] if 0 <= value < len(names) else str(value)
