"""What the nights decided: who is owed what, why or why not for anybody, and the work lists."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.benefits import actions, queries
from anhuai.benefits.forms.findings import FindingForm
from anhuai.benefits.queries import Which
from anhuai.benefits.rules.findings import PAID_DEAD, FindingKind, FindingState
from anhuai.benefits.views.applications import towns
from anhuai.benefits.views.wording import (
    is_money,
    money,
    month_of,
    months,
    risk_text,
    visits_shown,
    why_text,
)
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.addressing import address
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    count_up_to,
    filled,
    heads,
    link,
    order_of,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import is_english, word, words

READ, HANDLE = Permit.BENEFITS_READ, Permit.BENEFITS_HANDLE
OWED = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin", "pk")),
    Column("item", gettext_lazy("待遇"), ("item", "pk")),
    Column("place", gettext_lazy("地区"), ("division", "pk")),
    Column("amount", gettext_lazy("金额或数量"), ("amount", "pk"), css="num"),
    Column("months", gettext_lazy("月份"), ("since", "pk")),
    Column("why", gettext_lazy("理由")),
)
FOUND = (
    Column("name", gettext_lazy("姓名")),
    Column("kind", gettext_lazy("线索"), ("kind", "pk")),
    Column("item", gettext_lazy("待遇"), ("item", "pk")),
    Column("why", gettext_lazy("理由")),
    Column("place", gettext_lazy("地区"), ("division", "pk")),
    Column("found", gettext_lazy("发现日期"), ("found_on", "pk")),
    Column("state", gettext_lazy("状态"), ("state", "pk")),
    Column("by", gettext_lazy("处理人")),
)


def _which(asks: Mapping[str, str]) -> Which:
    which: Which = {}
    if asks.get("item"):
        which["item"] = asks["item"]
    if asks.get("division", "").isdigit():
        which["division"] = asks["division"]
    if asks.get("kind") in list(FindingKind):
        which["kind"] = asks["kind"]
    if asks.get("state") in list(FindingState):
        which["state"] = asks["state"]
    return which


def why_url(person: int, item: str) -> str:
    """Return the page that explains a benefit of a person this month."""
    return address("benefits:why", person, item)


@page(
    READ, menu=Menu(gettext_lazy("享受名单"), "list-check", 33, group="money", permit=HANDLE),
    name="benefits:owed",
)  # fmt: skip
def owed_list(request: ActorRequest) -> HttpResponse:
    """Who is owed what this month."""
    today = clock.today()
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("姓名"), placeholder=gettext_lazy("姓名、拼音或首字母")),
            Filter("item", gettext_lazy("待遇"), "select", queries.item_choices()),
            Filter("division", gettext_lazy("乡镇"), "select", towns(request)),
        ],
    )
    asks = {one.name: one.value for one in filters}
    which, q = _which(asks), asks["q"]
    which["on"] = today
    order, key = order_of(request, OWED, ["pk"])
    try:
        seen = queries.owed(
            request.actor, q=q, order=order, after=request.GET.get("after", ""), **which
        )
    except BadCursor:
        seen = queries.owed(request.actor, q=q, order=order, **which)
    count, more = count_up_to(queries.entitlements(request.actor, q=q, **which))
    table = Table(
        key="benefits-owed", columns=heads(request, OWED, key),
        rows=[
            (
                link(f"/people/{person}/", name), queries.title_of_item(item),
                places.path_of(place), queries.amount_text(item, amount),
                months(since, until), link(why_url(person, item), _("为什么")),
            )
            for _key, person, name, item, place, amount, since, until in seen.rows
        ],
        filters=filters, next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 项") if more else _("共 %(count)s 项")) % {"count": count},
        export_url="/sheets/benefits-owed/export"
        if request.actor.may(Permit.BENEFITS_EXPORT) else "",
        create_url=f"{reverse('benefits:pay')}?item={which.get('item', '')}"
        if request.actor.may(Permit.FUNDS_MANAGE) else "",
        create_title=_("编制待遇发放批次"), empty_title=_("没有符合条件的人"),
        empty_hint=_("每天夜里核定一次；还没有核定过，或请放宽筛选条件。"),
    )  # fmt: skip
    return shown_list(request, table, _("享受名单"))


def _in_columns(item: str, amount: int) -> tuple[str, str]:
    """Return yuan in their own column, so that a sheet can add them; all else in words."""
    return (money(amount), "") if is_money(item) else ("", queries.amount_text(item, amount))


def _give_owed(actor: Actor, query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    which, after = _which(query), ""
    which["on"] = clock.today()
    while True:
        seen = queries.owed(actor, q=query.get("q", ""), after=after, **which)
        for _key, _person, name, item, place, amount, since, until in seen.rows:
            yield (
                name, queries.title_of_item(item), places.path_of(place),
                *_in_columns(item, amount), months(since, until),
            )  # fmt: skip
        after = seen.next
        if not after:
            return


def _give_found(actor: Actor, query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    which, after = _which(query), ""
    while True:
        seen = queries.found(actor, q=query.get("q", ""), order=["pk"], after=after, **which)
        for row in seen.rows:
            _key, _p, name, kind, item, code, said, place, _due, on, state, by, _note = row
            yield (
                name, FindingKind(kind).title_zh, queries.title_of_item(item),
                _finding_text(kind, item, code, said), places.path_of(place), str(on),
                FindingState(state).title_zh, by,
            )  # fmt: skip
        after = seen.next
        if not after:
            return


declare(
    Giving(
        "benefits-owed", gettext_lazy("享受名单"),
        [
            gettext_lazy("姓名"), gettext_lazy("待遇"), gettext_lazy("地区"),
            gettext_lazy("金额（元）"), gettext_lazy("数量"), gettext_lazy("月份"),
        ],
        _give_owed, Permit.BENEFITS_EXPORT, "/benefits/owed",
    )
)  # fmt: skip
declare(
    Giving(
        "benefit-findings", gettext_lazy("待遇线索"), [c.title for c in FOUND], _give_found,
        Permit.BENEFITS_EXPORT, "/benefits/findings/",
    )
)  # fmt: skip


@page(READ)
def why(request: ActorRequest, person_id: int, item: str) -> HttpResponse:
    """Why, or why not: every condition with its values and sources, in sentences."""
    month = month_of(request.GET.get("month", ""), clock.today())
    found = queries.reason_of(request.actor, person=person_id, item=item, month=month)
    told = found.explanation
    sentences = (told.sentences_en if is_english() else told.sentences) if told else ()
    context = {
        "title": _("%(item)s：%(name)s") % {
            "item": queries.title_of_item(item), "name": found.name,
        },
        "back_url": f"/people/{person_id}/",
        "month": str(month), "sentences": sentences[1:],
        "result": sentences[0] if sentences else "", "tone": _tone(told),
        "missing": [u.text_en if is_english() else u.text for u in told.missing] if told else [],
        "pins": [
            (_("规则"), told.decision.rule_hash), (_("标准"), told.decision.parameter_hash),
            (_("情况"), told.decision.input_hash),
        ] if told else [],
        "item_url": reverse("benefits:item", args=[item]),
    }  # fmt: skip
    return render(request, "benefits/why.html", context)


def _tone(told: Any) -> str:
    if told is None or told.reason.outcome.is_unknown:
        return "warning"
    return "success" if told.reason.outcome.is_paid else "error"


def _finding_text(kind: str, item: str, code: str, said: Mapping[str, Any]) -> str:
    if kind == FindingKind.RECORD:
        return str(said.get("en" if is_english() else "zh", code))
    if kind == FindingKind.RISK:
        return risk_text(code, said)
    if kind == FindingKind.SOON:
        return _("自 %(month)s 起，%(amount)s") % {
            "month": code, "amount": queries.amount_text(item, said["amount"]),
        }  # fmt: skip
    if kind == FindingKind.NEW:
        said_new = (
            _("符合全部条件，%(amount)s，尚未申请") if queries.is_taken_here(item)
            else _("符合全部条件，%(amount)s，由其他部门受理，请告知本人")
        )  # fmt: skip
        return said_new % {"amount": queries.amount_text(item, said["amount"])}
    if code == PAID_DEAD:
        return _("去世后仍发放 %(months)s 个月、共 %(amount)s 元，请在下一批次追缴") % {
            "months": said["months"], "amount": money(said["amount"]),
        }  # fmt: skip
    return why_text(item, code)


def _found_cells(row: tuple[Any, ...]) -> tuple[object, ...]:
    key, _person, name, kind, item, code, said, place, _due, on, state, by, _note = row
    one, stands = FindingKind(kind), FindingState(state)
    return (
        link(reverse("benefits:finding", args=[key]), name), badge(word(one), one.colour),
        queries.title_of_item(item) if item else "—", _finding_text(kind, item, code, said),
        places.path_of(place), f"{on:%Y-%m-%d}", badge(word(stands), stands.colour), by or "—",
    )  # fmt: skip


@page(
    READ, menu=Menu(gettext_lazy("待遇线索"), "search", 34, group="money", permit=HANDLE),
    name="benefits:findings",
)  # fmt: skip
def finding_list(request: ActorRequest) -> HttpResponse:
    """What last night's decision asks a township to look at."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("姓名"), placeholder=gettext_lazy("姓名、拼音或首字母")),
            Filter("kind", gettext_lazy("线索"), "select", words(FindingKind)),
            Filter("item", gettext_lazy("待遇"), "select", queries.item_choices()),
            Filter("division", gettext_lazy("乡镇"), "select", towns(request)),
            Filter("state", gettext_lazy("状态"), "select", words(FindingState)),
        ],
    )
    asks = {one.name: one.value for one in filters}
    which, q = _which(asks), asks["q"]
    order, key = order_of(request, FOUND, ["-pk"])
    try:
        seen = queries.found(
            request.actor, q=q, order=order, after=request.GET.get("after", ""), **which
        )
    except BadCursor:
        seen = queries.found(request.actor, q=q, order=order, **which)
    count, more = count_up_to(queries.findings(request.actor, q=q, **which))
    table = Table(
        key="benefit-findings", columns=heads(request, FOUND, key),
        rows=[_found_cells(row) for row in seen.rows], filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 条线索") if more else _("共 %(count)s 条线索"))
        % {"count": count},
        export_url="/sheets/benefit-findings/export"
        if request.actor.may(Permit.BENEFITS_EXPORT) else "",
        empty_title=_("没有符合条件的线索"),
        empty_hint=_("每天夜里核定后出现；现在没有需要处理的，或请放宽筛选条件。"),
    )  # fmt: skip
    return shown_list(request, table, _("待遇线索"))


