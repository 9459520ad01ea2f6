"""Pages of sponsors of orders: the list, one with what is left and whom it pays for, changes."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.funds.catalogue import FUNDS, PURPOSES
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.asking import asked, last_day
from anhuai.platform.listing import Column, Filter, Window, badge, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import title_of, word
from anhuai.services import actions
from anhuai.services.forms.sponsoring import (
    AmendSponsorForm,
    EndNamedForm,
    NameForm,
    SponsorForm,
)
from anhuai.services.queries import sponsoring as queries
from anhuai.services.queries.wares import service_title
from anhuai.services.rules.ordering_words import Payer
from anhuai.services.rules.sponsoring import BadSponsor
from anhuai.services.views import settling
from anhuai.services.views.purchasing import new_links
from anhuai.services.views.settling import MANAGE, READ, money

COLUMNS = (
    Column("title", gettext_lazy("名称"), ("title",)),
    Column("payer", gettext_lazy("付费方"), ("payer",)),
    Column("donor", gettext_lazy("出资单位或捐赠人")),
    Column("days", gettext_lazy("期限"), ("since",), css="nowrap"),
    Column("named", gettext_lazy("受助人"), css="num"),
    Column("ceiling", gettext_lazy("总额（元）"), ("ceiling",), css="num"),
    Column("left", gettext_lazy("未使用（元）"), css="num"),
    Column("state", gettext_lazy("状态")),
)


def state_badge(since: date, until: date) -> Any:
    """Return how a sponsor stands today."""
    today = clock.today()
    if today < since:
        return badge(_("未开始"), "grey")
    return badge(_("已结束"), "grey") if today >= until else badge(_("执行中"), "green")


def sponsors_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    return {"q": asks.get("q", ""), "state": asks.get("state", ""), "on": clock.today()}


def cells_of(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return rows of `SPONSOR_ROW` in words: payer, title, donor, days, sums."""
    left = queries.left_of([row[0] for row in rows], on=clock.today())
    return [
        (key, title, word(Payer(payer)), donor, f"{since:%Y-%m-%d} — {last_day(until)}",
         str(named), money(ceiling), money(ceiling - left[key].spent), since, until)
        for key, payer, title, donor, since, until, ceiling, _why, named in rows
    ]  # fmt: skip


def _cells(row: tuple[Any, ...]) -> tuple[Any, ...]:
    key, title, *rest, since, until = cells_of([row])[0]
    url = reverse("services:sponsorship", args=[key])
    return (link(url, title), *rest, state_badge(since, until))


