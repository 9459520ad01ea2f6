"""Amounts and thresholds: what holds, its history, proposals with their effect, the decision."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.benefits import actions, queries
from anhuai.benefits.actions import Proposed
from anhuai.benefits.forms.standards import DecisionForm, IndexForm, StandardForm
from anhuai.benefits.queries import standards
from anhuai.benefits.rules.kinds import Kind
from anhuai.benefits.rules.parameters import Given, Parameter
from anhuai.benefits.views.wording import confidence, money
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Table, badge, cited, filled, heads, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_at, shown_list
from anhuai.platform.words import is_english, title_of

READ, STANDARDS = Permit.BENEFITS_READ, Permit.BENEFITS_STANDARDS
STATES = {
    "proposed": (gettext_lazy("待审批"), "yellow"), "approved": (gettext_lazy("已批准"), "green"),
    "rejected": (gettext_lazy("已退回"), "red"), "withdrawn": (gettext_lazy("已撤回"), "grey"),
}  # fmt: skip
COLUMNS = (
    Column("title", gettext_lazy("标准")),
    Column("value", gettext_lazy("现行数值")),
    Column("since", gettext_lazy("自")),
    Column("basis", gettext_lazy("依据")),
    Column("confidence", gettext_lazy("可信度")),
    Column("items", gettext_lazy("用于")),
    Column("state", gettext_lazy("提议")),
)


def cells_text(one: Parameter, cells: Sequence[int | None]) -> str:
    """Return a parameter's values in words."""
    say = one.type.say_en if is_english() else one.type.say
    if not one.keys:
        return say(cells[0])
    titles = {code: (zh, en) for key in one.keys for code, zh, en in key.items}
    return "；".join(
        f"{'·'.join(titles[key][is_english()] for key in cell)} {say(value)}"
        for cell, value in zip(one.cells, cells, strict=True) if value is not None
    )  # fmt: skip


