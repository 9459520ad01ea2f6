"""How this room says amounts, months, bases and reasons."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anhuai.benefits import queries
from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.catalogue.signals import SIGNALS
from anhuai.benefits.queries import reason_text
from anhuai.benefits.rules.definition import Period
from anhuai.benefits.rules.facts import fact_of, is_fact
from anhuai.benefits.rules.kinds import Plain
from anhuai.benefits.rules.signals import Result, Way
from anhuai.kernel.confidence import Basis
from anhuai.kernel.money import Fen, format_yuan
from anhuai.kernel.months import Month
from anhuai.kernel.unfit import Unfit
from anhuai.people.catalogue import KINDS
from anhuai.platform.listing import badge
from anhuai.platform.words import is_english, title_of, word


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


def fact_text(fact: str, value: int | None) -> tuple[str, str]:
    """Return a declared fact and its value in words, of one no longer defined too."""
    if not is_fact(fact):
        return fact, "—" if value is None else str(value)
    one = fact_of(fact)
    if value is None:
        return title_of(one), _("不清楚")
    return title_of(one), one.type.say_en(value) if is_english() else one.type.say(value)


def months(since: date, until: date | None) -> str:
    """Return an interval of months as people say it."""
    start = f"{since:%Y-%m}"
    if until is None:
        return _("%(start)s 起") % {"start": start}
    return f"{start} — {Month.of(until) - 1}"


def why_text(item: str, code: str) -> str:
    """Return a reason in the language of the page."""
    return reason_text(item, code, english=is_english())


def said_lines(values: Mapping[str, Plain]) -> list[tuple[str, str]]:
    """Return declared facts with what they are, in the language of the page."""
    found = []
    for code, value in values.items():
        one = fact_of(code)
        encoded = one.type.encode(value)
        text = one.type.say_en(encoded) if is_english() else one.type.say(encoded)
        found.append((title_of(one), text))
    return found


def categories_text(codes: Iterable[str]) -> str:
    """Return low-income categories in words; who is in none is the one to look at first."""
    found = [title_of(KINDS[code]) for code in codes if code in KINDS]
    return _("、").join(found) if found else _("尚未纳入")


def signal_title(code: str) -> str:
    """Return a signal's title; one no longer defined is its own name."""
    return title_of(SIGNALS[code]) if code in SIGNALS else code


def visits_shown(found: Any) -> list[tuple[str, str, Any, str, str]]:
    """Return the checks on a warning as its page shows them."""
    return [
        (
            f"{one.on:%Y-%m-%d}",
            word(Way(one.way)),
            badge(word(Result(one.result)), Result(one.result).colour),
            one.says,
            one.by,
        )
        for one in queries.visits_of(found)
    ]


def risk_text(code: str, said: Mapping[str, Any]) -> str:
    """Return what a warning says: the signal, and the categories its person is in."""
    told = categories_text(said.get("categories", ()))
    return _("%(signal)s（%(category)s）") % {"signal": signal_title(code), "category": told}