@page(READ)
def finding(request: ActorRequest, finding_id: int) -> HttpResponse:
    """One finding: what was found about whom, and what was done about it."""
    one = queries.opened(request.actor, finding_id)
    kind, state = FindingKind(one.kind), FindingState(one.state)
    context = {
        "title": _("%(kind)s：%(name)s") % {"kind": word(kind), "name": one.person.name},
        "back_url": reverse("benefits:findings"),
        "badges": [badge(word(kind), kind.colour), badge(word(state), state.colour)],
        "facts": _facts(one), "finding": one,
        "text": _finding_text(one.kind, one.item, one.code, one.said),
        "person_url": f"/people/{one.person_id}/",
        "why_url": why_url(one.person_id, one.item) if one.item else "",
        "apply_url": f"{reverse('benefits:apply')}?person={one.person_id}&item={one.item}&found=1"
        if kind is FindingKind.NEW and queries.is_taken_here(one.item)
        and request.actor.may(Permit.BENEFITS_APPLY) else "",
        "may_handle": state is FindingState.OPEN and kind is not FindingKind.RISK
        and request.actor.scope(HANDLE).covers(one.division),
        "visit_url": reverse("benefits:visit", args=[one.pk])
        if kind is FindingKind.RISK and state is FindingState.OPEN
        and request.actor.scope(HANDLE).covers(one.division) else "",
        "visits": visits_shown(one), "is_risk": kind is FindingKind.RISK,
    }  # fmt: skip
    return render(request, "benefits/finding.html", context)


def _facts(one: Any) -> list[tuple[str, SafeString | str]]:
    return [
        (_("姓名"), one.person.name),
        (_("待遇"), queries.title_of_item(one.item) if one.item else "—"),
        (_("地区"), places.path_of(one.division)),
        (_("发现日期"), f"{one.found_on:%Y-%m-%d}"),
        (_("起始月份"), f"{one.due:%Y-%m}" if one.due else "—"),
        (_("处理人"), one.handled_by or "—"),
        (_("处理情况"), one.note or "—"),
    ]


@page(HANDLE)
def finding_handle(request: ActorRequest, finding_id: int) -> HttpResponse:
    """Say what was done about a finding."""
    one = queries.finding(request.actor, finding_id, permit=HANDLE)
    form = FindingForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.handle_finding(
            request.actor, finding=finding_id, version=data["version"],
            state=FindingState(data["state"]), note=data["note"],
        )  # fmt: skip

    title = _("处理线索：%(name)s") % {"name": one.person.name}
    return asked(
        request, form, perform, title=title, back=reverse("benefits:finding", args=[finding_id])
    )
