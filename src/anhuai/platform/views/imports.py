"""The imports as a list: one's own, and within the jobs permit's reach everybody's."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform.acting import Actor
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    filled,
    heads,
    link,
    order_of,
    window,
)
from anhuai.platform.models import Import
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare, registers
from anhuai.platform.views.trail import next_url, shown_at, shown_list, within

COLUMNS = (
    Column("register", gettext_lazy("名册"), ("register",)),
    Column("file", gettext_lazy("文件")),
    Column("status", gettext_lazy("状态"), ("status",)),
    Column("rows", gettext_lazy("行数"), ("rows",), css="num"),
    Column("added", gettext_lazy("新增"), css="num"),
    Column("updated", gettext_lazy("更新"), css="num"),
    Column("refused", gettext_lazy("有误"), ("refused",), css="num"),
    Column("who", gettext_lazy("谁")),
    Column("at", gettext_lazy("上传时间"), ("created_at",)),
    Column("returned", gettext_lazy("退回的表格")),
)
_STATES: Mapping[str, tuple[Any, str]] = {
    "previewed": (gettext_lazy("待导入"), "yellow"),
    "running": (gettext_lazy("正在处理"), "blue"),
    "done": (gettext_lazy("完成"), "green"),
    "failed": (gettext_lazy("失败"), "red"),
}
_FIELDS = (
    "pk", "register", "upload__name", "status", "rows", "added", "updated", "refused", "account",
    "account__name", "created_at", "returned",
)  # fmt: skip


def imports_seen(actor: Actor, asks: Mapping[str, str]) -> QuerySet[Import]:
    """Return the imports the actor may see: the own, and others' with the jobs permit."""
    mine = Q(account=actor.account or 0)
    found = Import.objects.filter(mine)
    if actor.may(Permit.JOBS_READ) and asks.get("whose") != "own":
        found = Import.objects.filter(mine | within(actor, Permit.JOBS_READ))
    if asks.get("status") in _STATES:
        found = found.filter(status=asks["status"])
    if asks.get("register"):
        found = found.filter(register=asks["register"])
    if asks.get("q"):
        found = found.filter(
            Q(upload__name__contains=asks["q"]) | Q(account__name__contains=asks["q"])
        )
    return found


@page(
    Permit.SELF,
    menu=Menu(gettext_lazy("导入记录"), "upload", 31, group="system", permit=Permit.JOBS_READ),
    name="platform:imports",
)
def import_list(request: ActorRequest) -> HttpResponse:
    """What was uploaded, what became of it, and the returned workbook of one's own."""
    taking = [(code, one.title) for code, one in sorted(registers().items())]
    asked_for = [
        Filter("q", gettext_lazy("文件或姓名")),
        Filter("register", gettext_lazy("名册"), "select", taking),
        Filter("status", gettext_lazy("状态"), "select",
               [(code, title) for code, (title, _colour) in _STATES.items()]),
    ]  # fmt: skip
    if request.actor.may(Permit.JOBS_READ):
        own = [("own", gettext_lazy("只看自己的"))]
        asked_for.append(Filter("whose", gettext_lazy("谁的"), "select", own))
    filters = filled(request, asked_for)
    found = imports_seen(request.actor, {one.name: one.value for one in filters})
    order, key = order_of(request, COLUMNS, ["-pk"])
    try:
        seen = window(found, fields=_FIELDS, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=_FIELDS, order=order, after="")
    table = Table(
        key="imports", columns=heads(request, COLUMNS, key),
        rows=[_cells(request.actor, *row) for row in seen.rows], filters=filters,
        next_url=next_url(request, seen.next),
        export_url=f"/sheets/imports/export?{request.GET.urlencode()}",
        empty_title=_("还没有导入"), empty_hint=_("在各名册的页面点“导入 Excel”。"),
    )  # fmt: skip
    return shown_list(request, table, _("导入记录"))


def _title(register: str) -> str:
    known = registers().get(register)
    return str(known.title) if known else register


def _cells(  # noqa: PLR0913 - one argument a column
    actor: Actor, key: int, register: str, name: str, status: str, rows: int, added: int,
    updated: int, refused: int, account: int, who: str, at: object, returned: int | None,
) -> tuple[object, ...]:  # fmt: skip
    title, colour = _STATES[status]
    is_own = account == actor.account
    shown = _title(register)
    back = reverse("platform:file", args=[returned]) if returned and is_own else ""
    return (
        link(reverse("platform:import", args=[key]), shown) if is_own else shown, name,
        badge(title, colour), rows, added, updated, refused, who, shown_at(at),
        link(back, _("下载")) if back else "",
    )  # fmt: skip


def _give(actor: Actor, query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    rows = imports_seen(actor, query).order_by("-pk").values_list(*_FIELDS)
    for _key, register, name, status, *counts, _account, who, at, _returned in rows.iterator(2000):
        said = (_title(register), name, str(_STATES[status][0]))
        yield *said, *(str(count) for count in counts), who, shown_at(at), ""


declare(
    Giving(
        "imports", gettext_lazy("导入记录"), [c.title for c in COLUMNS], _give, Permit.SELF,
        "/imports/",
    )
)  # fmt: skip
