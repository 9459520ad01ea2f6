"""Layouts of other systems: what each column is, what we hold of it, in and out."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.layouts import Held
from anhuai.platform import layouts
from anhuai.platform.acting import NotHere
from anhuai.platform.listing import Column, Table, badge, heads, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import is_english, title_of

COLUMNS = (
    Column("title", gettext_lazy("版式")),
    Column("fields", gettext_lazy("字段"), css="num"),
    Column("held", gettext_lazy("有数据的字段"), css="num"),
    Column("basis", gettext_lazy("依据")),
)
HELD = {
    Held.BOTH: (gettext_lazy("导出和导入"), "green"),
    Held.OUT: (gettext_lazy("只导出"), "blue"),
    Held.NONE: (gettext_lazy("未登记，导出为空"), "grey"),
}


def _reached(request: ActorRequest) -> dict[str, layouts.Offered]:
    may = request.actor.may
    return {
        code: one for code, one in layouts.offered().items()
        if may(one.register.give_permit) or may(one.register.take_permit)
    }  # fmt: skip


@page(
    Permit.PLACES_READ,
    menu=Menu(gettext_lazy("上级系统版式"), "table", 16, group="system"),
    name="platform:layouts",
)
def layout_list(request: ActorRequest) -> HttpResponse:
    """Which sheets of other systems can be written and taken in."""
    rows = [
        (
            link(f"/layouts/{code}/", title_of(one.layout)), len(one.layout.fields),
            sum(field.held is not Held.NONE for field in one.layout.fields),
            _basis(one),
        )
        for code, one in _reached(request).items()
    ]  # fmt: skip
    table = Table(
        key="layouts", columns=heads(request, COLUMNS, ""), rows=rows,
        empty_title=_("没有可用的版式"),
        empty_hint=_("您没有导入导出的权限；需要时请联系县级管理员。"),
    )  # fmt: skip
    return shown_list(request, table, _("上级系统版式"))


def _basis(one: layouts.Offered) -> object:
    confidence = one.layout.basis.confidence
    label = confidence.label_en if is_english() else confidence.label
    return badge(f"{confidence} {label}", "green" if confidence.is_verified else "yellow")


@page(Permit.PLACES_READ)
def layout_page(request: ActorRequest, layout: str) -> HttpResponse:
    """One layout: every column, and how to write it or take it in."""
    one = _reached(request).get(layout)
    if one is None:
        raise NotHere("layout", layout)
    rows = [
        (
            field.head, field.code, field.source, "、".join(field.codes.values()),
            badge(_("必填"), "red") if field.required else "", badge(*HELD[field.held]),
        )
        for field in one.layout.fields
    ]  # fmt: skip
    context = {
        "title": title_of(one.layout), "says": one.layout.says_en if is_english()
        else one.layout.says, "basis": one.layout.basis, "mark": _basis(one),
        "rows": rows, "register": one.register,
        "may_give": request.actor.may(one.register.give_permit),
        "may_take": request.actor.may(one.register.take_permit),
        "is_personal": one.register.give_permit is Permit.PEOPLE_EXPORT,
        "may_reveal": request.actor.may(Permit.PEOPLE_REVEAL),
    }  # fmt: skip
    return render(request, "platform/layout.html", context)
