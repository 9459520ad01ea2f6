"""Open data for the officer: drafts, publishing, withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    filled,
    heads,
    link,
    window,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import next_url, shown_at, shown_list
from anhuai.platform.words import title_of
from anhuai.portal import actions, queries
from anhuai.portal.catalogue import DATA_SETS
from anhuai.portal.forms import DraftForm, WithdrawForm
from anhuai.portal.views.public import shown

STATES = {
    "draft": (gettext_lazy("草稿"), "blue"),
    "published": (gettext_lazy("已公开"), "green"),
    "withdrawn": (gettext_lazy("已撤下"), "grey"),
}
COLUMNS = (
    Column("title", gettext_lazy("数据集")),
    Column("on", gettext_lazy("数据日期")),
    Column("state", gettext_lazy("状态")),
    Column("drafted", gettext_lazy("起草人")),
    Column("published", gettext_lazy("公开时间")),
)
_FIELDS = ("pk", "code", "on", "state", "drafted_by", "published_at")


@page(
    Permit.OPENDATA_MANAGE,
    menu=Menu(gettext_lazy("开放数据"), "database", 40, group="plans"),
    name="portal:releases",
)
def release_list(request: ActorRequest) -> HttpResponse:
    """Every release of the area."""
    choices = [(code, title) for code, (title, _colour) in STATES.items()]
    filters = filled(request, [Filter("state", gettext_lazy("状态"), "select", choices)])
    found = queries.releases(request.actor)
    if filters[0].value in STATES:
        found = found.filter(state=filters[0].value)
    try:
        seen = window(found, fields=_FIELDS, order=["-pk"], after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=_FIELDS, order=["-pk"], after="")
    table = Table(
        key="releases", columns=heads(request, COLUMNS, ""),
        rows=[
            (
                link(reverse("portal:release", args=[key]), title_of(DATA_SETS[code])),
                on.isoformat(), badge(*STATES[state]), by, shown_at(published),
            )
            for key, code, on, state, by, published in seen.rows
        ],
        filters=filters, next_url=next_url(request, seen.next),
        create_url=reverse("portal:release_new"), create_title=_("起草"),
        empty_title=_("还没有开放数据"),
        empty_hint=_("起草一个数据集，核对后公开；任何人都可以不登录下载。"),
    )  # fmt: skip
    return shown_list(request, table, _("开放数据"))


@page(Permit.OPENDATA_MANAGE)
def release_new(request: ActorRequest) -> HttpResponse:
    """Freeze a data set as a draft."""
    form = DraftForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> str:
        made = actions.draft_release(request.actor, **data)
        return reverse("portal:release", args=[made.pk])

    return asked(
        request, form, perform, title=_("起草开放数据"), back=reverse("portal:releases"),
        more={"hint": _("起草时数据即固定；公开之前请核对隐去的数。"), "submit_title": _("起草")},
    )  # fmt: skip


@page(Permit.OPENDATA_MANAGE)
def release_page(request: ActorRequest, release_id: int) -> HttpResponse:
    """One release as the public sees it, with who did what."""
    one = queries.release(request.actor, release_id)
    definition = DATA_SETS[one.code]
    facts = [
        (_("数据日期"), one.on), (_("隐去阈值"), one.threshold if definition.is_counted else "—"),
        (_("起草人"), f"{one.drafted_by} {shown_at(one.drafted_at)}"),
        (_("公开人"), f"{one.published_by} {shown_at(one.published_at)}".strip() or "—"),
        (_("撤下"), f"{one.withdrawn_by} {shown_at(one.withdrawn_at)} {one.withdrawn_for}".strip()
         or "—"), (_("说明"), one.note or "—"),
    ]  # fmt: skip
    context = {
        "title": title_of(definition), "one": one, "facts": facts,
        "badges": [badge(*STATES[one.state])], "back_url": reverse("portal:releases"),
    }  # fmt: skip
    return render(request, "portal/release.html", context | shown(one))


@page(Permit.OPENDATA_MANAGE)
@require_POST
def release_publish(request: ActorRequest, release_id: int) -> HttpResponse:
    """Publish a draft."""
    try:
        actions.publish_release(request.actor, release=release_id)
    except Unfit as refused:
        messages.error(request, say(refused))
    return HttpResponseRedirect(reverse("portal:release", args=[release_id]))


@page(Permit.OPENDATA_MANAGE)
def release_withdraw(request: ActorRequest, release_id: int) -> HttpResponse:
    """Take a release down."""
    one = queries.release(request.actor, release_id)

    def perform(data: dict[str, Any]) -> None:
        actions.withdraw_release(request.actor, release=one.pk, reason=data["reason"])

    return asked(
        request, WithdrawForm(request.POST or None), perform, title=_("撤下公开数据"),
        back=reverse("portal:release", args=[one.pk]), more={"danger": True},
    )  # fmt: skip
