"""Pages about divisions that change: the list, drafting, one whole with its preview, deciding."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.divisions import Level, parent_of
from anhuai.places import actions, queries
from anhuai.places.forms import FORMS, UndoForm, VersionForm, VillagesForm
from anhuai.places.rules import Kind, Roles, State
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    filled,
    heads,
    link,
    order_of,
    window,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import is_english

COLUMNS = (
    Column("on", gettext_lazy("生效日期"), ("on",)),
    Column("kind", gettext_lazy("类型")),
    Column("what", gettext_lazy("变更")),
    Column("document", gettext_lazy("依据文件")),
    Column("state", gettext_lazy("状态")),
)
COLOURS = {
    State.DRAFTED: "yellow", State.CONFIRMED: "blue", State.EXECUTED: "green",
    State.UNDOING: "blue", State.UNDONE: "grey", State.WITHDRAWN: "grey",
}  # fmt: skip


def titled(one: Kind | State | Roles) -> str:
    """Return a kind, state or choice in the language of the page."""
    return one.label_en if is_english() else one.label


def state_badge(found: Any) -> Any:
    """Return a reform's state as a badge."""
    state = State(found.state)
    return badge(titled(state), COLOURS[state])


def what_of(found: Any) -> str:
    """Return what a reform does in a line: 甲乡、乙镇 → 乙镇."""
    names = queries.old_names(found)
    own = queries.own_level(queries.successions(found))
    olds = list(dict.fromkeys(names[row.old] for row in own))
    news = list(dict.fromkeys(row.name for row in own))
    if olds == news:
        codes = ", ".join(dict.fromkeys(row.new for row in own))
        return f"{'、'.join(olds)} → {codes}"
    return f"{'、'.join(olds)} → {'、'.join(news)}"


@page(
    Permit.PLACES_READ,
    menu=Menu(gettext_lazy("区划变更"), "map", 41, group="registers"),
    name="places:reforms",
)
def reform_list(request: ActorRequest) -> HttpResponse:
    """The reforms that touch the actor's divisions, the latest first."""
    states = [(state.value, titled(state)) for state in State]
    filters = filled(request, [Filter("state", gettext_lazy("状态"), "select", states)])
    found = queries.reforms(request.actor)
    wanted = filters[0].value
    if wanted in set(State):
        found = found.filter(state=wanted)
    order, key = order_of(request, COLUMNS, ["-on"])
    try:
        seen = window(found, fields=("pk",), order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=("pk",), order=order, after="")
    by_key = {one.pk: one for one in found.filter(pk__in=seen.ids)}
    table = Table(
        key="reforms",
        columns=heads(request, COLUMNS, key),
        rows=[_row(by_key[pk]) for pk in seen.ids],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        empty_title=_("还没有区划变更"),
        empty_hint=_("打开要变更的乡镇或村的页面，在那里起草合并、分设、更名或变更代码。"),
    )
    return shown_list(request, table, _("区划变更"))


def _row(found: Any) -> tuple[Any, ...]:
    url = reverse("places:reform", args=[found.pk])
    return (
        f"{found.on:%Y-%m-%d}", titled(Kind(found.kind)), link(url, what_of(found)),
        found.document, state_badge(found),
    )  # fmt: skip