@page(
    READ,
    menu=Menu(gettext_lazy("待遇标准"), "scale", 35, group="money", permit=STANDARDS),
    name="benefits:standards",
)
def standard_list(request: ActorRequest) -> HttpResponse:
    """Every amount, threshold and switch with what holds here today; undecided ones say so."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("名称")),
            Filter(
                "state", gettext_lazy("状态"), "select",
                [("waiting", _("有待审批的提议")), ("undecided", _("本地尚未规定")),
                 ("unverified", _("未核实"))],
            ),
        ],
    )  # fmt: skip
    asks = {one.name: one.value for one in filters}
    rows = [
        _standing_cells(one)
        for one in standards.standings(request.actor, on=clock.today())
        if asks["q"] in one.parameter.title and _is_asked(one, asks["state"])
    ]
    table = Table(
        key="benefit-standards", columns=heads(request, COLUMNS, ""), rows=rows, filters=filters,
        count_text=_("共 %(count)s 项标准") % {"count": len(rows)},
        create_url=reverse("benefits:index") if request.actor.may(STANDARDS) else "",
        create_title=_("按比例调整"), empty_title=_("没有符合条件的标准"),
        empty_hint=_("换个条件再查。"),
    )  # fmt: skip
    return shown_list(request, table, _("待遇标准"))


def _is_asked(one: Any, state: str) -> bool:
    if state == "waiting":
        return bool(one.is_waiting)
    if state == "undecided":
        return one.given is None
    if state == "unverified":
        return one.given is not None and one.given.basis.confidence.is_setting
    return True


def _standing_cells(one: Any) -> tuple[object, ...]:
    given: Given | None = one.given
    return (
        link(reverse("benefits:standard", args=[one.parameter.code]), title_of(one.parameter)),
        cells_text(one.parameter, given.cells) if given else badge(_("本地尚未规定"), "orange"),
        f"{given.since}" if given else "—",
        cited(given.basis if given else None),
        confidence(given.basis) if given else "—",
        "、".join(queries.title_of_item(item) for item in one.items),
        badge(_("待审批"), "yellow") if one.is_waiting else "—",
    )


@page(READ)
def standard(request: ActorRequest, parameter: str) -> HttpResponse:
    """One standard: what holds, everything ever decided, and proposals."""
    one = standards.standing(request.actor, parameter, on=clock.today())
    given = one.given
    context = {
        "title": title_of(one.parameter), "back_url": reverse("benefits:standards"),
        "facts": [
            (_("现行数值"), cells_text(one.parameter, given.cells) if given
             else badge(_("本地尚未规定"), "orange")),
            (_("依据"), cited(given.basis if given else None)),
            (_("可信度"), confidence(given.basis) if given else "—"),
            (_("用于"), "、".join(queries.title_of_item(item) for item in one.items)),
        ],
        "history": [_given_row(one.parameter, row) for row in standards.history(parameter)],
        "changes": [_change_row(row) for row in standards.changes(parameter)],
        "propose_url": reverse("benefits:standard_propose", args=[parameter])
        if request.actor.may(STANDARDS) and not one.is_waiting else "",
    }  # fmt: skip
    return render(request, "benefits/standard.html", context)


def _given_row(one: Parameter, given: Given) -> tuple[object, ...]:
    place = places.name_of(given.place) if given.place else _("全国")
    return (
        f"{given.since}", cells_text(one, given.cells), place,
        cited(given.basis if given else None), confidence(given.basis),
    )  # fmt: skip


def _change_row(row: Any) -> tuple[object, ...]:
    title, colour = STATES[row.state]
    return (
        reverse("benefits:standard_change", args=[row.pk]), f"{row.since:%Y-%m}",
        cells_text(standards.parameter(row.parameter), row.cells), badge(title, colour),
        row.proposed_name, row.decided_name or "—",
    )  # fmt: skip


@page(STANDARDS)
def standard_propose(request: ActorRequest, parameter: str) -> HttpResponse:
    """Propose a value for every cell; its effect is worked out in the background."""
    one = standards.standing(request.actor, parameter, on=clock.today())
    held = one.given.cells if one.given else (None,) * len(one.parameter.cells)
    form = StandardForm(
        request.POST or None, parameter=one.parameter, held=held,
        initial={"since": clock.today()},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        proposed = Proposed(
            parameter, data["since"], form.cells(data), data["document"], data["article"]
        )
        made = actions.propose_standard(request.actor, proposed=proposed, reason=data["reason"])
        return reverse("benefits:standard_change", args=[made.pk])

    return asked(
        request, form, perform, title=_("提议调整：%(name)s") % {"name": title_of(one.parameter)},
        back=reverse("benefits:standard", args=[parameter]),
    )  # fmt: skip


@page(STANDARDS)
def index(request: ActorRequest) -> HttpResponse:
    """Propose to raise several amounts by one rate."""
    county.require_whole(request.actor, STANDARDS)
    choices = []
    for one in standards.standings(request.actor, on=clock.today()):
        if one.given is not None and one.parameter.type.kind is Kind.MONEY:
            held = cells_text(one.parameter, one.given.cells)
            choices.append((one.parameter.code, f"{title_of(one.parameter)}（{held}）"))
    form = IndexForm(request.POST or None, codes=choices, initial={"since": clock.today()})

    def perform(data: dict[str, Any]) -> str:
        actions.propose_index(
            request.actor, codes=data["codes"], per_mille=int(data["rate"] * 10),
            since=data["since"], document=data["document"], reason=data["reason"],
        )  # fmt: skip
        return reverse("benefits:standards") + "?state=waiting"

    return asked(request, form, perform, title=_("按比例调整"), back=reverse("benefits:standards"))


@page(READ)
def standard_change(request: ActorRequest, change_id: int) -> HttpResponse:
    """One proposal: what it says, what it would do to whom, and the decision."""
    one = standards.change(request.actor, change_id)
    parameter = standards.parameter(one.parameter)
    may = request.actor.scope(STANDARDS).covers(county.code()) and one.state == "proposed"
    title, colour = STATES[one.state]
    context = {
        "title": title_of(parameter), "badges": [badge(title, colour)],
        "back_url": reverse("benefits:standard", args=[one.parameter]),
        "facts": [
            (_("提议的数值"), cells_text(parameter, one.cells)),
            (_("从哪个月起"), f"{one.since:%Y-%m}"),
            (_("依据文件"), f"{one.document} {one.article}".strip()), (_("理由"), one.reason),
            (_("提议人"), f"{one.proposed_name} {shown_at(one.proposed_at)}"),
            (_("审批人"), f"{one.decided_name} {shown_at(one.decided_at)}".strip() or "—"),
            (_("意见"), one.note or "—"),
        ],
        "change": one, "effect": _effect(one.effect) if one.effect else None,
        "people": [
            (f"/people/{key}/", name, queries.title_of_item(item),
             queries.amount_text(item, was), queries.amount_text(item, now))
            for key, name, item, was, now in queries.touched(request.actor, change_id)
        ],
        "may_decide": may and one.proposed_by != request.actor.account,
        "is_own": may and one.proposed_by == request.actor.account,
    }  # fmt: skip
    return render(request, "benefits/change.html", context)


def _effect(kept: dict[str, Any]) -> dict[str, Any]:
    winners, losers, fen = kept["all"]
    return {
        "month": kept["month"], "at": kept.get("evaluator", ""),
        "figures": [
            {"title": _("首月现行支出"), "value": money(kept["before"]), "unit": _("元")},
            {"title": _("首月调整后"), "value": money(kept["after"]), "unit": _("元")},
            {"title": _("首月增减"), "value": money(fen), "unit": _("元")},
            {"title": _("十二个月增减"), "value": money(kept["year"][1] - kept["year"][0]),
             "unit": _("元")},
            {"title": _("增加的人"), "value": f"{winners:,}", "unit": _("人")},
            {"title": _("减少的人"), "value": f"{losers:,}", "unit": _("人")},
            {"title": _("新增享受"), "value": f"{kept['begun']:,}", "unit": _("人")},
            {"title": _("不再享受"), "value": f"{kept['stopped']:,}", "unit": _("人")},
        ],
        "groups": [
            (_("按乡镇"), _rows({places.name_of(key): v for key, v in kept["towns"].items()})),
            (_("按待遇"), _rows({queries.title_of_item(k): v for k, v in kept["items"].items()})),
            (_("按年龄"), _rows(kept["ages"])),
        ],
        "sizes": [(money(difference), f"{count:,}") for difference, count in kept["sizes"]],
    }  # fmt: skip


def _rows(groups: dict[str, list[int]]) -> list[tuple[str, str, str, str]]:
    return [
        (name, f"{winners:,}", f"{losers:,}", money(fen))
        for name, (winners, losers, fen) in groups.items()
    ]


@page(STANDARDS)
def standard_decide(request: ActorRequest, change_id: int) -> HttpResponse:
    """Approve, send back or withdraw a proposal."""
    one = standards.change(request.actor, change_id)
    what = request.GET.get("what", "")
    titles = {"approve": _("批准"), "reject": _("退回"), "withdraw": _("撤回")}
    if one.state != "proposed" or what not in titles:
        raise NotHere("standard_change", change_id)
    form = DecisionForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        if what == "approve":
            actions.approve_standard(request.actor, change=change_id, note=data["note"])
        elif what == "reject":
            actions.reject_standard(request.actor, change=change_id, note=data["note"])
        else:
            actions.withdraw_standard(request.actor, change=change_id)

    name = title_of(standards.parameter(one.parameter))
    return asked(
        request, form, perform, title=f"{titles[what]}：{name}",
        back=reverse("benefits:standard_change", args=[change_id]),
        more={"submit_title": titles[what]},
    )  # fmt: skip
