"""Pages of government purchase: the directory and the undertakers."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.asking import asked, last_day
from anhuai.platform.listing import Column, Filter, Table, filled, heads, link
from anhuai.platform.pages import page
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word, words
from anhuai.services import actions
from anhuai.services.forms.purchase import (
    DirectoryEndForm,
    DirectoryForm,
    LicenceForm,
    RemoveForm,
    UndertakerForm,
)
from anhuai.services.queries import purchase as queries
from anhuai.services.queries.wares import service_title
from anhuai.services.rules.purchase import LicenceKind, Standing, stands
from anhuai.services.views import settling
from anhuai.services.views.settling import MANAGE, READ, money

UNDERTAKERS = (
    Column("name", gettext_lazy("承接主体")),
    Column("since", gettext_lazy("列入日期"), css="nowrap"),
    Column("state", gettext_lazy("状态")),
    Column("licences", gettext_lazy("证照")),
    Column("document", gettext_lazy("依据文件")),
)
DIRECTORY = (
    Column("service", gettext_lazy("服务项目")),
    Column("since", gettext_lazy("列入日期"), css="nowrap"),
    Column("until", gettext_lazy("停止日期"), css="nowrap"),
    Column("document", gettext_lazy("依据文件")),
    Column("act", gettext_lazy("操作")),
)


def new_links(request: ActorRequest, name: str, text: str) -> list[tuple[str, str, str]]:
    """Return the button that adds one to a list, for who may."""
    manages = queries.is_whole(request.actor, MANAGE)
    return [(reverse(f"services:{name}"), "plus", text)] if manages else []


# directory ------------------------------------------------------------------------------------


@page(READ)
def directory(request: ActorRequest) -> HttpResponse:
    """The services the county buys."""
    filters = filled(request, [Filter("ended", gettext_lazy("含已停止的"), "check")])
    found = list(queries.directory(request.actor, ended=bool(filters[0].value)))
    manages = queries.is_whole(request.actor, MANAGE)
    table = Table(
        key="purchase-directory", columns=heads(request, DIRECTORY, ""), filters=filters,
        rows=[
            (
                service_title(one.service), f"{one.since:%Y-%m-%d}",
                f"{one.until:%Y-%m-%d}" if one.until else "", one.document,
                link(reverse("services:purchase_directory_end", args=[one.pk]), _("移出"))
                if manages and one.until is None else "",
            )
            for one in found
        ],
        count_text=_("共 %(count)s 项") % {"count": len(found)},
        export_url=settling.export_of(request, "purchase-directory"),
        empty_title=_("还没有指导性目录"),
        empty_hint=_("按县里印发的政府购买服务指导性目录逐项列入；只有目录内的服务才能签合同。"),
    )  # fmt: skip
    links = new_links(request, "purchase_directory_new", _("列入服务"))
    return settling.answered(request, table, _("政府购买服务指导性目录"), links)


@page(MANAGE)
def directory_new(request: ActorRequest) -> HttpResponse:
    """Put a service into the directory."""
    form = DirectoryForm(request.POST or None, initial={"since": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.enter_directory(request.actor, **data)

    return asked(
        request, form, perform, title=_("列入购买目录"), back=reverse("services:purchase_directory")
    )


@page(MANAGE)
def directory_end(request: ActorRequest, entry_id: int) -> HttpResponse:
    """Take a service out of the directory."""
    one = queries.directory_entry(request.actor, entry_id)
    form = DirectoryEndForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.end_directory(
            request.actor, entry=entry_id, version=data["version"] or 0, until=data["until"]
        )

    return asked(
        request, form, perform, back=reverse("services:purchase_directory"),
        title=_("移出购买目录：%(what)s") % {"what": service_title(one.service)},
    )  # fmt: skip


# undertakers ----------------------------------------------------------------------------------


def licence_texts(one: Any) -> list[str]:
    """Return an undertaker's licences in words."""
    rows = sorted(one.licences.all(), key=lambda x: (x.kind, x.since))
    return [
        _("%(kind)s %(number)s，至 %(last)s")
        % {"kind": word(LicenceKind(x.kind)), "number": x.number, "last": last_day(x.until)}
        for x in rows
    ]


