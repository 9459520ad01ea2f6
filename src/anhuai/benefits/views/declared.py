"""What was checked of people and homes as one list; out and in by Excel."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.benefits import actions, queries
from anhuai.benefits.rules.cells import options
from anhuai.benefits.rules.facts import Fact, Level, is_fact
from anhuai.benefits.rules.kinds import Kind
from anhuai.benefits.views.applications import towns
from anhuai.benefits.views.wording import fact_text
from anhuai.places import queries as places
from anhuai.platform.acting import Actor
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
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
from anhuai.platform.sheets.register import Column as SheetColumn
from anhuai.platform.sheets.register import Outcome, Register, Row, declare
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import title_of

READ, HANDLE = Permit.BENEFITS_READ, Permit.BENEFITS_HANDLE
COLUMNS = (
    Column("name", gettext_lazy("姓名")),
    Column("whose", gettext_lazy("登记对象")),
    Column("place", gettext_lazy("地区")),
    Column("fact", gettext_lazy("核对的情况"), ("fact", "pk")),
    Column("value", gettext_lazy("内容")),
    Column("since", gettext_lazy("自哪天起"), ("since", "pk"), css="nowrap"),
    Column("until", gettext_lazy("到哪天止"), css="nowrap"),
    Column("source", gettext_lazy("依据")),
    Column("by", gettext_lazy("登记人")),
)


def _which(asks: Mapping[str, str]) -> dict[str, str]:
    fact, division = asks.get("fact", ""), asks.get("division", "")
    return {
        "q": asks.get("q", ""), "fact": fact if is_fact(fact) else "",
        "division": division if division.isdigit() else "",
    }  # fmt: skip


def _cells(row: tuple[Any, ...]) -> tuple[str, ...]:
    _key, _who, name, home, place, fact, value, since, until, source, _at, by = row
    title, said = fact_text(fact, value)
    return (
        name, _("按户") if home else _("按人"), places.path_of(place), title, said,
        f"{since:%Y-%m-%d}", f"{until:%Y-%m-%d}" if until else "—", source, by,
    )  # fmt: skip


@page(
    READ, menu=Menu(gettext_lazy("核对情况"), "check", 39, group="money", permit=HANDLE),
    name="benefits:declared",
)  # fmt: skip
def declared_list(request: ActorRequest) -> HttpResponse:
    """What was checked of people and homes within reach, and holds."""
    known = [(one.code, title_of(one)) for one in queries.declarable()]
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("姓名")),
            Filter("fact", gettext_lazy("核对的情况"), "select", known),
            Filter("division", gettext_lazy("乡镇"), "select", towns(request)),
        ],
    )
    which = _which({one.name: one.value for one in filters})
    order, key = order_of(request, COLUMNS, ["-pk"])
    try:
        seen = queries.declared_page(
            request.actor, order=order, after=request.GET.get("after", ""), **which
        )
    except BadCursor:
        seen = queries.declared_page(request.actor, order=order, **which)
    count, more = count_up_to(queries.declarations(request.actor, **which))
    table = Table(
        key="benefits-declared", columns=heads(request, COLUMNS, key), filters=filters,
        rows=[(link(f"/people/{row[1]}/", row[2]), *_cells(row)[1:]) for row in seen.rows],
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 条") if more else _("共 %(count)s 条")) % {"count": count},
        export_url=f"{reverse('platform:sheet_export', args=['benefits-declared'])}"
        f"?{request.GET.urlencode()}" if request.actor.may(Permit.BENEFITS_EXPORT) else "",
        import_url=reverse("platform:sheet_import", args=["benefits-declared"])
        if request.actor.may(HANDLE) else "",
        empty_title=_("没有符合条件的核对情况"),
        empty_hint=_("用 Excel 模板成批导入，或在人员档案里逐户登记。"),
    )  # fmt: skip
    return shown_list(request, table, _("核对情况"))


def _give(actor: Actor, query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    which, after = _which(query), ""
    while True:
        seen = queries.declared_page(actor, after=after, **which)
        yield from (_cells(row) for row in seen.rows)
        after = seen.next
        if not after:
            return


def take(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Judge and take what was checked."""
    return actions.take_declared(actor, rows, dry=dry)


def _column(one: Fact) -> SheetColumn:
    """Return the column of a fact: a drop-down where it is one of a few."""
    help_text = {Kind.MONEY: "元", Kind.MONTH: "如 2026-11", Kind.INT: "数字"}
    whole = "按全户登记，写在任何一名成员的行上" if one.level is Level.HOUSEHOLD else ""
    told = "；".join(part for part in (help_text.get(one.type.kind, ""), whole) if part)
    return SheetColumn(
        one.code, one.title, choices=options(one), width=max(14, len(one.title) * 2 + 2),
        example=_EXAMPLES.get(one.code, ""), help=f"{told}；没有核对的留空".lstrip("；"),
    )  # fmt: skip


_EXAMPLES = {"income_year": "36000", "necessary_spending_year": "21000.50", "area": "农村"}
declare(
    Register(
        code="benefits-declared", title=gettext_lazy("核对情况"),
        columns=(
            SheetColumn("identity", "身份证号", required=True, example="990000194803020027",
                        width=22, help="须是已登记、归您管辖的人"),
            SheetColumn("name", "姓名", required=True, example="张秀英", help="与人员档案一致"),
            SheetColumn("since", "自哪天起", required=True, example=f"{date(2026, 3, 1)}",
                        help="情况从这天起生效，原来的保留；同一天再导入为更正"),
            SheetColumn("source", "依据", required=True, example="入户调查 2026-02-20", width=26),
            *(_column(one) for one in queries.declarable()),
        ),
        take=take, take_permit=HANDLE, heads=[column.title for column in COLUMNS],
        give=_give, give_permit=Permit.BENEFITS_EXPORT, list_url="/benefits/declared",
    )
)  # fmt: skip
