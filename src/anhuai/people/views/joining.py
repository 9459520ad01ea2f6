"""Joining and parting files: preview, propose, confirm, undo; what became of an old file."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.kernel.unfit import Unfit
from anhuai.people import actions
from anhuai.people.forms import typed
from anhuai.people.forms.joining import MergeForm, SplitForm, UndoForm, WhoForm
from anhuai.people.queries import joining as queries
from anhuai.people.queries import person_in_scope
from anhuai.people.rules import codes
from anhuai.people.rules.joining import GONE, KEPT, TITLES, Choice, State
from anhuai.people.views import wording
from anhuai.people.views.common import MANAGE, facts_from, hukou_text, person_from
from anhuai.places import queries as places
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
    window,
)
from anhuai.platform.pages import page
from anhuai.platform.panels import panel
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_at, shown_list
from anhuai.platform.words import is_english

_CODED = {
    "sex": codes.SEX, "ethnicity": codes.ETHNICITY, "marital": codes.MARITAL,
    "education": codes.EDUCATION, "hukou_kind": codes.HUKOU,
}  # fmt: skip
COLUMNS = (
    Column("kind", gettext_lazy("事项")),
    Column("reason", gettext_lazy("理由")),
    Column("proposed_by", gettext_lazy("提出人")),
    Column("proposed_at", gettext_lazy("提出时间"), css="nowrap"),
    Column("state", gettext_lazy("状态")),
)
COLOURS = {State.PROPOSED: "yellow", State.DONE: "green"}


def state_badge(code: str) -> Any:
    """Return how far a change has come as a badge."""
    one = State(code)
    return badge(one.label_en if is_english() else one.label, COLOURS.get(one, "grey"))


def _kind(code: str) -> str:
    return _("合并两份档案") if code == "merge" else _("拆分一份档案")


def _said(name: str, value: str) -> str:
    """Return a fact in words."""
    if name in _CODED:
        return wording.code_title(_CODED[name], value)
    return places.path_of(value) if name == "hukou" and value else value


def _title(name: str) -> str:
    return TITLES[name][is_english()]


@page(MANAGE)
def change_list(request: ActorRequest) -> HttpResponse:
    """The merges and splits within the actor's scope, the latest first."""
    states = [(one.value, one.label_en if is_english() else one.label) for one in State]
    filters = filled(request, [Filter("state", gettext_lazy("状态"), "select", states)])
    found = queries.changes(request.actor)
    if filters[0].value in set(State):
        found = found.filter(state=filters[0].value)
    fields = ("pk", "kind", "reason", "proposed_by_name", "proposed_at", "state")
    try:
        seen = window(found, fields=fields, order=["-pk"], after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=fields, order=["-pk"], after="")
    table = Table(
        key="file-changes",
        columns=heads(request, COLUMNS, ""),
        rows=[
            (link(reverse("people:change", args=[key]), _kind(kind)), reason, by, shown_at(at),
             state_badge(state))
            for key, kind, reason, by, at, state in seen.rows
        ],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        empty_title=_("还没有合并或拆分"),
        empty_hint=_("在人员页面点“合并档案”或“拆分档案”，由另一位经办人确认后生效。"),
    )  # fmt: skip
    return shown_list(request, table, _("合并与拆分"))


@page(MANAGE)
def merge_with(request: ActorRequest, person_id: int) -> HttpResponse:
    """Ask which other file is of the same person."""
    one = person_in_scope(request.actor, person_id, permit=MANAGE)
    form = WhoForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        other = person_from(request, data["who"], field="who")
        return reverse("people:merge_new", args=[person_id, other])

    title = _("合并档案：%(name)s") % {"name": one.name}
    more = {
        "submit_title": _("预览"),
        "hint": _("留下这份档案，把另一份并进来；预览不改变任何记录。"),
    }
    return asked(request, form, perform, title=title, back=wording.url_of(person_id), more=more)


@page(MANAGE)
def merge_new(request: ActorRequest, person_id: int, other_id: int) -> HttpResponse:
    """Preview joining two files and propose it."""
    found = queries.preview(request.actor, kept=person_id, gone=other_id)
    by_name = {one.name: one for one in found.facts}
    asks = [
        (name, _title(name), _said(name, by_name[name].kept) or "—",
         _said(name, by_name[name].gone) or "—")
        for name in (*by_name,) if name in found.must_choose
    ]  # fmt: skip
    form = MergeForm(request.POST or None, asks=asks)

    def perform(data: dict[str, Any]) -> str:
        made = actions.propose_merge(
            request.actor, kept=person_id, gone=other_id, reason=data.pop("reason"), choices=data
        )
        return reverse("people:change", args=[made.pk])

    more = {
        "submit_title": _("提出合并"), "preview": found, "lines": _lines(found.facts),
        "swap_url": reverse("people:merge_new", args=[other_id, person_id]),
        "urls": (wording.url_of(person_id), wording.url_of(other_id)),
    }  # fmt: skip
    return asked(
        request, form, perform, title=_("合并档案：%(name)s") % {"name": found.names[0]},
        back=wording.url_of(person_id), more=more, template="people/merge.html",
    )  # fmt: skip


def _lines(facts: tuple[Choice, ...]) -> list[tuple[str, str, str, bool]]:
    return [
        (_title(one.name), _said(one.name, one.kept), _said(one.name, one.gone),
         one.kept != one.gone and bool(one.kept) and bool(one.gone))
        for one in facts if one.kept or one.gone
    ]  # fmt: skip