@page(Permit.PLACES_MANAGE)
def reform_new(request: ActorRequest, code: str, kind: str) -> HttpResponse:
    """Draft a reform of a unit."""
    today = clock.today()
    unit = queries.division(request.actor, code, on=today)
    if kind not in set(Kind) or len(code) < Level.TOWN or unit.until is not None:
        raise NotHere("reform", kind)
    if not request.actor.scope(Permit.PLACES_MANAGE).covers(code):
        raise NotHere("division", code)
    near = queries.divisions(
        request.actor, on=today, level=Level(len(code)), division=parent_of(code)
    )
    siblings = near.exclude(code=code).order_by("code").values_list("code", "name")
    form = FORMS[Kind(kind)](
        request.POST or None, code=code, name=unit.name,
        siblings=[(other, f"{name} {other}") for other, name in siblings], initial={"on": today},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        drafted = actions.prepare_reform(
            request.actor, kind=Kind(kind), units=form.units(), parts=form.parts(),
            on=data["on"], document=data["document"], note=data["note"],
            roles=Roles(data.get("roles") or Roles.FOLLOW),
        )  # fmt: skip
        return reverse("places:reform", args=[drafted.pk])

    title = _("%(kind)s：%(name)s") % {"kind": titled(Kind(kind)), "name": unit.short_name}
    more = {
        "submit_title": _("起草并预览"),
        "hint": _("起草不改变任何记录；核对预览后，由另一位经办人确认才会生效。"),
    }
    back = reverse("places:division", args=[code])
    return asked(request, form, perform, title=title, back=back, more=more)


@page(Permit.PLACES_READ)
def reform_page(request: ActorRequest, reform_id: int) -> HttpResponse:
    """One reform: what it does, what it moves, how far it has come, and what can be done."""
    found = queries.reform(request.actor, reform_id)
    rows, names = queries.successions(found), queries.old_names(found)
    own = queries.own_level(rows)
    manages = request.actor.may(Permit.PLACES_MANAGE) and queries.may_manage(request.actor, found)
    is_draft = found.state == State.DRAFTED
    context = {
        "title": what_of(found),
        "reform": found,
        "badges": [state_badge(found), badge(titled(Kind(found.kind)), "blue")],
        "facts": _facts(found),
        "own": [_line(row, names) for row in own],
        "villages": [_line(row, names) for row in rows[len(own) :]],
        "moving": [(one, f"{one.count:,}") for one in queries.preview(request.actor, found)]
        if manages and found.state in (State.DRAFTED, State.CONFIRMED) else [],
        "is_draft": is_draft,
        "is_village": len(own[0].old) == Level.VILLAGE and found.kind == Kind.SPLIT,
        "is_own": found.prepared_by == request.actor.account,
        "stopped": found.stopped_for_en if is_english() else found.stopped_for,
        "manages": manages,
        "may_assign": manages and is_draft and len(own[0].old) == Level.TOWN
        and found.kind != Kind.RENAME,
        "may_confirm": manages and is_draft and found.prepared_by != request.actor.account,
        "may_undo": manages and found.state in (State.EXECUTED, State.CONFIRMED),
        "timeline": _timeline(found),
        "back_url": reverse("places:reforms"),
    }  # fmt: skip
    return render(request, "places/reform.html", context)


def _facts(found: Any) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("类型"), titled(Kind(found.kind))),
        (_("生效日期"), f"{found.on:%Y-%m-%d}"),
        (_("依据文件"), found.document),
    ]
    if found.kind != Kind.RENAME:
        facts.append((_("撤销单位的账号角色"), titled(Roles(found.roles))))
    if found.note:
        facts.append((_("说明"), found.note))
    return facts


def _line(row: Any, names: Any) -> dict[str, Any]:
    return {
        "old": row.old, "old_name": names[row.old], "new": row.new, "name": row.name,
        "share": f"{(row.share * 100).normalize():f}%", "goes_on": row.goes_on,
        "is_heir": row.is_heir,
    }  # fmt: skip


def _timeline(found: Any) -> list[dict[str, Any]]:
    steps: Iterable[tuple[Any, str, str, str]] = (
        (found.prepared_at, _("起草"), found.prepared_name, ""),
        (found.confirmed_at, _("确认"), found.confirmed_name, ""),
        (found.executed_at, _("生效，相关记录已转到接续单位"), "", ""),
        (found.undone_at, _("撤销，记录回到原处"), found.undone_name, found.undone_for),
    )
    return [
        {"at": f"{localtime(at):%Y-%m-%d %H:%M}", "title": title, "who": who, "text": text}
        for at, title, who, text in steps
        if at is not None
    ]


