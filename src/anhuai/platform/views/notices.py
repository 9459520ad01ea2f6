"""The inbox, and by which channels notices come too."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.platform.asking import asked
from anhuai.platform.forms import ChannelsForm
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
from anhuai.platform.notices import contacts, telling
from anhuai.platform.notices.catalogue import TEMPLATES
from anhuai.platform.notices.rules import Channel
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import next_url, shown_at
from anhuai.platform.words import is_english, title_of

COLUMNS = (
    Column("text", gettext_lazy("内容")),
    Column("kind", gettext_lazy("类别")),
    Column("at", gettext_lazy("时间")),
    Column("state", gettext_lazy("状态")),
)
_FIELDS = ("pk", "template", "said", "created_at", "read_at")
CHANNELS = {
    Channel.MAIL: gettext_lazy("邮件"),
    Channel.SMS: gettext_lazy("短信"),
    Channel.WECHAT: gettext_lazy("微信"),
    Channel.APP: gettext_lazy("手机应用"),
    Channel.VOICE: gettext_lazy("电话"),
}


@page(Permit.SELF)
def notice_list(request: ActorRequest) -> HttpResponse:
    """The actor's own inbox."""
    states = [("unread", gettext_lazy("未读")), ("read", gettext_lazy("已读"))]
    kinds = [(code, title_of(one)) for code, one in TEMPLATES.items()]
    filters = filled(
        request,
        [
            Filter("state", gettext_lazy("状态"), "select", states),
            Filter("kind", gettext_lazy("类别"), "select", kinds),
        ],
    )
    found = telling.inbox(request.actor)
    state, kind = (one.value for one in filters)
    if state in ("read", "unread"):
        found = found.filter(read_at__isnull=state == "unread")
    if kind:
        found = found.filter(template=kind)
    try:
        seen = window(found, fields=_FIELDS, order=["-pk"], after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=_FIELDS, order=["-pk"], after="")
    table = Table(
        key="notices", columns=heads(request, COLUMNS, ""),
        rows=[_cells(*row) for row in seen.rows], filters=filters,
        next_url=next_url(request, seen.next), empty_title=_("没有消息"),
        empty_hint=_("角色变更、导入导出、委托和公告会通知到这里。"),
    )  # fmt: skip
    template = "_rows.html" if request.headers.get("HX-Request") else "notices.html"
    return render(request, f"platform/{template}", {"table": table, "title": _("消息")})


def _cells(key: int, template: str, said: Any, created: Any, read: Any) -> tuple[object, ...]:
    english = is_english()
    text = telling.text_of(template, said, english=english)
    return (
        link(reverse("platform:notice", args=[key]), text),
        telling.title_of(template, english=english),
        shown_at(created),
        badge(_("已读"), "grey") if read else badge(_("未读"), "red"),
    )


@page(Permit.SELF)
def notice_open(request: ActorRequest, notice_id: int) -> HttpResponse:
    """Read a notice: it leads to what it is about."""
    found = telling.opened(request.actor, notice_id)
    return HttpResponseRedirect(found.url or reverse("platform:notices"))


@page(Permit.SELF)
@require_POST
def notice_unread(request: ActorRequest, notice_id: int) -> HttpResponse:
    """Keep a notice for later."""
    telling.unread(request.actor, notice_id=notice_id)
    return HttpResponseRedirect(reverse("platform:notices"))


@page(Permit.SELF)
@require_POST
def notices_read(request: ActorRequest) -> HttpResponse:
    """Mark all as read."""
    telling.read_all(request.actor)
    return HttpResponseRedirect(reverse("platform:notices"))


@page(Permit.SELF)
def channels(request: ActorRequest) -> HttpResponse:
    """Choose the channels."""
    ways = contacts.ways(request.actor)
    form = ChannelsForm(
        request.POST or None, initial={f"{one.channel}_on": one.is_on for one in ways}
    )
    for one in ways:
        field = form.fields[f"{one.channel}_address"]
        field.widget.attrs["placeholder"] = one.masked
        if not one.is_sent:
            field.help_text = _("本系统还没有接通这个渠道：只在发件箱留底，不会发出。")

    def perform(data: dict[str, Any]) -> None:
        contacts.set_ways(
            request.actor,
            addresses={channel: data[f"{channel}_address"] for channel in Channel},
            is_on={channel: data[f"{channel}_on"] for channel in Channel},
        )

    hint = _("站内消息总能收到；这里选择同时用哪些方式提醒您。地址加密保存，不填就不改。")
    return asked(
        request, form, perform, title=_("消息接收方式"), back=reverse("platform:notices"),
        more={"hint": hint},
    )  # fmt: skip
