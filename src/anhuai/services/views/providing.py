"""A provider's own pages: what waits for an answer, the day's work, what may be taken; prices."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.divisions import Level
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import SYSTEM
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, badge, cited, count_up_to, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm, sent
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import definitions, is_english, title_of, word
from anhuai.services import actions, queries
from anhuai.services.catalogue import CARE
from anhuai.services.forms.orders import OfferingEndForm, OfferingForm
from anhuai.services.rules.ordering_words import OrderState
from anhuai.services.views import listing, wording
from anhuai.services.views import order_wording as saying
from anhuai.services.views.order_listing import show, tabs_of
from anhuai.workforce.catalogue import CERTIFICATES, POSTS

READ, RUN, MANAGE = Permit.ORDERS_READ, Permit.ORDERS_RUN, Permit.ORDERS_MANAGE
COLUMNS = (
    Column("facility", gettext_lazy("服务商"), ("facility__name",)),
    Column("service", gettext_lazy("服务项目"), ("service",)),
    Column("area", gettext_lazy("服务范围"), ("division",)),
    Column("price", gettext_lazy("单价"), ("unit_price",), css="number"),
    Column("daily", gettext_lazy("每天最多接单")),
    Column("since", gettext_lazy("开始日期"), ("since",), css="nowrap"),
    Column("until", gettext_lazy("停止日期"), css="nowrap"),
)


@page(
    RUN, menu=Menu(gettext_lazy("接单和派人"), "truck", 3, group="care"),
    name="services:providing",
)  # fmt: skip
def providing(request: ActorRequest) -> HttpResponse:
    """A provider's day: orders to answer, to serve, to end, and those it may take."""
    today = clock.today()
    groups: dict[str, list[Any]] = {}
    for one in queries.to_do(request.actor, on=today):
        groups.setdefault(_group(one.state), []).append({
            "pk": one.pk, "url": reverse("services:order", args=[one.pk]),
            "number": one.number, "service": saying.service(one.service),
            "who": one.person.name, "where": one.spot or wording.place_of(one.division),
            "when": f"{one.wanted_on:%m-%d} {saying.window(one.earliest, one.latest)}",
            "state": saying.state_badge(one.state), "worker": one.worker.name if one.worker else "",
            "late": one.wanted_on < today, "next": _next(one),
        })  # fmt: skip
    context = {
        "title": _("接单和派人"), "tabs": tabs_of(request),
        "groups": [(title, groups.get(key, [])) for key, title in (
            ("answer", _("等您接单")), ("serve", _("今天要做的")), ("end", _("等老人确认")),
        )],
        "pool": [
            {"pk": one.pk, "facility": one.facility, "at": one.facility_name,
             "service": saying.service(one.service), "where": wording.place_of(one.division),
             "when": f"{one.wanted_on:%m-%d} {saying.window(one.earliest, one.latest)}",
             "price": saying.money(one.unit_price * one.units), "note": one.note}
            for one in queries.pool(request.actor, on=today)
        ],
        "form": OnceForm(),
    }  # fmt: skip
    return render(request, "services/providing.html", context)


def _group(state: str) -> str:
    if state == OrderState.MATCHED:
        return "answer"
    return "end" if state == OrderState.DONE else "serve"


def _next(one: Any) -> tuple[str, str] | None:
    step = {
        OrderState.MATCHED: "accept", OrderState.ACCEPTED: "start" if one.worker_id else "assign",
        OrderState.ON_THE_WAY: "start", OrderState.STARTED: "finish", OrderState.DONE: "confirm",
    }.get(OrderState(one.state))  # fmt: skip
    if step is None:
        return None
    return reverse("services:order_step", args=[one.pk, step]), saying.step(step)


@page(RUN)
def order_take(request: ActorRequest, order_id: int, facility_id: int) -> HttpResponse:
    """Take an order nobody was matched to."""
    form = OnceForm(request.POST if request.method == "POST" else None)

    def perform(_data: dict[str, Any]) -> str:
        made = actions.take(request.actor, order=order_id, facility=facility_id)
        return reverse("services:order", args=[made.pk])

    if request.method != "POST":
        return redirect("services:providing")
    done = sent(request, form, perform)
    if done is not None:
        return done
    context = {"title": _("抢单"), "form": form, "cancel_url": reverse("services:providing")}
    return render(request, "platform/form.html", context)


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    return {
        **{name: asks.get(name, "") for name in ("q", "service", "division")},
        "on": None if asks.get("ended") else clock.today(),
    }


