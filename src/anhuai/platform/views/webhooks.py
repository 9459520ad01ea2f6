"""Webhooks: receivers, their keys shown once, their delivery log."""

import base64
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.kernel.unfit import Unfit
from anhuai.platform import audit
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.forms import ReceiverForm
from anhuai.platform.keys import account_named
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
from anhuai.platform.sealing import seal, unseal
from anhuai.platform.views.trail import next_url, shown_at, shown_list
from anhuai.platform.webhooks import registering

COLUMNS = (
    Column("title", gettext_lazy("用途")),
    Column("account", gettext_lazy("账号")),
    Column("url", gettext_lazy("接收地址")),
    Column("events", gettext_lazy("通知种类"), css="num"),
    Column("state", gettext_lazy("状态")),
)
LOG_COLUMNS = (
    Column("event", gettext_lazy("通知")),
    Column("key", gettext_lazy("推送编号")),
    Column("state", gettext_lazy("状态")),
    Column("attempts", gettext_lazy("次数"), css="num"),
    Column("at", gettext_lazy("生成时间")),
    Column("delivered", gettext_lazy("送达时间")),
)
STATES = {
    "waiting": (gettext_lazy("等待送达"), "blue"),
    "delivered": (gettext_lazy("已送达"), "green"),
    "dead": (gettext_lazy("已放弃"), "red"),
}
_FIELDS = ("pk", "title", "account__username", "account", "url", "events", "ended_at")
_LOG = ("pk", "event", "key", "state", "attempts", "created_at", "delivered_at")
_NEW = "new_receiver"  # in the session, sealed: a key just made and not yet shown


@page(
    Permit.WEBHOOKS_MANAGE,
    menu=Menu(gettext_lazy("推送"), "external", 15, group="system"),
    name="platform:receivers",
)
def receiver_list(request: ActorRequest) -> HttpResponse:
    """Which systems are told of what happens."""
    filters = filled(request, [Filter("q", gettext_lazy("用途"))])
    found = registering.receivers_within(request.actor)
    if filters[0].value:
        found = found.filter(title__contains=filters[0].value)
    try:
        seen = window(found, fields=_FIELDS, order=["-pk"], after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=_FIELDS, order=["-pk"], after="")
    table = Table(
        key="receivers", columns=heads(request, COLUMNS, ""),
        rows=[
            (
                link(reverse("platform:receiver", args=[key]), title),
                link(f"/accounts/{account}/", username), url, len(events),
                badge(_("已停用"), "grey") if ended else badge(_("生效中"), "green"),
            )
            for key, title, username, account, url, events, ended in seen.rows
        ],
        filters=filters, next_url=next_url(request, seen.next),
        create_url=reverse("platform:receiver_new"), create_title=_("登记接收方"),
        empty_title=_("还没有接收方"),
        empty_hint=_("登记另一个系统的地址，它就能收到所选的变更通知。"),
    )  # fmt: skip
    return shown_list(request, table, _("推送"))


@page(Permit.WEBHOOKS_MANAGE)
def receiver_new(request: ActorRequest) -> HttpResponse:
    """Register a receiver."""
    form = ReceiverForm(request.POST or None, events=list(registering.events().items()))

    def perform(data: dict[str, Any]) -> str:
        made = registering.register_receiver(
            request.actor, account_id=account_named(request.actor, data["account"]),
            title=data["title"], url=data["url"], wanted=data["events"],
        )  # fmt: skip
        return _shown_once(request, made)

    hint = _("推送只含编号和代码，不含个人信息；对方凭接口密钥、在账号的范围内再来取数。")
    return asked(
        request, form, perform, title=_("登记接收方"), back=reverse("platform:receivers"),
        more={"hint": hint},
    )  # fmt: skip


def _shown_once(request: ActorRequest, made: registering.Registered) -> str:
    request.session[_NEW] = base64.b64encode(seal(made.secret)).decode()
    return reverse("platform:receiver_key", args=[made.pk])


@page(Permit.WEBHOOKS_MANAGE)
def receiver_key(request: ActorRequest, receiver_id: int) -> HttpResponse:
    """Show a new key this once."""
    found = registering.receiver_of(request.actor, receiver_id)
    sealed = request.session.pop(_NEW, None)
    if sealed is None:
        return HttpResponseRedirect(reverse("platform:receiver", args=[found.pk]))
    context = {
        "title": _("推送密钥"), "secret": unseal(base64.b64decode(sealed)),
        "back": reverse("platform:receiver", args=[found.pk]),
    }  # fmt: skip
    return render(request, "platform/receiver_key.html", context)


