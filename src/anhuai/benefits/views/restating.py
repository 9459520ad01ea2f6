"""Past months that were decided anew: what they came to, what they come to now, and why."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.benefits import actions, queries
from anhuai.benefits.queries import Which
from anhuai.benefits.views.applications import towns
from anhuai.benefits.views.decided import why_url
from anhuai.benefits.views.wording import months, why_text
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
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
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.views.trail import shown_list

READ, HANDLE, CONFIRM = Permit.BENEFITS_READ, Permit.BENEFITS_HANDLE, Permit.BENEFITS_CONFIRM
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin", "pk")),
    Column("item", gettext_lazy("待遇"), ("item", "pk")),
    Column("place", gettext_lazy("地区"), ("division", "pk")),
    Column("months", gettext_lazy("月份"), ("since", "pk")),
    Column("was", gettext_lazy("原核定（每月）"), css="num"),
    Column("now", gettext_lazy("现核定（每月）"), css="num"),
    Column("why", gettext_lazy("理由")),
    Column("known", gettext_lazy("核定日期"), ("known", "pk")),
)


def _which(asks: Mapping[str, str]) -> Which:
    which: Which = {}
    if asks.get("item"):
        which["item"] = asks["item"]
    if asks.get("division", "").isdigit():
        which["division"] = asks["division"]
    return which


def _cells(row: tuple[Any, ...]) -> tuple[str, ...]:
    _key, _person, name, item, place, since, until, was, now, reason, known = row
    return (
        name, queries.title_of_item(item), places.path_of(place), months(since, until),
        queries.amount_text(item, was), queries.amount_text(item, now), why_text(item, reason),
        f"{known:%Y-%m-%d}",
    )  # fmt: skip


@page(
    READ, menu=Menu(gettext_lazy("往月重新核定"), "history", 36, group="money", permit=HANDLE),
    name="benefits:restated",
)  # fmt: skip
def restated_list(request: ActorRequest) -> HttpResponse:
    """The past months that are owed differently than was decided: what runs pay or claim."""
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
    order, key = order_of(request, COLUMNS, ["-pk"])
    try:
        seen = queries.restated(
            request.actor, q=q, order=order, after=request.GET.get("after", ""), **which
        )
    except BadCursor:
        seen = queries.restated(request.actor, q=q, order=order, **which)
    count, more = count_up_to(queries.restatements(request.actor, q=q, **which))
    rows = []
    for row in seen.rows:
        cells = _cells(row)
        why = f"{why_url(row[1], row[3])}?month={row[5]:%Y-%m}"
        rows.append(
            (link(f"/people/{row[1]}/", row[2]), *cells[1:6], link(why, cells[6]), cells[7])
        )
    table = Table(
        key="benefits-restated", columns=heads(request, COLUMNS, key), rows=rows, filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 条") if more else _("共 %(count)s 条")) % {"count": count},
        export_url="/sheets/benefits-restated/export"
        if request.actor.may(Permit.BENEFITS_EXPORT) else "",
        empty_title=_("没有重新核定的往月"),
        empty_hint=_(
            "情况更正、标准追溯或死亡登记晚到时，当晚重新核定已核定的月份；"
            "差额随这项待遇的下一个发放批次补发或追缴。"
        ),
    )  # fmt: skip
    return shown_list(request, table, _("往月重新核定"))


def _give(actor: Actor, query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    which, after = _which(query), ""
    while True:
        seen = queries.restated(actor, q=query.get("q", ""), after=after, **which)
        yield from (_cells(row) for row in seen.rows)
        after = seen.next
        if not after:
            return


declare(
    Giving(
        "benefits-restated", gettext_lazy("往月重新核定"), [c.title for c in COLUMNS], _give,
        Permit.BENEFITS_EXPORT, "/benefits/restated",
    )
)  # fmt: skip


@page(CONFIRM)
def restate(request: ActorRequest, person_id: int) -> HttpResponse:
    """Decide a person's past months anew at once, as the coming night would."""
    one = people.person_in_scope(request.actor, person_id, permit=CONFIRM)

    def perform(data: dict[str, Any]) -> str:
        del data
        done = actions.restate(request.actor, person=person_id, on=clock.today())
        messages.info(
            request, _("%(count)s 个人月与原核定不同。") % {"count": done.months}
        )  # fmt: skip
        return f"{reverse('benefits:restated')}?q={one.name}" if done.months else ""

    return asked(
        request, OnceForm(request.POST or None), perform,
        title=_("重新核定往月：%(name)s") % {"name": one.name}, back=f"/people/{person_id}/",
        more={
            "hint": _(
                "按现在掌握的情况和标准，重新核定此人和同户人员已核定过的月份。"
                "不同的月份记入往月重新核定，差额随下一个发放批次补发或追缴；原来的核定保留。"
            ),
            "submit_title": _("重新核定"),
        },
    )  # fmt: skip