@page(Permit.PLACES_MANAGE)
def reform_villages(request: ActorRequest, reform_id: int) -> HttpResponse:
    """Say which town each village goes to, and with which code."""
    found = queries.managed_reform(request.actor, reform_id)
    rows = queries.successions(found)
    own = queries.own_level(rows)
    follows = {row.old: row for row in rows[len(own) :]}
    changing = sorted({row.old for row in own if not row.goes_on})
    known = queries.villages_of(changing, on=found.on)
    villages = []
    for old, name in known.items():
        goes = follows.get(old)
        town = parent_of(goes.new) if goes else parent_of(old)
        villages.append((old, name, town, goes.new if goes else old, goes.name if goes else name))
    towns = list({row.new: f"{row.name} {row.new}" for row in own}.items())
    form = VillagesForm(
        request.POST or None, villages=villages, towns=towns, initial={"version": found.version}
    )

    def perform(data: dict[str, Any]) -> None:
        towns, codes = form.chosen("to"), form.chosen("code")
        for old, _name, town, code, _now in villages:
            if towns.get(old, town) != town and codes.get(old) == code:
                del codes[old]  # a code of the town left behind: the next free one is proposed
        actions.assign_villages(
            request.actor, reform=found.pk, version=data["version"], towns=towns, codes=codes,
            names=form.chosen("name"),
        )  # fmt: skip

    back = reverse("places:reform", args=[found.pk])
    return asked(request, form, perform, title=_("村的归属和代码"), back=back, more={
        "hint": _("改了归属的村，代码留空或不改时按新乡镇的顺序重新给号。"),
    })  # fmt: skip


def _decide(
    request: ActorRequest, found: Any, form: OnceForm, perform: Any, more: dict[str, Any]
) -> HttpResponse:
    back = reverse("places:reform", args=[found.pk])
    facts = [(_("变更"), what_of(found)), *_facts(found)]
    return asked(
        request, form, perform, title=str(more.pop("title")), back=back,
        more={"facts": facts, **more}, template="platform/confirm.html",
    )  # fmt: skip


@page(Permit.PLACES_MANAGE)
def reform_confirm(request: ActorRequest, reform_id: int) -> HttpResponse:
    """Confirm another officer's draft, with what it will move."""
    found = queries.managed_reform(request.actor, reform_id)
    form = VersionForm(request.POST or None, initial={"version": found.version})

    def perform(data: dict[str, Any]) -> None:
        actions.confirm_reform(request.actor, reform=found.pk, version=data["version"])

    return _decide(request, found, form, perform, {
        "title": _("确认区划变更"),
        "warning": _("确认后，到生效日期由后台一次办完，以下记录全部转到接续单位："),
        "consequences": [
            f"{one.placed.title} {one.count:,}"
            for one in queries.preview(request.actor, found)
            if not one.stays
        ],
        "submit_title": _("确认"),
    })  # fmt: skip


@page(Permit.PLACES_MANAGE)
def reform_undo(request: ActorRequest, reform_id: int) -> HttpResponse:
    """Undo a reform, with the reason."""
    found = queries.managed_reform(request.actor, reform_id)
    form = UndoForm(request.POST or None, initial={"version": found.version})

    def perform(data: dict[str, Any]) -> None:
        actions.undo_reform(
            request.actor, reform=found.pk, version=data["version"], reason=data["reason"]
        )

    return _decide(request, found, form, perform, {
        "title": _("撤销区划变更"),
        "warning": _("撤销后，所有记录回到原来的单位，好像没有变更过。"),
        "text": _("生效后又有新的变动时不能撤销，会说明是哪些。"),
        "submit_title": _("撤销"), "danger": True,
    })  # fmt: skip


@page(Permit.PLACES_MANAGE)
def reform_withdraw(request: ActorRequest, reform_id: int) -> HttpResponse:
    """Drop a draft."""
    found = queries.managed_reform(request.actor, reform_id)
    form = VersionForm(request.POST or None, initial={"version": found.version})

    def perform(data: dict[str, Any]) -> None:
        actions.withdraw_reform(request.actor, reform=found.pk, version=data["version"])

    return _decide(request, found, form, perform, {
        "title": _("作废草稿"),
        "warning": _("作废的草稿留在列表里，不能再确认。"),
        "submit_title": _("作废"), "danger": True,
    })  # fmt: skip
