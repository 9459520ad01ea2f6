"""How scales, levels, reasons and days are said on this room's pages."""

from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.rules.scales import Item, Scale
from anhuai.assessments.rules.words import Reason, State
from anhuai.kernel.confidence import Basis
from anhuai.places import queries as places
from anhuai.platform.listing import badge, link
from anhuai.platform.words import is_english, title_of, word

_COLOURS = ("green", "blue", "yellow", "orange", "red", "red")
_STATES = {
    State.OPEN: "orange", State.ASSIGNED: "blue", State.DONE: "green", State.CANCELLED: "grey",
}  # fmt: skip


def scale_title(code: str) -> str:
    """Return what a scale is called."""
    return title_of(SCALES[code])


def scale_short(code: str) -> str:
    """Return what a scale is called where there is little room."""
    one = SCALES[code]
    return one.short_en if is_english() else one.short


def level_title(scale: Scale, level: int) -> str:
    """Return what a level of a scale is called, with its number."""
    return f"{level} · {title_of(scale.level(level))}"


def level_badge(code: str, level: int) -> SafeString:
    """Return a level as a badge, redder as it is worse."""
    return badge(level_title(SCALES[code], level), _COLOURS[min(level, len(_COLOURS) - 1)])


def reason_title(code: str) -> str:
    """Return why somebody is assessed."""
    return word(Reason(code))


def state_badge(code: str, due_on: date | None = None, today: date | None = None) -> SafeString:
    """Return where a task stands; late ones in red."""
    state = State(code)
    late = due_on is not None and today is not None and due_on < today
    if late and state in (State.OPEN, State.ASSIGNED):
        return badge(f"{word(state)} · {_('已逾期')}", "red")
    return badge(word(state), _STATES[state])


def place_of(code: str) -> str:
    """Return where somebody lives, in words."""
    return places.path_of(code) if code else ""


def person_link(key: int, name: str) -> SafeString:
    """Return a link to a person's file."""
    return link(f"/people/{key}/", name)


def said(one: Any, *, hint: bool = False) -> str:
    """Return an option's or a hint's words in the language of the page."""
    if hint and isinstance(one, Item):
        return one.hint_en if is_english() else one.hint
    return str(one.says_en if is_english() else one.says)


def in_chinese(*texts: str) -> SafeString:
    """Return a document's own words, said to be Chinese on an English page too."""
    return format_html('<span lang="zh">{}</span>', " ".join(filter(None, texts)))


def mark(basis: Basis | None) -> SafeString | str:
    """Return the mark of a fact whose source was not read; "" where it was."""
    if basis is None or not basis.confidence.is_setting:
        return ""
    return badge(basis.confidence.label_en if is_english() else basis.confidence.label, "yellow")
