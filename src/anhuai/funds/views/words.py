"""How money, states and codes are shown on every page of the room."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.funds.catalogue import FUNDS, PURPOSES
from anhuai.funds.rules.books import EntryKind
from anhuai.funds.rules.settling import ChangeKind, LineKind
from anhuai.kernel.confidence import Basis
from anhuai.kernel.divisions import Level
from anhuai.kernel.money import Fen, format_yuan
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.listing import Table, badge
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of, word

STATES: Mapping[str, tuple[Any, str]] = {
    "prepared": (gettext_lazy("待初审"), "yellow"),
    "checked": (gettext_lazy("待审批"), "orange"),
    "approved": (gettext_lazy("已审批"), "blue"),
    "sent": (gettext_lazy("已送银行"), "purple"),
    "settled": (gettext_lazy("已对账"), "green"),
    "cancelled": (gettext_lazy("已撤销"), "grey"),
}
PAYMENTS: Mapping[str, tuple[Any, str]] = {
    "held": (gettext_lazy("缺账户"), "orange"),
    "waiting": (gettext_lazy("待发放"), "blue"),
    "paid": (gettext_lazy("已到账"), "green"),
    "returned": (gettext_lazy("退汇"), "red"),
    "cancelled": (gettext_lazy("已撤销"), "grey"),
}
_COLOURS = {
    "new": "green", "stopped": "grey", "changed": "blue", "back_pay": "purple",
    "recovery": "red", "blocked": "red",
}  # fmt: skip


def money(fen: int) -> str:
    """Return an amount in yuan with separators."""
    return format_yuan(Fen(fen))


def fund_title(code: str) -> str:
    """Return a fund's title; a code no longer defined is its own title."""
    return title_of(FUNDS[code]) if code in FUNDS else code


def purpose_title(code: str) -> str:
    """Return a purpose's title; general money says so."""
    if not code:
        return _("未指定用途")
    return title_of(PURPOSES[code]) if code in PURPOSES else code


def state_badge(state: str) -> SafeString:
    """Return a run's state as a badge."""
    return badge(*STATES[state])


def payment_badge(state: str) -> SafeString:
    """Return a payment's state as a badge."""
    return badge(*PAYMENTS[state])


def change_badge(kind: str) -> SafeString:
    """Return how somebody's pay changed as a badge."""
    return badge(word(ChangeKind(kind)), _COLOURS[kind])


def line_kind(kind: str) -> str:
    """Return why a line is in a run."""
    return word(LineKind(kind))


def entry_kind(kind: str) -> str:
    """Return what an entry records."""
    return word(EntryKind(kind))


def basis_mark(basis: Basis) -> SafeString:
    """Return how well a fact is known, as a badge with its source."""
    mark = basis.confidence
    text = mark.label_en if is_english() else mark.label
    return badge(text, "grey" if mark.is_setting else "blue")


def towns(request: ActorRequest) -> Sequence[tuple[str, str]]:
    """Return the towns that a form or filter offers."""
    return places.choices(
        request.actor, on=clock.today(), permit=Permit.PLACES_READ, level=Level.TOWN,
        within=county.code(),
    )  # fmt: skip


def answered(request: ActorRequest, table: Table, title: str) -> HttpResponse:
    """Answer with a list under the room's tabs, or just its rows when htmx asks."""
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "funds/list.html"
    return render(request, template, {"table": table, "title": title})


def chosen_year(request: ActorRequest, known: Sequence[int]) -> int:
    """Return the year the address asks for, else the newest with money, else this one."""
    asked = request.GET.get("year", "")
    if asked.isdecimal() and len(asked) == 4:
        return int(asked)
    return known[0] if known else clock.today().year