@page(MANAGE)
def split_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Say who the other person in a file is and what is theirs, and propose it."""
    one = person_in_scope(request.actor, person_id, permit=MANAGE)
    rows = queries.pointing_rows(request.actor, person=person_id)
    form = SplitForm(
        request.POST or None, rows=[(key, f"{title}：{says}") for key, title, says in rows],
        initial={"name": one.name, "hukou": hukou_text(one.hukou or one.division),
                 "ethnicity": one.ethnicity},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        facts = facts_from(typed({**data, "identity": "", "phone": ""}))
        made = actions.propose_split(
            request.actor, kept=person_id, facts=facts, rows=data["rows"],
            numbers=data["numbers"], reason=data["reason"],
        )  # fmt: skip
        return reverse("people:change", args=[made.pk])

    more = {
        "submit_title": _("提出拆分"),
        "hint": _(
            "一份档案里混了两个人时用。勾选属于另一人的记录；"
            "确认后为其新建档案，再到其页面办理迁入。"
        ),
    }  # fmt: skip
    title = _("拆分档案：%(name)s") % {"name": one.name}
    return asked(request, form, perform, title=title, back=wording.url_of(person_id), more=more)


@page(MANAGE)
def change_detail(request: ActorRequest, change_id: int) -> HttpResponse:
    """A merge or split: what it does or did, and what may be done with it now."""
    found = queries.change(request.actor, change_id)
    context: dict[str, Any] = {
        "title": _kind(found.kind),
        "change": found,
        "badges": [state_badge(found.state)],
        "facts": _facts(found),
        "is_open": found.state == State.PROPOSED,
        "is_own": found.proposed_by == request.actor.account,
        "is_done": found.state == State.DONE,
        "back_url": reverse("people:changes"),
        "back_title": _("合并与拆分"),
    }
    if found.state == State.PROPOSED and found.gone is not None:
        preview = queries.preview(request.actor, kept=found.kept, gone=found.gone)
        context |= {"preview": preview, "lines": _lines(preview.facts)}
    sides = {KEPT: _("留下的档案"), GONE: _("并入的档案")}
    context["choices"] = [(_title(name), sides[side]) for name, side in queries.chosen(found)]
    return render(request, "people/change.html", context)


def _facts(found: Any) -> list[tuple[str, Any]]:
    facts = [
        (_("留下的档案"), link(wording.url_of(found.kept), f"#{found.kept}")),
        (_("并入的档案") if found.kind == "merge" else _("新建的档案"),
         link(wording.url_of(found.gone), f"#{found.gone}") if found.gone else ""),
        (_("理由"), found.reason),
        (_("提出"), f"{found.proposed_by_name} {shown_at(found.proposed_at)}"),
    ]  # fmt: skip
    if found.confirmed_at:
        facts.append((_("确认"), f"{found.confirmed_by_name} {shown_at(found.confirmed_at)}"))
    if found.undone_at:
        facts.append((_("撤销"), f"{found.undone_by_name} {shown_at(found.undone_at)}"))
    return facts


@page(MANAGE)
@require_POST
def change_confirm(request: ActorRequest, change_id: int) -> HttpResponse:
    """Carry out what another officer proposed."""
    try:
        done = actions.confirm_change(request.actor, change=change_id)
    except Unfit as error:
        messages.error(request, say(error))
        return HttpResponseRedirect(reverse("people:change", args=[change_id]))
    messages.success(request, _("已生效；需要时可以在这里撤销。"))
    return HttpResponseRedirect(reverse("people:change", args=[done.pk]))


@page(MANAGE)
@require_POST
def change_withdraw(request: ActorRequest, change_id: int) -> HttpResponse:
    """Take a proposal back."""
    actions.withdraw_change(request.actor, change=change_id)
    messages.success(request, _("已撤回"))
    return HttpResponseRedirect(reverse("people:changes"))


@page(MANAGE)
def change_undo(request: ActorRequest, change_id: int) -> HttpResponse:
    """Undo a merge or split, with a reason."""
    found = queries.change(request.actor, change_id)
    form = UndoForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.undo_change(request.actor, change=change_id, **data)

    more = {"hint": _("每一条动过的记录都恢复原样；之后新登记的内容留在留下的档案里。")}
    title = format_html("{}：{}", _("撤销"), _kind(found.kind))
    back = reverse("people:change", args=[change_id])
    return asked(request, form, perform, title=title, back=back, more=more)


def led_on(request: ActorRequest, person_id: int) -> HttpResponse:
    """Lead from a file that was joined to the one that took it over; `NotHere` for others."""
    now = queries.now_in(person_id)
    if now is None:
        raise NotHere("person", person_id)
    person_in_scope(request.actor, now)
    messages.info(request, _("档案 #%(old)s 已并入这份档案。") % {"old": person_id})
    return HttpResponseRedirect(wording.url_of(now))


@panel("people.person", title=gettext_lazy("合并与拆分"), order=90, permit=MANAGE)
def change_panel(request: ActorRequest, key: int) -> SafeString | str:
    """Draw the merges and splits of a file."""
    rows = queries.of_person(request.actor, key)
    if not rows:
        return ""
    lines = "".join(
        format_html(
            '<li>{} {} <span class="muted">{}</span></li>',
            link(reverse("people:change", args=[one.pk]), _kind(one.kind)),
            state_badge(one.state), shown_at(one.proposed_at),
        )
        for one in rows
    )  # fmt: skip
    return SafeString(f'<ul class="hits">{lines}</ul>')