@page(READ)
def undertaker_list(request: ActorRequest) -> HttpResponse:
    """Who may be bought from, and how their licences stand today."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("单位"), placeholder=gettext_lazy("名称或拼音")),
            Filter("state", gettext_lazy("状态"), "select", words(Standing)),
        ],
    )
    asks = {one.name: one.value for one in filters}
    found = queries.undertakers(request.actor, on=clock.today(), q=asks["q"], state=asks["state"])
    table = Table(
        key="undertakers", columns=heads(request, UNDERTAKERS, ""), filters=filters,
        rows=[
            (
                link(reverse("services:undertaker", args=[x.one.pk]), x.one.organisation.name),
                f"{x.one.since:%Y-%m-%d}", settling.standing_badge(x.stands.what),
                "；".join(licence_texts(x.one)), x.one.document,
            )
            for x in found
        ],
        count_text=_("共 %(count)s 家") % {"count": len(found)},
        export_url=settling.export_of(request, "undertakers"),
        empty_title=_("没有符合条件的承接主体"),
        empty_hint=_("把承接政府购买服务的单位连同证照列入名录，再登记合同。"),
    )  # fmt: skip
    links = new_links(request, "undertaker_new", _("列入单位"))
    return settling.answered(request, table, _("承接主体名录"), links)


@page(READ)
def undertaker(request: ActorRequest, undertaker_id: int) -> HttpResponse:
    """One undertaker: its licences and contracts."""
    one = queries.undertaker(request.actor, undertaker_id)
    found = stands(queries.listed(one), clock.today())
    rows = queries.contracts(request.actor).filter(organisation=one.organisation_id)
    context = {
        "title": _("承接主体：%(name)s") % {"name": one.organisation.name},
        "back_url": reverse("services:undertakers"), "back_title": _("承接主体名录"),
        "badges": [settling.standing_badge(found.what)],
        "facts": [
            (_("统一社会信用代码"), one.organisation.social_credit_code),
            (_("列入日期"), f"{one.since:%Y-%m-%d}"),
            (_("依据文件"), one.document),
            *([(_("移出日期"), f"{one.until:%Y-%m-%d}"), (_("移出原因"), one.why_ended)]
              if one.until else []),
        ],
        "licences": licence_texts(one),
        "expired": word(LicenceKind(found.kind)) if found.kind else "",
        "contracts": [
            (x.number, x.title, reverse("services:purchase_contract", args=[x.pk]),
             money(x.ceiling), money(x.used))
            for x in rows.order_by("-since")
        ],
        "one": one,
        "manages": queries.is_whole(request.actor, MANAGE) and one.until is None,
    }  # fmt: skip
    return render(request, "services/undertaker.html", context)


@page(MANAGE)
def undertaker_new(request: ActorRequest) -> HttpResponse:
    """Put an organisation on the list."""
    form = UndertakerForm(
        request.POST or None, organisations=queries.organisations_to_list(request.actor),
        initial={"listed": clock.today()},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = actions.list_undertaker(
            request.actor, organisation=int(data["organisation"]), since=data["listed"],
            document=data["document"], licence=form.licence(data),
        )  # fmt: skip
        return reverse("services:undertaker", args=[made.pk])

    return asked(
        request, form, perform, title=_("列入承接主体"), back=reverse("services:undertakers")
    )


@page(MANAGE)
def licence_new(request: ActorRequest, undertaker_id: int) -> HttpResponse:
    """Enter a licence, as when one was renewed."""
    one = queries.undertaker(request.actor, undertaker_id, permit=MANAGE)
    form = LicenceForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.add_licence(request.actor, undertaker=undertaker_id, licence=form.licence(data))

    return asked(
        request, form, perform, back=reverse("services:undertaker", args=[undertaker_id]),
        title=_("登记证照：%(name)s") % {"name": one.organisation.name},
    )  # fmt: skip


@page(MANAGE)
def undertaker_remove(request: ActorRequest, undertaker_id: int) -> HttpResponse:
    """Take an undertaker off the list."""
    one = queries.undertaker(request.actor, undertaker_id, permit=MANAGE)
    form = RemoveForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.remove_undertaker(
            request.actor, undertaker=undertaker_id, version=data["version"] or 0,
            until=data["until"], reason=data["reason"],
        )  # fmt: skip

    return asked(
        request, form, perform, back=reverse("services:undertaker", args=[undertaker_id]),
        title=_("移出承接主体：%(name)s") % {"name": one.organisation.name}, more={"danger": True},
    )  # fmt: skip
