"""What there is to claim: the list, one page a benefit from its definition, and the calculator.

Public: policy and standards are open to anybody (Social Assistance Law art. 67).
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.benefits import queries
from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.catalogue.procedures import PROCEDURES, procedure_of
from anhuai.benefits.forms.calculating import CalculatorForm
from anhuai.benefits.queries import calculating
from anhuai.benefits.queries.terms import book, stacking
from anhuai.benefits.rules.definition import Example, Who
from anhuai.benefits.rules.parameters import Parameter
from anhuai.benefits.rules.stacking import table_for
from anhuai.benefits.views.wording import confidence, money, period
from anhuai.kernel.months import Month
from anhuai.platform import clock, county
from anhuai.platform.listing import Column, Filter, Table, cited, filled, heads, link
from anhuai.platform.pages import Menu, page, public_page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import is_english, title_of

READ = Permit.BENEFITS_READ
COLUMNS = (
    Column("title", gettext_lazy("待遇")),
    Column("says", gettext_lazy("给谁")),
    Column("basis", gettext_lazy("依据")),
    Column("confidence", gettext_lazy("可信度")),
    Column("persons", gettext_lazy("本月人数"), css="num"),
    Column("form", gettext_lazy("给付形式")),
    Column("fen", gettext_lazy("本月金额（元）"), css="num"),
)


@page(READ, menu=Menu(gettext_lazy("待遇"), "coins", 31, group="money"), name="benefits:items")
def item_list(request: ActorRequest) -> HttpResponse:
    """Every benefit with how many are owed it this month, and how much."""
    today = clock.today()
    filters = filled(request, [Filter("q", gettext_lazy("名称"))])
    q = filters[0].value
    owed = {item: (n, fen) for item, n, fen in queries.totals(request.actor, on=today)}
    rows = [
        _item_cells(code, *owed.get(code, (0, 0 if one.form.is_spent else None)))
        for code, one in BENEFITS.items()
        if q in one.title or q.lower() in one.title_en.lower()
    ]
    table = Table(
        key="benefits", columns=heads(request, COLUMNS, ""), rows=rows, filters=filters,
        count_text=_("共 %(count)s 项待遇") % {"count": len(rows)},
        empty_title=_("没有这个名称的待遇"), empty_hint=_("换个名称再查。"),
    )  # fmt: skip
    return shown_list(request, table, _("待遇"))


def _item_cells(code: str, persons: int, fen: int | None) -> tuple[object, ...]:
    """What institutions are owed is not decided here: no number, rather than none of them."""
    one = BENEFITS[code]
    is_decided = one.who is not Who.INSTITUTION
    return (
        link(reverse("benefits:item", args=[code]), title_of(one)),
        one.says_en if is_english() else one.says, cited(one.basis),
        confidence(one.basis), f"{persons:,}" if is_decided else "—",
        one.form.label_en if is_english() else one.form.label,
        money(fen) if fen is not None and is_decided else "—",
    )  # fmt: skip


@public_page
def item_catalogue(request: ActorRequest) -> HttpResponse:
    """What there is to claim, for anybody."""
    items = [
        {
            "title": title_of(one), "says": one.says_en if is_english() else one.says,
            "url": reverse("benefits:item", args=[code]),
        }
        for code, one in BENEFITS.items()
    ]  # fmt: skip
    context = {"title": _("可以申请的待遇"), "items": items}
    return render(request, "benefits/catalogue.html", context)


@public_page
def item(request: ActorRequest, item: str) -> HttpResponse:
    """One benefit: for whom, on what, how much, examples, and what it would be for oneself."""
    code, one, today = item, queries.benefit(item), clock.today()
    is_asked = one.who is not Who.INSTITUTION
    form = CalculatorForm(request.POST or None, benefit=one, on=today) if is_asked else None
    answer = None
    if form is not None and request.method == "POST" and form.is_valid():
        answer = calculating.worked_out(code, form.facts(), on=today)
    procedure = PROCEDURES[procedure_of(code)]
    context = {
        "title": title_of(one), "says": one.says_en if is_english() else one.says,
        "facts": [
            (_("依据"), cited(one.basis)),
            (_("可信度"), confidence(one.basis)),
            (_("给付形式"), one.form.label_en if is_english() else one.form.label),
            (_("发放周期"), period(one.period)),
            (_("施行月份"), f"{one.since}"),
            (_("怎样申请"), procedure.says_en if is_english() else procedure.says),
        ],
        "conditions": [
            (c.title_en, c.fails_en, c.clause) if is_english() else (c.title, c.fails, c.clause)
            for c in one.conditions
        ],
        "amounts": list(_amounts(one.parameters)),
        "examples": [_example(code, e) for e in one.examples],
        "stacks": list(_stacks(code)), "form": form, "answer": answer,
        "apply_url": reverse("benefits:apply") + f"?item={code}"
        if request.actor.may(Permit.BENEFITS_APPLY) and queries.is_taken_here(code) else "",
    }  # fmt: skip
    return render(request, "benefits/item.html", context)


def _amounts(parameters: Iterable[Parameter]) -> Iterable[dict[str, Any]]:
    held, today = book(), clock.today()
    for one in parameters:
        given = held.find(one.code, place=county.code(), month=Month.of(today), known=today)
        say = one.type.say_en if is_english() else one.type.say
        titles = {code: (zh, en) for key in one.keys for code, zh, en in key.items}
        cells = [] if given is None else [
            ("·".join(titles[key][is_english()] for key in cell), say(value))
            for cell, value in zip(one.cells, given.cells, strict=True)
        ]  # fmt: skip
        yield {
            "title": title_of(one), "code": one.code, "cells": cells,
            "since": f"{given.since}" if given else "",
            "citation": cited(given.basis) if given else "",
            "confidence": confidence(given.basis) if given else "",
        }  # fmt: skip


def _example(code: str, one: Example) -> tuple[str, str, str]:
    if one.gives is not None:
        result = _("应享 %(amount)s") % {"amount": queries.amount_text(code, one.gives)}
    else:
        result = _("不符合") if one.refused else _("无法判断，需要补充依据")
    return one.says, str(one.month), result


def _stacks(code: str) -> Iterable[tuple[str, str, str]]:
    table = table_for(stacking(), county.code())
    for rule in table.rules if table else ():
        if code in (rule.first, rule.second):
            other = rule.winner_of(code)
            name = title_of(BENEFITS[other]) if other in BENEFITS else other
            word = rule.relation.label_en if is_english() else rule.relation.label
            yield name, word, cited(rule.basis)