@page(READ)
def offering_list(request: ActorRequest) -> HttpResponse:
    """What providers offer, where and at what price."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)
        rows = queries.listed_offerings(request.actor, **which)
        return (
            lambda order, after: queries.offering_page(
                request.actor, order=order, after=after, **which
            ),
            count_up_to(rows),
        )

    may = request.actor.may
    return show(
        request, title=_("服务报价"), key="offerings", columns=COLUMNS, default=["service"],
        filters=[
            Filter("q", gettext_lazy("服务商")), listing.town_filter(request),
            Filter("service", gettext_lazy("服务项目"), "select", definitions(CARE)),
            Filter("ended", gettext_lazy("也看已停止的"), "check"),
        ],
        ask=ask, cells=lambda rows: _cells(rows, ends=may(RUN) or may(MANAGE)),
        create_url=reverse("services:offering_new") if may(RUN) or may(MANAGE) else "",
        create_title=_("登记报价"), import_url=_import_url(request),
        export_url=reverse("platform:sheet_export", args=["offerings"])
        if may(RUN) or may(MANAGE) else "",
        empty_title=_("没有符合条件的报价"),
        empty_hint=_("价格由服务商登记；没有报价的项目不能下单。"),
    )  # fmt: skip


def _import_url(request: ActorRequest) -> str:
    """Return where a price list comes in: one's own, or those of the area's providers."""
    for permit, code in ((RUN, "offerings"), (MANAGE, "offerings-for")):
        if request.actor.may(permit):
            return reverse("platform:sheet_import", args=[code])
    return ""


def _cells(rows: Sequence[tuple[Any, ...]], *, ends: bool) -> list[tuple[Any, ...]]:
    return [
        (
            name, saying.service(code), places.path_of(division) or division,
            saying.price(code, price), daily or _("不限"), f"{since:%Y-%m-%d}",
            f"{until:%Y-%m-%d}" if until
            else link(reverse("services:offering_end", args=[key]), _("停止")) if ends else "",
        )
        for key, _f, name, code, division, price, daily, since, until in rows
    ]  # fmt: skip


@page(READ)
def offering_new(request: ActorRequest) -> HttpResponse:
    """Put down an offering: one's own, or a provider's of the area."""
    permit = RUN if request.actor.may(RUN) else MANAGE
    request.actor.require(permit)
    today = clock.today()
    sites = queries.providers(request.actor, permit=permit, on=today).values_list("pk", "name")
    towns = places.choices(
        SYSTEM, on=today, permit=Permit.PLACES_READ, level=Level.TOWN, within=county.code()
    )
    form = OfferingForm(
        request.POST or None, facilities=[(str(key), name) for key, name in sites[:500]],
        divisions=[(county.code(), _("全县")), *towns], initial={"since": today},
    )  # fmt: skip
    act = actions.offer if permit is RUN else actions.offer_for

    def perform(data: dict[str, Any]) -> None:
        act(
            request.actor, facility=int(data["facility"]), service=data["service"],
            division=data["division"], unit_price=int(data["unit_price"] * 100),
            since=data["since"], daily=data["daily"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("登记报价"), back=reverse("services:offerings"),
        more={"hint": _("价格由县里与服务商约定，系统不设标准价。")},
    )  # fmt: skip


@page(READ)
def offering_end(request: ActorRequest, offering_id: int) -> HttpResponse:
    """End an offering; orders taken before stand."""
    permit = RUN if request.actor.may(RUN) else MANAGE
    request.actor.require(permit)
    one = queries.offering_in_scope(request.actor, offering_id, permit=permit)
    form = OfferingEndForm(
        request.POST or None,
        initial={"seen": one.version, "until": clock.today() + timedelta(days=1)},
    )
    act = actions.end_offering if permit is RUN else actions.end_offering_for

    def perform(data: dict[str, Any]) -> None:
        act(request.actor, offering=one.pk, until=data["until"], seen=data["seen"])

    title = _("停止报价：%(name)s") % {"name": saying.service(one.service)}
    return asked(request, form, perform, title=title, back=reverse("services:offerings"))


@page(READ)
def care_list(request: ActorRequest) -> HttpResponse:
    """The services that may be ordered: standard of work, who may deliver, who may pay."""
    english = is_english()
    cards = [
        {
            "code": code, "title": title_of(care), "says": care.says_en if english else care.says,
            "group": badge(word(care.group)),
            "unit": _("%(count)s 分钟/%(unit)s")
            % {"count": care.minutes, "unit": word(care.unit)},
            "steps": [(step.title_en if english else step.title, step.must)
                      for step in care.steps],
            "posts": "、".join(title_of(POSTS[p]) for p in care.posts) or _("服务商的员工"),
            "certificates": "、".join(title_of(CERTIFICATES[c]) for c in care.certificates),
            "payers": "、".join(word(one) for one in care.payers),
            "basis": cited(care.basis), "verified": care.basis.is_verified,
            "note": care.basis.note,
        }
        for code, care in CARE.items()
    ]  # fmt: skip
    context = {"title": _("服务目录"), "cards": cards, "tabs": tabs_of(request)}
    return render(request, "services/care.html", context)