@page(READ)
def sponsorship_list(request: ActorRequest) -> HttpResponse:
    """Who put money aside for orders, and what of it is left."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = sponsors_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.sponsorship_page(request.actor, order=order, after=after, **which)

        return page_of, queries.sponsorships(request.actor, **which)

    return settling.show(
        request, title=_("订单出资账户"), key="sponsorships", columns=COLUMNS, default=["-since"],
        filters=[
            Filter("q", gettext_lazy("名称"), placeholder=gettext_lazy("名称或捐赠人")),
            Filter("state", gettext_lazy("状态"), "select",
                   [("running", _("执行中")), ("over", _("不在执行期"))]),
        ],
        ask=ask, cells=_cells, links=new_links(request, "sponsorship_new", _("设立账户")),
        empty_title=_("没有符合条件的出资账户"),
        empty_hint=_("服务补贴或慈善捐助为指定的老人支付指定的服务：设立账户，再指定受助人。"),
    )  # fmt: skip


@page(READ)
def sponsorship(request: ActorRequest, sponsorship_id: int) -> HttpResponse:
    """One sponsor: what was spent, what is left, whom it pays for."""
    found = queries.whole_sponsorship(request.actor, sponsorship_id, on=clock.today())
    one = found.one
    services = [service_title(code) for code in one.services] or [_("所有可由其付费的服务")]
    facts = [
        (_("付费方"), word(Payer(one.payer))), (_("出资单位或捐赠人"), one.donor),
        (_("期限"), f"{one.since:%Y-%m-%d} — {last_day(one.until)}"),
        (_("总额（元）"), money(one.ceiling)), (_("已为订单支付（元）"), money(found.spent)),
        (_("已记入个人账户、本月可用（元）"), money(found.open)),
        (_("可再记入（元）"), money(found.left)),
        (_("已支付给服务商（元）"), money(found.paid)),
        (_("支付比例（%）"), str(one.percent)), (_("可支付的服务"), "、".join(services)),
        (_("资金来源"), title_of(FUNDS[one.fund]) if one.fund in FUNDS else one.fund),
        (_("用途"), title_of(PURPOSES[one.purpose]) if one.purpose in PURPOSES else one.purpose),
        (_("资金账上可用（元）"), money(sum(found.in_fund))),
        (_("依据文件"), one.document), (_("登记人"), one.recorded_by), (_("原因"), one.why_ended),
    ]  # fmt: skip
    manages = request.actor.may(MANAGE)
    context = {
        "title": _("出资账户：%(title)s") % {"title": one.title}, "one": one,
        "back_url": reverse("services:sponsorships"), "back_title": _("订单出资账户"),
        "badges": [state_badge(one.since, one.until)],
        "facts": [pair for pair in facts if pair[1]],
        "per_cent": min(100, found.spent * 100 // one.ceiling),
        "short": sum(found.in_fund) < found.left + found.open,
        "manages": manages, "names": manages and one.until > clock.today(),
        "persons": [
            (x.one.person.name, f"/people/{x.one.person_id}/", money(x.one.monthly),
             f"{x.one.since:%Y-%m}", last_day(x.one.until) if x.one.until else "",
             money(x.given) if x.given else _("本月没有记入"), money(x.spent),
             reverse("services:sponsored_end", args=[x.one.pk])
             if manages and x.one.until is None else "")
            for x in found.persons
        ],
    }  # fmt: skip
    return render(request, "services/sponsorship.html", context)


@page(MANAGE)
def sponsorship_new(request: ActorRequest) -> HttpResponse:
    """Put money aside for orders."""
    form = SponsorForm(request.POST or None, initial={"since": clock.today()})

    def perform(data: dict[str, Any]) -> str:
        made = actions.open_sponsorship(request.actor, facts=form.facts(data))
        return reverse("services:sponsorship", args=[made.pk])

    return asked(
        request, form, perform, title=_("设立订单出资账户"), back=reverse("services:sponsorships")
    )


@page(MANAGE)
def sponsorship_amend(request: ActorRequest, sponsorship_id: int) -> HttpResponse:
    """Change a sponsor's ceiling or last day."""
    one = queries.sponsorship(request.actor, sponsorship_id, permit=MANAGE)
    form = AmendSponsorForm(request.POST or None, initial={
        "version": one.version, "last": one.until - timedelta(days=1),
        "ceiling": money(one.ceiling),
    })  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.amend_sponsorship(
            request.actor, sponsorship=sponsorship_id, version=data["version"] or 0,
            ceiling=data["ceiling"], until=data["last"] + timedelta(days=1), reason=data["reason"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("修改出资账户：%(title)s") % {"title": one.title},
        back=reverse("services:sponsorship", args=[sponsorship_id]),
    )  # fmt: skip


def _person(request: ActorRequest, typed: str) -> int:
    """Return whom a number names; raises `BadSponsor` for the field."""
    try:
        found = people.named(request.actor, typed, on=clock.today())
    except Unfit as error:
        raise BadSponsor("person", error.message, error.message_en, field="person") from error
    if len(found) != 1:
        raise BadSponsor(
            "person", "在您的管辖范围内没有找到这个身份证号，请核对。",
            "This number is not in your area's register: check it.", field="person",
        )  # fmt: skip
    return found[0][0]


@page(MANAGE)
def sponsored_new(request: ActorRequest, sponsorship_id: int) -> HttpResponse:
    """Name a person whose orders a sponsor pays."""
    one = queries.sponsorship(request.actor, sponsorship_id, permit=MANAGE)
    request.actor.require(Permit.ORDERS_PLACE)
    form = NameForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.name_sponsored(
            request.actor, sponsorship=sponsorship_id, person=_person(request, data["person"]),
            monthly=data["monthly"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("指定受助人：%(title)s") % {"title": one.title},
        back=reverse("services:sponsorship", args=[sponsorship_id]),
        more={
            "hint": _("本月的金额立即记入其个人账户，以后每月记入；当月没有用完的退回出资账户。")
        },
    )  # fmt: skip


@page(MANAGE)
def sponsored_end(request: ActorRequest, sponsored_id: int) -> HttpResponse:
    """Name a person no longer."""
    one = queries.sponsored_in_scope(request.actor, sponsored_id)
    form = EndNamedForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.end_sponsored(
            request.actor, sponsored=sponsored_id, version=data["version"] or 0,
            reason=data["reason"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("停止受助：%(name)s") % {"name": one.person.name},
        back=reverse("services:sponsorship", args=[one.sponsorship_id]),
        more={"hint": _("从下月起不再记入；本月已记入的仍可使用。")},
    )  # fmt: skip
