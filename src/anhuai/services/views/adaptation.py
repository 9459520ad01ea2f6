"""Pages of adaptations of homes: the list, who may have one, one home with its course, builders."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.facilities import queries as facilities
from anhuai.people import queries as people
from anhuai.platform import clock, county
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    Column,
    Filter,
    Table,
    Window,
    badge,
    changed,
    filled,
    heads,
    link,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import title_of, word, words
from anhuai.services import actions, queries
from anhuai.services.catalogue import PARTS
from anhuai.services.forms.adaptation import ContractorForm, DayForm, OpenForm, work_title
from anhuai.services.rules.adaptation import Result, Stage, State, Step
from anhuai.services.views import home_listing, home_wording, listing, wording
from anhuai.services.views.adaptation_steps import steps_of

READ, MANAGE = Permit.HOME_READ, Permit.HOME_MANAGE
PAGE = 100
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",), css="nowrap"),
    Column("place", gettext_lazy("所在村（社区）"), ("place",)),
    Column("state", gettext_lazy("状态"), ("state",)),
    Column("due", gettext_lazy("应办日期"), ("due_on",), css="nowrap"),
    Column("opened", gettext_lazy("列入日期"), ("opened_on",), css="nowrap"),
    Column("public", gettext_lazy("公共资金（元）"), ("public",), css="num"),
    Column("own", gettext_lazy("自付（元）"), ("own",), css="num"),
    Column("builder", gettext_lazy("施工单位")),
    Column("accepted", gettext_lazy("验收日期"), ("accepted_on",), css="nowrap"),
)


def filters_of(request: ActorRequest) -> list[Filter]:
    """Return what the list is filtered by."""
    this = clock.today().year
    years = [(str(year), str(year)) for year in range(this, this - 6, -1)]
    return [
        listing.name_filter(),
        listing.town_filter(request),
        Filter("state", gettext_lazy("状态"), "select", words(State)),
        Filter("year", gettext_lazy("验收年度"), "select", years),
        Filter("overdue", gettext_lazy("只看逾期的"), "check"),
    ]


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    year, state = asks.get("year", ""), asks.get("state", "")
    return {
        "q": asks.get("q", ""), "division": asks.get("division", ""),
        "state": state if state in {str(one) for one in State} else "",
        "year": int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None,
        "overdue": clock.today() if asks.get("overdue") else None,
    }  # fmt: skip


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    today = clock.today()
    return [
        (
            link(reverse("services:adaptation", args=[key]), name), wording.place_of(place),
            home_wording.state_badge(state), home_wording.due_badge(due, today),
            home_wording.day(opened), home_wording.money(public), home_wording.money(own),
            builder or "", home_wording.day(accepted),
        )
        for key, _p, name, place, state, due, opened, public, own, builder, accepted in rows
    ]  # fmt: skip


@page(
    READ, menu=Menu(gettext_lazy("居家改造和床位"), "tools", 28, group="care"),
    name="services:adaptations",
)  # fmt: skip
def adaptation_list(request: ActorRequest) -> HttpResponse:
    """Homes that are or were adapted, within reach."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.adaptation_page(request.actor, order=order, after=after, **which)

        return page_of, queries.counted_adaptations(request.actor, **which)

    return home_listing.show(
        request, title=_("适老化改造"), key="adaptations", columns=COLUMNS, default=["-opened_on"],
        filters=filters_of(request), ask=ask, cells=_cells,
        export_url=home_listing.export_url(request, "adaptations"),
        empty_title=_("没有符合条件的改造"),
        empty_hint=_("从“可改造名单”列入，或放宽筛选条件；只能看到您负责范围内的家庭。"),
    )  # fmt: skip


