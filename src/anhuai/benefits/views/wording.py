"""How this room says amounts, months, bases and reasons."""

from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.queries import reason_text
from anhuai.benefits.rules.definition import Period
from anhuai.kernel.confidence import Basis
from anhuai.kernel.money import Fen, format_yuan
from anhuai.kernel.months import Month
from anhuai.kernel.unfit import Unfit
from anhuai.platform.listing import badge
from anhuai.platform.words import is_english


def money(fen: int) -> str:
    """Return an amount in yuan."""
    return format_yuan(Fen(fen))


def is_money(item: str) -> bool:
    """Say whether a benefit's amount is fen; one no longer defined is not known to be."""
    return item in BENEFITS and BENEFITS[item].form.is_money


def period(one: Period) -> str:
    """Return for which time an amount is."""
    return {Period.MONTHLY: _("每月"), Period.YEARLY: _("每年"), Period.ONCE: _("一次")}[one]


def confidence(basis: Basis) -> SafeString:
    """Return how well a fact is known: 未核实 stands out."""
    mark = basis.confidence
    colour = {"A": "green", "B": "blue"}.get(mark.value, "orange")
    return badge(f"{mark.value} {mark.label_en if is_english() else mark.label}", colour)


def month_of(text: str, default: date) -> Month:
    """Return the month an address asks for ("2026-11"), else that of a day."""
    try:
        year, _dash, month = text.partition("-")
        return Month(int(year), int(month))
    except (ValueError, Unfit):
        return Month.of(default)


def months(since: date, until: date | None) -> str:
    """Return an interval of months as people say it."""
    start = f"{since:%Y-%m}"
    if until is None:
        return _("%(start)s 起") % {"start": start}
    return f"{start} — {Month.of(until) - 1}"


def why_text(item: str, code: str) -> str:
    """Return a reason in the language of the page."""
    return reason_text(item, code, english=is_english())
