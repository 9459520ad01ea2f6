"""The room's lists as workbooks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.funds import queries
from anhuai.funds.queries.ledger import ENTRY
from anhuai.funds.queries.runs import CHANGE, CLAIM, LINE, PAYMENT
from anhuai.funds.views import overview, returns, runs
from anhuai.funds.views.words import (
    PAYMENTS,
    STATES,
    entry_kind,
    line_kind,
    money,
)
from anhuai.places import queries as places
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Giving, declare

READ = Permit.FUNDS_READ
Query = Mapping[str, str]
Rows = Iterable[tuple[str, ...]]


def _run(query: Query) -> int:
    text = query.get("run", "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _give_entries(actor: Actor, query: Query) -> Rows:
    rows = queries.entries(actor, **overview.asked_entries(query)).order_by("-on", "-pk")
    for _pk, on, kind, says, document, _of, by, total in rows.values_list(*ENTRY):
        yield f"{on:%Y-%m-%d}", entry_kind(kind), says, document, money(total or 0), by


def _give_runs(actor: Actor, query: Query) -> Rows:
    rows = queries.runs(
        actor, q=query.get("q", ""), state=query.get("state", ""),
        year=runs.year_of(query.get("year", "")),
    ).order_by("-month", "pk")  # fmt: skip
    for _pk, month, title, state, persons, pay, claim, by in rows.values_list(*runs.RUN):
        told = str(STATES[state][0])
        yield f"{month:%Y-%m}", title, told, str(persons), money(pay), money(claim), by


def _give_changes(actor: Actor, query: Query) -> Rows:
    which = {name: query.get(name, "") for name in ("kind", "q", "division")}
    rows = queries.changes_of(actor, _run(query), **which).order_by("kind", "person__pinyin", "pk")
    for _pk, _p, name, place, _s, kind, before, after, why in rows.values_list(*CHANGE):
        told = str(runs.change_word(kind))
        yield name, places.path_of(place), told, money(before), money(after), why


def _paying(row: tuple[Any, ...]) -> tuple[str, ...]:
    (_pk, _p, name, place, number, title, amount, state, holder, _r, account, why, _on, _run_id,
     _title) = row  # fmt: skip
    return (
        str(number), name, places.path_of(place), title, money(amount),
        f"{holder} {queries.masked_account(account)}".strip(), str(PAYMENTS[state][0]), why,
    )  # fmt: skip


def _give_payments(actor: Actor, query: Query) -> Rows:
    which = {name: query.get(name, "") for name in ("state", "q", "division")}
    rows = queries.payments_of(actor, run_id=_run(query), **which).order_by("number")
    return map(_paying, rows.values_list(*PAYMENT))


def _give_unpaid(actor: Actor, query: Query) -> Rows:
    rows = queries.payments_of(actor, q=query.get("q", "")).filter(queries.unpaid())
    return map(_paying, rows.order_by("person__pinyin", "pk").values_list(*PAYMENT))


def _give_lines(actor: Actor, query: Query) -> Rows:
    rows = queries.lines_of(actor, _run(query), q=query.get("q", ""))
    for row in rows.order_by("person__pinyin", "period", "pk").values_list(*LINE):
        _pk, _p, name, _place, title, period, kind, before, due, amount, reason = row
        yield (
            name, title, f"{period:%Y-%m}", line_kind(kind), money(before), money(due),
            money(amount), reason,
        )  # fmt: skip


def _give_claims(actor: Actor, query: Query) -> Rows:
    rows = queries.claims_of(actor, is_open=bool(query.get("open")), q=query.get("q", ""))
    for row in rows.order_by("person__pinyin", "pk").values_list(*CLAIM):
        _pk, _p, name, place, title, period, amount, received, _of = row
        yield name, places.path_of(place), title, f"{period:%Y-%m}", money(amount), money(received)


for code, title, columns, give, url in (
    ("funds-entries", _("资金记账"), overview.COLUMNS, _give_entries, "/funds/entries"),
    ("funds-runs", _("发放批次"), runs.COLUMNS, _give_runs, "/funds/runs/"),
    ("funds-changes", _("发放差异"), runs.CHANGES, _give_changes, "/funds/runs/"),
    ("funds-payments", _("发放名册"), runs.PAYING, _give_payments, "/funds/runs/"),
    ("funds-unpaid", _("未到账"), runs.PAYING, _give_unpaid, "/funds/unpaid"),
    ("funds-lines", _("发放明细"), runs.LINES, _give_lines, "/funds/runs/"),
    ("funds-claims", _("追缴"), returns.CLAIMS[:6], _give_claims, "/funds/claims"),
):
    declare(Giving(code, title, [one.title for one in columns], give, READ, url))