@page(MANAGE)
def candidate_list(request: ActorRequest) -> HttpResponse:
    """Who may have their home adapted by the register, and does not yet."""
    today = clock.today()
    filters = filled(request, [listing.name_filter(), listing.town_filter(request)])
    asks = {one.name: one.value for one in filters}
    found = list(
        queries.adaptation_candidates(
            request.actor, on=today, q=asks.get("q", ""), division=asks.get("division", "")
        )
    )
    start = request.GET.get("after", "")
    at = min(int(start), len(found)) if start.isascii() and start.isdigit() and start else 0
    queries.shown_candidates(request.actor, persons=[one.person for one in found[at : at + PAGE]])
    rows = [
        (
            home_wording.person(request, one.person, one.name), wording.place_of(one.place),
            str(today.year - one.born.year), home_wording.reasons(one.reasons),
            link(reverse("services:adaptation_new", args=[one.person]), _("列入改造")),
        )
        for one in found[at : at + PAGE]
    ]  # fmt: skip
    more = at + PAGE < len(found)
    table = Table(
        key="adaptation-candidates",
        columns=heads(
            request,
            [
                Column("name", _("姓名")), Column("place", _("所在村（社区）")),
                Column("age", _("年龄"), css="num"), Column("why", _("符合的情形")),
                Column("do", _("操作")),
            ],
            "",
        ),
        rows=rows, filters=filters,
        next_url=changed(request, after=str(at + PAGE)) if more else "",
        count_text=_("共 %(count)s 人") % {"count": len(found)},
        export_url=home_listing.export_url(request, "adaptation-candidates"),
        empty_title=_("没有符合条件的老人"),
        empty_hint=_("按登记的特困、低保、经济困难和高龄、残疾、失能情形自动列出。"),
    )  # fmt: skip
    return home_listing.tabbed(request, table, _("可改造名单"))


@page(MANAGE)
def adaptation_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Take up somebody's home."""
    one = people.person_in_scope(request.actor, person_id, permit=MANAGE)
    form = OpenForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> str:
        made = actions.open_adaptation(request.actor, person=person_id, on=data["on"])
        return reverse("services:adaptation", args=[made.pk])

    return asked(
        request, form, perform, title=_("列入适老化改造：%(name)s") % {"name": one.name},
        back=reverse("services:candidates"),
    )  # fmt: skip


@page(READ)
def adaptation(request: ActorRequest, adaptation_id: int) -> HttpResponse:
    """One home: what was found, planned, built and paid, its photos and its course."""
    found = queries.adaptation_file(request.actor, adaptation_id)
    one, today = found.one, clock.today()
    badges = [home_wording.state_badge(one.state)]
    if one.due_on is not None and one.due_on < today:
        badges.append(home_wording.due_badge(one.due_on, today))  # type: ignore[arg-type]
    if found.moved and not State(one.state).is_over:
        badges.append(badge(_("已迁居"), "orange"))
    if one.person.died is not None and not State(one.state).is_over:
        badges.append(badge(_("本人已去世"), "red"))
    context = {
        "title": _("适老化改造：%(name)s") % {"name": one.person.name}, "badges": badges,
        "back_url": reverse("services:adaptations"), "back_title": _("适老化改造"),
        "one": one, "facts": _facts(request, one), "money": _money(request, one),
        "works": [
            (
                work_title(row.work), row.note, home_wording.money(row.price),
                home_wording.money(row.own) if row.price else "", row.is_planned,
            )
            for row in found.works
        ],
        "photos": [
            (
                word(stage),
                [(row.pk, _part(row.part)) for row in found.photos if row.stage == stage],
            )
            for stage in Stage
        ],
        "has_photos": bool(found.photos),
        "steps": steps_of(request, one, moved=found.moved),
        "timeline": [
            {"at": home_wording.day(row.on), "title": word(Step(row.step)), "text": row.says,
             "who": row.by}
            for row in found.entries
        ],
    }  # fmt: skip
    return render(request, "services/adaptation.html", context)


def _part(code: str) -> str:
    return title_of(PARTS[code]) if code in PARTS else code


def _facts(request: ActorRequest, one: Any) -> list[tuple[str, Any]]:
    due = [(_("下一步最迟"), home_wording.day(one.due_on))] if one.due_on else []
    return [
        (_("姓名"), home_wording.person(request, one.person_id, one.person.name)),
        (_("改造的住处"), wording.place_of(one.place)),
        (_("符合的情形"), home_wording.reasons(one.reasons)),
        (_("列入日期"), home_wording.day(one.opened_on)),
        *due,
        (_("勘察日期"), home_wording.day(one.surveyed_on)),
        (_("勘察说明"), one.survey_note),
        (_("同意日期"), home_wording.day(one.agreed_on)),
        (_("同意人"), one.agreed_by),
        (_("施工单位"), one.contractor.organisation.name if one.contractor else ""),
        (_("开工日期"), home_wording.day(one.started_on)),
        (_("完工日期"), home_wording.day(one.built_on)),
        (_("验收日期"), home_wording.day(one.accepted_on)),
        (_("回访结果"), word(Result(one.result)) if one.result else ""),
    ]  # fmt: skip