@page(Permit.WEBHOOKS_MANAGE)
def receiver_page(request: ActorRequest, receiver_id: int) -> HttpResponse:
    """A receiver and its delivery log."""
    one = registering.receiver_of(request.actor, receiver_id)
    choices = [(code, title) for code, (title, _colour) in STATES.items()]
    filters = filled(request, [Filter("state", gettext_lazy("状态"), "select", choices)])
    found = one.deliveries.all()
    if filters[0].value in STATES:
        found = found.filter(state=filters[0].value)
    try:
        seen = window(found, fields=_LOG, order=["-pk"], after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=_LOG, order=["-pk"], after="")
    table = Table(
        key="deliveries", columns=heads(request, LOG_COLUMNS, ""),
        rows=[_log_cells(*row) for row in seen.rows], filters=filters,
        next_url=next_url(request, seen.next), empty_title=_("还没有推送"),
        empty_hint=_("所选的变更发生后会列在这里；可以先试推送一次。"),
    )  # fmt: skip
    titles = registering.events()
    context = {
        "title": one.title, "table": table, "one": one,
        "facts": [
            (_("账号"), one.account.username), (_("接收地址"), one.url),
            (_("通知种类"), "、".join(str(titles.get(event, event)) for event in one.events)),
            (_("登记时间"), shown_at(one.created_at)),
            (_("旧密钥有效至"), shown_at(one.former_until) or "—"),
        ],
    }  # fmt: skip
    template = "_rows.html" if request.headers.get("HX-Request") else "receiver.html"
    return render(request, f"platform/{template}", context)


def _event(name: str) -> str:
    return _("试推送") if name == registering.TRIAL else str(audit.titles().get(name, name))


def _log_cells(
    key: int, event: str, mark: object, state: str, attempts: int, created: object, done: object
) -> tuple[object, ...]:
    title, colour = STATES[state]
    return (
        link(reverse("platform:delivery", args=[key]), _event(event)), str(mark)[:8],
        badge(title, colour), attempts, shown_at(created), shown_at(done),
    )  # fmt: skip


@page(Permit.WEBHOOKS_MANAGE)
@require_POST
def receiver_change(request: ActorRequest, receiver_id: int) -> HttpResponse:
    """Renew the key, try, or end."""
    what, back = request.POST.get("what"), reverse("platform:receiver", args=[receiver_id])
    try:
        if what == "rotate":
            made = registering.rotate_key(request.actor, receiver_id=receiver_id)
            return HttpResponseRedirect(_shown_once(request, made))
        if what == "trial":
            registering.send_trial(request.actor, receiver_id=receiver_id)
        elif what == "end":
            registering.end_receiver(request.actor, receiver_id=receiver_id)
        else:
            raise NotHere("receiver", receiver_id)
    except Unfit as refused:
        messages.error(request, say(refused))
    return HttpResponseRedirect(back)


@page(Permit.WEBHOOKS_MANAGE)
def delivery_page(request: ActorRequest, delivery_id: int) -> HttpResponse:
    """One delivery: every attempt with its answer."""
    one = registering.delivery_of(request.actor, delivery_id)
    title, colour = STATES[one.state]
    context = {
        "title": _event(one.event), "one": one, "badges": [badge(title, colour)],
        "facts": [
            (_("接收方"), one.receiver.title), (_("推送编号"), str(one.key)),
            (_("生成时间"), shown_at(one.created_at)), (_("内容"), one.body),
            (_("下次尝试"), shown_at(one.due_at) if one.state == "waiting" else "—"),
        ],
        "tries": [
            (shown_at(t.at), t.status or _("无应答"), t.took, t.says)
            for t in one.tries.order_by("-pk")[:50]
        ],
        "back_url": reverse("platform:receiver", args=[one.receiver_id]),
        "may_resend": one.receiver.ended_at is None,
    }  # fmt: skip
    return render(request, "platform/delivery.html", context)


@page(Permit.WEBHOOKS_MANAGE)
@require_POST
def delivery_resend(request: ActorRequest, delivery_id: int) -> HttpResponse:
    """Hand it over once more."""
    try:
        registering.send_again(request.actor, delivery_id=delivery_id)
    except Unfit as refused:
        messages.error(request, say(refused))
    return HttpResponseRedirect(reverse("platform:delivery", args=[delivery_id]))
