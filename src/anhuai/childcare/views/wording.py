"""How the room's codes and states read on a page."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anhuai.childcare.catalogue import CLASSES, PRIORITIES
from anhuai.childcare.rules.words import Care, Part, Seen, State
from anhuai.kernel.money import Fen, format_yuan
from anhuai.places import queries as places
from anhuai.platform.listing import badge
from anhuai.platform.words import title_of, word

_STATES = {
    State.WAITING: "blue", State.OFFERED: "yellow", State.ENROLLED: "green",
    State.DECLINED: "grey", State.WITHDRAWN: "grey",
}  # fmt: skip
_SEEN = {Seen.WELL: "green", Seen.WATCH: "yellow", Seen.HOME: "red"}


def state_badge(code: str) -> SafeString:
    """Return where an application stands."""
    return badge(word(State(code)), _STATES[State(code)])


def care_title(code: str) -> str:
    """Return a kind of care in the language of the page."""
    return word(Care(code))


def class_title(code: str) -> str:
    """Return a kind of class in the language of the page."""
    return title_of(CLASSES[code]) if code in CLASSES else code


def group_title(code: str) -> str:
    """Return a group taken first; those in none come by their wait or draw."""
    return title_of(PRIORITIES[code]) if code in PRIORITIES else _("无优先情形")


def money(fen: int) -> str:
    """Return an amount in yuan."""
    return _("%(amount)s 元") % {"amount": format_yuan(Fen(fen))}


def month_of(day: date) -> str:
    """Return a day's month."""
    return f"{day:%Y-%m}"


def span(since: date, until: date) -> str:
    """Return the days [since, until), last one included, as people write them."""
    last = until - timedelta(1)
    return f"{since:%m-%d}" if last == since else f"{since:%m-%d}–{last:%m-%d}"


def receipt_number(payment: Any) -> str:
    """Return a receipt's number: the nursery, the year, a running number in it."""
    return f"TY{payment.nursery_id}-{payment.year}-{payment.number:05d}"


def age(months: int) -> str:
    """Return a child's age in months."""
    return _("%(months)s 个月") % {"months": months}


def place_of(code: str) -> str:
    """Return where a nursery stands, in words."""
    return places.path_of(code) if code else ""


def clock_time(at: datetime | None) -> str:
    """Return a moment's local time of day."""
    return f"{localtime(at):%H:%M}" if at else ""


def moment(at: datetime | None) -> str:
    """Return a local day and time."""
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else ""


def short_badge(short: int, present: int) -> SafeString:
    """Return whether carers are enough now."""
    if short:
        return badge(_("缺保育人员 %(count)s 名") % {"count": short}, "red")
    return badge(_("配备达标"), "green") if present else badge(_("没有儿童在园"), "grey")


def checks(found: dict[str, str]) -> Sequence[SafeString]:
    """Return a child's checks of the day, and those still to be made."""
    return [
        badge(f"{word(part)}：{word(Seen(found[part]))}", _SEEN[Seen(found[part])])
        if part in found
        else badge(f"{word(part)}：{_('未登记')}", "grey")
        for part in Part
    ]
