"""The code lists the platform uses: where each comes from, what uses it, its entries."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.confidence import Basis
from anhuai.platform import clock, dictionaries
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.asking import asked
from anhuai.platform.county_forms import EntryForm
from anhuai.platform.dictionaries import Dictionary, Entry
from anhuai.platform.listing import Column, Filter, Table, badge, cited, filled, heads, link
from anhuai.platform.models import OwnEntry
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import is_english

READ, MANAGE = Permit.SETTINGS_READ, Permit.SETTINGS_MANAGE
COLUMNS = (
    Column("title", gettext_lazy("字典")),
    Column("count", gettext_lazy("条目"), css="num"),
    Column("source", gettext_lazy("来源")),
    Column("confidence", gettext_lazy("可信度")),
    Column("used", gettext_lazy("用在哪里")),
    Column("open", gettext_lazy("本县可增加")),
)
ENTRY_COLUMNS = (
    Column("code", gettext_lazy("代码")),
    Column("title", gettext_lazy("名称")),
    Column("title_en", gettext_lazy("英文名称")),
    Column("source", gettext_lazy("来源")),
    Column("confidence", gettext_lazy("可信度")),
    Column("state", gettext_lazy("状态")),
)


def _mark(basis: Basis) -> str:
    mark = basis.confidence
    return badge(mark.label_en if is_english() else mark.label, "blue" if mark in "AB" else "grey")


@page(
    READ,
    menu=Menu(gettext_lazy("字典"), "list-check", 27, group="system"),
    name="platform:dictionaries",
)
def dictionary_list(request: ActorRequest) -> HttpResponse:
    """Every code list with its source."""
    filters = filled(request, [Filter("q", gettext_lazy("名称"))])
    today, text = clock.today(), filters[0].value
    rows = [
        (
            link(reverse("platform:dictionary", args=[one.code]), one.title),
            len(dictionaries.entries_of(one, on=today)), cited(one.basis), _mark(one.basis),
            one.used_by, _("可以") if one.is_open else "",
        )
        for one in dictionaries.declared().values()
        if text in str(one.title)
    ]  # fmt: skip
    table = Table(
        key="dictionaries", columns=heads(request, COLUMNS, ""), rows=rows, filters=filters,
        count_text=_("共 %(count)s 个字典") % {"count": len(rows)},
        export_url="/sheets/dictionaries/export",
        empty_title=_("没有符合条件的字典"), empty_hint=_("换个条件再查。"),
    )  # fmt: skip
    return shown_list(request, table, _("字典"))


def _give(_actor: Actor, _query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    for one in dictionaries.declared().values():
        for entry in dictionaries.entries_of(one, on=clock.today()):
            basis = entry.basis or one.basis
            yield (
                str(one.title), entry.code, entry.title, entry.title_en,
                cited(basis) if entry.own is None else _("本县增加"), basis.confidence.label,
            )  # fmt: skip


declare(
    Giving(
        "dictionaries", gettext_lazy("字典"),
        [gettext_lazy("字典"), *(c.title for c in ENTRY_COLUMNS[:5])], _give, READ,
        "/dictionaries/",
    )
)  # fmt: skip


@page(READ)
def dictionary_detail(request: ActorRequest, code: str) -> HttpResponse:
    """One list's entries."""
    one = dictionaries.dictionary_of(code)
    filters = filled(request, [Filter("q", gettext_lazy("代码或名称"))])
    text = filters[0].value
    may_manage = request.actor.may(MANAGE)
    found = [
        entry
        for entry in dictionaries.entries_of(one, on=clock.today())
        if text in entry.code or text in entry.title or text.lower() in entry.title_en.lower()
    ]
    table = Table(
        key="dictionary", columns=heads(request, ENTRY_COLUMNS, ""),
        rows=[_cells(one, entry, may_manage=may_manage) for entry in found], filters=filters,
        count_text=_("共 %(count)s 条") % {"count": len(found)},
        create_url=reverse("platform:dictionary_add", args=[code])
        if one.is_open and may_manage else "",
        create_title=_("增加条目"), empty_title=_("没有符合条件的条目"),
        empty_hint=_("换个条件再查。"),
    )  # fmt: skip
    return shown_list(request, table, str(one.title))


def _cells(one: Dictionary, entry: Entry, *, may_manage: bool) -> tuple[object, ...]:
    if entry.own is not None:
        end = reverse("platform:dictionary_end", args=[one.code, entry.own])
        state: object = link(end, _("停用")) if may_manage else ""
        return "", entry.title, entry.title_en, _("本县增加"), "", state
    basis = entry.basis or one.basis
    return (
        entry.code, entry.title, entry.title_en, cited(basis), _mark(basis),
        badge(_("只读"), "grey"),
    )  # fmt: skip


@page(MANAGE)
def dictionary_add(request: ActorRequest, code: str) -> HttpResponse:
    """Add the county's own entry."""
    one = dictionaries.dictionary_of(code)

    def perform(data: dict[str, Any]) -> None:
        dictionaries.add_entry(request.actor, dictionary=code, **data)

    return asked(
        request, EntryForm(request.POST or None), perform, back=_url(code),
        title=_("增加条目：%(title)s") % {"title": one.title},
    )  # fmt: skip


def _url(code: str) -> str:
    return reverse("platform:dictionary", args=[code])


@page(MANAGE)
def dictionary_end(request: ActorRequest, code: str, entry_id: int) -> HttpResponse:
    """End the county's own entry."""
    row = OwnEntry.objects.filter(pk=entry_id, dictionary=code, until=None).first()
    if row is None:
        raise NotHere("dictionary_entry", entry_id)

    def perform(_data: dict[str, Any]) -> None:
        dictionaries.end_entry(request.actor, dictionary=code, entry_id=entry_id)

    more = {
        "facts": [(_("名称"), row.title)], "submit_title": _("停用"),
        "warning": _("停用后不再提供选择，已使用的记录不变。"),
    }  # fmt: skip
    return asked(
        request, OnceForm(request.POST if request.method == "POST" else None), perform,
        title=_("停用条目"), back=_url(code), more=more, template="platform/confirm.html",
    )  # fmt: skip