def _money(request: ActorRequest, one: Any) -> list[tuple[str, Any]]:
    if one.ceiling is None:
        return []
    entry: Any = one.entry_id or ""
    if one.entry_id and request.actor.may(Permit.FUNDS_READ):
        entry = link(f"/funds/entries/{one.entry_id}/", str(one.entry_id))
    return [
        (_("合计（元）"), home_wording.money(one.total)),
        (_("公共资金（元）"), home_wording.money(one.public)),
        (_("自付（元）"), home_wording.money(one.own)),
        (_("方案当日每户上限（元）"), home_wording.money(one.ceiling)),
        (_("发票或凭证号"), one.document), (_("支付日期"), home_wording.day(one.paid_on)),
        (_("记账"), entry),
    ]  # fmt: skip


@page(MANAGE)
def contractor_list(request: ActorRequest) -> HttpResponse:
    """Who may adapt homes, and until when their licence holds."""
    today = clock.today()
    can_edit = request.actor.scope(MANAGE).covers(county.code())
    rows = []
    for one in queries.contractors(request.actor):
        last = one.licence_until - timedelta(days=1)
        late = one.until is None and one.licence_until <= today
        until: Any = badge(_("已到期 %(on)s") % {"on": last}, "red") if late else str(last)
        stop: Any = home_wording.day(one.until)
        if one.until is None and can_edit:
            stop = link(reverse("services:contractor_end", args=[one.pk]), _("移出名单"))
        rows.append((one.organisation.name, one.licence, until, home_wording.day(one.since), stop))
    table = Table(
        key="contractors",
        columns=heads(
            request,
            [
                Column("name", _("单位")), Column("licence", _("资质名称和编号")),
                Column("until", _("资质有效期至"), css="nowrap"),
                Column("since", _("列入日期"), css="nowrap"), Column("stop", _("移出日期")),
            ],
            "",
        ),
        rows=rows, filters=[], count_text=_("共 %(count)s 条") % {"count": len(rows)},
        create_url=reverse("services:contractor_new") if can_edit else "",
        export_url=home_listing.export_url(request, "contractors"),
        empty_title=_("还没有施工单位"), empty_hint=_("先在“运营单位”登记单位，再列入名单。"),
    )  # fmt: skip
    return home_listing.tabbed(request, table, _("施工单位"))


@page(MANAGE)
def contractor_new(request: ActorRequest) -> HttpResponse:
    """Put an organisation on the list."""
    bodies = facilities.organisations(request.actor).order_by("pinyin", "pk")
    form = ContractorForm(
        request.POST or None, organisations=[(str(one.pk), one.name) for one in bodies],
        initial={"since": clock.today()},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.list_contractor(
            request.actor, organisation=data["organisation"], licence=data["licence"],
            licence_until=data["licence_last"] + timedelta(days=1), since=data["since"],
        )  # fmt: skip

    back = reverse("services:contractors")
    return asked(request, form, perform, title=_("列入改造施工单位"), back=back)


@page(MANAGE)
def contractor_end(request: ActorRequest, contractor_id: int) -> HttpResponse:
    """Take an organisation off the list."""
    one = queries.contractor(request.actor, contractor_id)
    if not request.actor.scope(MANAGE).covers(county.code()):
        raise NotHere("contractor", contractor_id)
    initial = {"on": clock.today(), "version": one.version}
    form = DayForm(request.POST or None, initial=initial)

    def perform(data: dict[str, Any]) -> None:
        actions.unlist_contractor(
            request.actor, contractor=contractor_id, version=data["version"] or one.version,
            on=data["on"],
        )  # fmt: skip

    return asked(
        request, form, perform, back=reverse("services:contractors"),
        title=_("移出改造施工单位：%(name)s") % {"name": one.organisation.name},
    )  # fmt: skip
