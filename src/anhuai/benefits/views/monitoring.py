"""Monitoring of people on a low income: who is in which category, warnings, and checks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.benefits import actions, queries
from anhuai.benefits.actions import Checked
from anhuai.benefits.catalogue.signals import SIGNALS
from anhuai.benefits.rules.findings import FindingKind, FindingState
from anhuai.benefits.rules.signals import Result, Way
from anhuai.benefits.views.applications import towns
from anhuai.benefits.views.wording import categories_text, signal_title
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.asking import asked, day
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
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import definitions, word, words

READ, HANDLE = Permit.BENEFITS_READ, Permit.BENEFITS_HANDLE
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin", "pk")),
    Column("category", gettext_lazy("低收入类别")),
    Column("signal", gettext_lazy("预警"), ("code", "pk")),
    Column("place", gettext_lazy("地区"), ("division", "pk")),
    Column("found", gettext_lazy("发现日期"), ("found_on", "pk")),
    Column("due", gettext_lazy("核查期限"), ("due", "pk")),
    Column("checks", gettext_lazy("核查次数"), css="num"),
    Column("state", gettext_lazy("状态"), ("state", "pk")),
)


def _which(asks: Mapping[str, str]) -> dict[str, Any]:
    which: dict[str, Any] = {"q": asks.get("q", "")}
    if asks.get("signal") in SIGNALS:
        which["signal"] = asks["signal"]
    if asks.get("division", "").isdigit():
        which["division"] = asks["division"]
    if asks.get("state") in list(FindingState):
        which["state"] = asks["state"]
    if asks.get("late"):
        which["late_on"] = clock.today()
    return which


def _texts(row: tuple[Any, ...]) -> tuple[str, ...]:
    _key, _person, name, code, said, place, on, due, state, checks = row
    return (
        name, categories_text(said.get("categories", ())), signal_title(code),
        places.path_of(place), f"{on:%Y-%m-%d}", f"{due:%Y-%m-%d}" if due else "—",
        str(checks), word(FindingState(state)),
    )  # fmt: skip


@page(
    READ, menu=Menu(gettext_lazy("低收入监测"), "bell", 37, group="money", permit=HANDLE),
    name="benefits:monitoring",
)  # fmt: skip
def monitoring(request: ActorRequest) -> HttpResponse:
    """The warnings of the low-income population; above them how many are in each category."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("姓名"), placeholder=gettext_lazy("姓名、拼音或首字母")),
            Filter("signal", gettext_lazy("预警"), "select", definitions(SIGNALS)),
            Filter("division", gettext_lazy("乡镇"), "select", towns(request)),
            Filter("state", gettext_lazy("状态"), "select", words(FindingState)),
            Filter("late", gettext_lazy("核查超期"), "check"),
        ],
    )
    which = _which({one.name: one.value for one in filters})
    order, key = order_of(request, COLUMNS, ["-pk"])
    try:
        seen = queries.warning_page(
            request.actor, order=order, after=request.GET.get("after", ""), **which
        )
    except BadCursor:
        seen = queries.warning_page(request.actor, order=order, **which)
    count, more = count_up_to(queries.warnings(request.actor, **which))
    rows = []
    for row in seen.rows:
        cells, state = _texts(row), FindingState(row[8])
        title = link(reverse("benefits:finding", args=[row[0]]), row[2])
        rows.append((title, *cells[1:7], badge(word(state), state.colour)))
    table = Table(
        key="benefits-monitoring", columns=heads(request, COLUMNS, key), rows=rows,
        filters=filters, next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=" · ".join([
            (_("超过 %(count)s 条预警") if more else _("共 %(count)s 条预警")) % {"count": count},
            *(
                f"{categories_text([one.code])} {one.persons:,}"
                for one in queries.categories(
                    request.actor, on=clock.today(), division=which.get("division", "")
                ) if one.persons
            ),
        ]),
        export_url=f"/sheets/benefits-monitoring/export?{request.GET.urlencode()}"
        if request.actor.may(Permit.BENEFITS_EXPORT) else "",
        empty_title=_("没有符合条件的预警"),
        empty_hint=_("每天夜里按登记的支出、重病、失业、受灾和残疾变化查找；现在没有，或请放宽筛选条件。"),
    )  # fmt: skip
    return shown_list(request, table, _("低收入监测"))


def _give(actor: Actor, query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    which, after = _which(query), ""
    while True:
        seen = queries.warning_page(actor, after=after, **which)
        yield from (_texts(row) for row in seen.rows)
        after = seen.next
        if not after:
            return


declare(
    Giving(
        "benefits-monitoring", gettext_lazy("低收入监测"), [c.title for c in COLUMNS], _give,
        Permit.BENEFITS_EXPORT, "/benefits/monitoring",
    )
)  # fmt: skip


class VisitForm(OnceForm):
    """How somebody was checked on, and what it came to."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day(gettext_lazy("核查日期"))
    way = forms.ChoiceField(label=gettext_lazy("核查方式"), choices=lambda: words(Way))
    result = forms.ChoiceField(
        label=gettext_lazy("核查结果"), choices=lambda: words(Result), widget=forms.RadioSelect
    )
    says = forms.CharField(
        label=gettext_lazy("核查情况"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_on = day(
        gettext_lazy("下次核查日期"), required=False, help_text=gettext_lazy("继续关注的必填。")
    )


@page(HANDLE)
def visit(request: ActorRequest, finding_id: int) -> HttpResponse:
    """Record a check on somebody whom a warning named."""
    one = queries.finding(request.actor, finding_id, permit=HANDLE)
    if one.kind != FindingKind.RISK or one.state != FindingState.OPEN:
        raise NotHere("benefit_finding", finding_id)
    form = VisitForm(
        request.POST or None, initial={"version": one.version, "on": clock.today()}
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.record_visit(
            request.actor, finding=finding_id, version=data["version"],
            checked=Checked(
                on=data["on"], way=Way(data["way"]), result=Result(data["result"]),
                says=data["says"], next_on=data["next_on"],
            ),
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("登记预警核查：%(name)s") % {"name": one.person.name},
        back=reverse("benefits:finding", args=[finding_id]),
    )  # fmt: skip
