"""How tiers, states, modes, outcomes and doubts are said on this room's pages."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anhuai.kernel.months import BadMonth, Month
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.listing import badge, link
from anhuai.platform.words import title_of, word
from anhuai.services.catalogue import CHECKS, CHORES, TIERS
from anhuai.services.rules.words import Doubt, Mode, Outcome, TargetState

_STATES = {
    TargetState.DONE: "green", TargetState.WAITING: "grey", TargetState.DUE: "orange",
    TargetState.OVERDUE: "red", TargetState.DROPPED: "grey",
}  # fmt: skip


def tiers(codes: Sequence[str]) -> str:
    """Return which rules list somebody."""
    return "、".join(title_of(TIERS[code]) for code in codes if code in TIERS)


def chores(codes: Sequence[str]) -> str:
    """Return what was done at the house."""
    return "、".join(title_of(CHORES[code]) for code in codes if code in CHORES)


def check_title(code: str) -> str:
    """Return what a question is about."""
    return title_of(CHECKS[code]) if code in CHECKS else code


def answer_title(check: str, code: str) -> str:
    """Return an answer in words."""
    found = CHECKS[check].answers if check in CHECKS else ()
    return next((title_of(one) for one in found if one.code == code), code)


def state_badge(state: TargetState) -> SafeString:
    """Return how somebody on a list stands."""
    return badge(word(state), _STATES[state])


def outcome_badge(code: str) -> SafeString:
    """Return how a visit ended."""
    return badge(word(Outcome(code)), "green" if Outcome(code).is_done else "orange")


def mode_title(code: str) -> str:
    """Return how somebody was visited."""
    return word(Mode(code))


def doubts(codes: Sequence[str]) -> str:
    """Return what is doubtful about a visit, in words."""
    return "；".join(word(Doubt(code)) for code in codes)


def doubt_badge(codes: Sequence[str]) -> SafeString | str:
    """Return that there is something to look at."""
    return badge(_("待核 %(count)s 项") % {"count": len(codes)}, "yellow") if codes else ""


def place_of(code: str) -> str:
    """Return where somebody lives, in words."""
    return places.path_of(code) if code else ""


def person_link(key: int, name: str) -> SafeString:
    """Return a link to a person's file."""
    return link(f"/people/{key}/", name)


def month_of(text: str) -> Month:
    """Return the month an address gives, the current one where it gives none."""
    try:
        return Month.parse(text)
    except BadMonth:
        return Month.of(clock.today())


def months_back(count: int = 12) -> list[tuple[str, str]]:
    """Return the last months to choose from, the newest first."""
    this = Month.of(clock.today())
    return [(str(this - back), str(this - back)) for back in range(count)]
