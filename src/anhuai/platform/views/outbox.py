"""The outbox: what was sent out of the house, what was not and why."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.kernel.unfit import Unfit
from anhuai.platform.acting import NotHere
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
from anhuai.platform.notices import contacts, supervising, telling
from anhuai.platform.notices.adapters import adapter_for
from anhuai.platform.notices.outbox import NO_ADAPTER
from anhuai.platform.notices.rules import Channel
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sealing import unseal
from anhuai.platform.views.notices import CHANNELS
from anhuai.platform.views.trail import next_url, shown_at
from anhuai.platform.words import is_english

STATES = {
    "waiting": (gettext_lazy("待发送"), "blue"),
    "sent": (gettext_lazy("已发送"), "green"),
    "failed": (gettext_lazy("发送失败"), "red"),
    "cancelled": (gettext_lazy("已取消"), "grey"),
    "recorded": (gettext_lazy("仅留底"), "yellow"),
}
COLUMNS = (
    Column("text", gettext_lazy("内容")),
    Column("to", gettext_lazy("收件人")),
    Column("channel", gettext_lazy("渠道")),
    Column("state", gettext_lazy("状态")),
    Column("attempts", gettext_lazy("次数"), css="num"),
    Column("at", gettext_lazy("时间")),
)
_FIELDS = (
    "pk", "template", "said", "account__name", "channel", "state", "attempts", "created_at"
)  # fmt: skip


@page(
    Permit.OUTBOX_MANAGE,
    menu=Menu(gettext_lazy("发件箱"), "inbox", 13, group="system"),
    name="platform:outbox",
)
def outbox_list(request: ActorRequest) -> HttpResponse:
    """Every message to the actor's area, newest first."""
    filters = filled(
        request,
        [
            Filter("state", gettext_lazy("状态"), "select",
                   [(code, title) for code, (title, _colour) in STATES.items()]),
            Filter("channel", gettext_lazy("渠道"), "select",
                   [(code.value, title) for code, title in CHANNELS.items()]),
            Filter("day", gettext_lazy("日期"), "date"),
        ],
    )  # fmt: skip
    found = supervising.messages_within(request.actor)
    state, channel, on = (one.value for one in filters)
    if state in STATES:
        found = found.filter(state=state)
    if channel in list(Channel):
        found = found.filter(channel=channel)
    if on and (asked := _day(on)):
        found = found.filter(created_at__date=asked)
    try:
        seen = window(found, fields=_FIELDS, order=["-pk"], after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=_FIELDS, order=["-pk"], after="")
    table = Table(
        key="outbox", columns=heads(request, COLUMNS, ""),
        rows=[_cells(*row) for row in seen.rows], filters=filters,
        next_url=next_url(request, seen.next), empty_title=_("没有符合条件的消息"),
        empty_hint=_("有人开通短信、微信或邮件提醒后，发出的消息会列在这里。"),
    )  # fmt: skip
    context = {"table": table, "title": _("发件箱"), "missing": _missing()}
    template = "_rows.html" if request.headers.get("HX-Request") else "outbox.html"
    return render(request, f"platform/{template}", context)


def _day(text: str) -> object:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _missing() -> str:
    return "、".join(str(title) for code, title in CHANNELS.items() if adapter_for(code) is None)


def _cells(
    key: int, template: str, said: dict[str, str | list[str]], name: str, channel: str, state: str,
    attempts: int, created: object,
) -> tuple[object, ...]:  # fmt: skip
    title, colour = STATES[state]
    text = telling.text_of(template, said, english=is_english())
    return (
        link(reverse("platform:message", args=[key]), text), name, CHANNELS[Channel(channel)],
        badge(title, colour), attempts, shown_at(created),
    )  # fmt: skip


@page(Permit.OUTBOX_MANAGE)
def outbox_message(request: ActorRequest, message_id: int) -> HttpResponse:
    """One message with what became of it; the address stays masked."""
    one = supervising.messages_within(request.actor).filter(pk=message_id).first()
    if one is None:
        raise NotHere("message", message_id)
    title, colour = STATES[one.state]
    error = one.error
    if error == NO_ADAPTER:
        error = _("没有发出：系统设置里没有配置“%(channel)s”渠道。") % {
            "channel": CHANNELS[Channel(one.channel)]
        }
    facts = [
        (_("内容"), telling.text_of(one.template, one.said, english=is_english())),
        (_("模板代码"), one.template),
        (_("收件人"), one.account.name if one.account else ""),
        (_("地址"), contacts.masked(one.channel, unseal(one.recipient_sealed))),
        (_("渠道"), CHANNELS[Channel(one.channel)]),
        (_("生成时间"), shown_at(one.created_at)),
        (_("发送时间"), shown_at(one.sent_at) or "—"),
        (_("次数"), one.attempts),
        (_("没有发出的原因"), error or "—"),
        (_("对方编号"), one.provider or "—"),
        (_("幂等编号"), str(one.key)),
    ]
    context = {
        "title": _("消息"), "facts": facts, "badges": [badge(title, colour)], "one": one,
        "back_url": reverse("platform:outbox"),
        "may_retry": one.state in ("failed", "cancelled", "recorded"),
        "may_cancel": one.state == "waiting",
    }  # fmt: skip
    return render(request, "platform/message.html", context)


@page(Permit.OUTBOX_MANAGE)
@require_POST
def outbox_change(request: ActorRequest, message_id: int) -> HttpResponse:
    """Send again or hold back."""
    act = (
        supervising.cancel_message
        if request.POST.get("what") == "cancel"
        else supervising.retry_message
    )
    try:
        act(request.actor, message_id=message_id)
    except Unfit as refused:
        messages.error(request, say(refused))
    return HttpResponseRedirect(reverse("platform:message", args=[message_id]))
