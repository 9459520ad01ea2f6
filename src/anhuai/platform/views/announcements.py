"""Announcements: on the start page, one's page, and writing them."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.platform import accounts, clock
from anhuai.platform.asking import asked, day_after, last_day
from anhuai.platform.forms import AnnouncementForm
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
from anhuai.platform.models import Account, Announcement
from anhuai.platform.notices import announcing, telling
from anhuai.platform.pages import Menu, page
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.roles import ROLES
from anhuai.platform.views.trail import next_url, shown_at, shown_list
from anhuai.platform.words import title_of

COLUMNS = (
    Column("title", gettext_lazy("标题")),
    Column("to", gettext_lazy("发给")),
    Column("period", gettext_lazy("起止")),
    Column("by", gettext_lazy("发布人")),
    Column("state", gettext_lazy("状态")),
)
_FIELDS = ("pk", "title", "division", "role", "since", "until", "by", "withdrawn_at")


def _audience(division: str, role: str) -> str:
    who = title_of(ROLES[role]) if role in ROLES else _("所有人")
    return f"{accounts.name_of(division)} · {who}"


@page(
    Permit.ANNOUNCEMENTS_MANAGE,
    menu=Menu(gettext_lazy("公告"), "message", 12, group="system"),
    name="platform:announcements",
)
def announcement_list(request: ActorRequest) -> HttpResponse:
    """What was announced in the actor's area."""
    filters = filled(request, [Filter("q", gettext_lazy("标题"))])
    found = announcing.managed(request.actor)
    if filters[0].value:
        found = found.filter(title__contains=filters[0].value)
    try:
        seen = window(found, fields=_FIELDS, order=["-pk"], after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=_FIELDS, order=["-pk"], after="")
    table = Table(
        key="announcements", columns=heads(request, COLUMNS, ""),
        rows=[_cells(*row) for row in seen.rows], filters=filters,
        next_url=next_url(request, seen.next), create_url=reverse("platform:announcement_new"),
        create_title=_("写公告"), empty_title=_("还没有公告"),
        empty_hint=_("写一条公告，发给一个地区的所有人或某个角色。"),
    )  # fmt: skip
    return shown_list(request, table, _("公告"))


def _cells(
    key: int, title: str, division: str, role: str, since: Any, until: Any, by: str, withdrawn: Any
) -> tuple[object, ...]:
    return (
        link(reverse("platform:announcement", args=[key]), title), _audience(division, role),
        f"{since} — {last_day(until)}", by, _state(since, until, withdrawn),
    )  # fmt: skip


def _state(since: Any, until: Any, withdrawn: Any) -> object:
    today = clock.today()
    if withdrawn:
        return badge(_("已撤回"), "grey")
    if since > today:
        return badge(_("未开始"), "blue")
    return badge(_("已到期"), "grey") if until and until <= today else badge(_("生效中"), "green")


@page(Permit.ANNOUNCEMENTS_MANAGE)
def announcement_new(request: ActorRequest) -> HttpResponse:
    """Write an announcement."""
    form = AnnouncementForm(
        request.POST or None, divisions=accounts.division_choices(request.actor),
        initial={"since": clock.today()},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        until = day_after(data.pop("last"))
        made = announcing.announce(request.actor, until=until, **data)
        return reverse("platform:announcement", args=[made.pk])

    return asked(
        request, form, perform, title=_("写公告"), back=reverse("platform:announcements"),
        more={"submit_title": _("发布")},
    )  # fmt: skip


@page(Permit.SELF)
def announcement_page(request: ActorRequest, announcement_id: int) -> HttpResponse:
    """Read an announcement; whoever may manage it sees who has read it."""
    one = announcing.opened(request.actor, announcement_id)
    key = announcing.notice_of(request.actor, one)
    if key is not None:
        telling.opened(request.actor, key)
        if isinstance(request.user, Account):
            request.user.refresh_from_db(fields=["unread"])  # the bell of this very page
    may_manage = request.actor.scope(Permit.ANNOUNCEMENTS_MANAGE).covers(one.division)
    told = list(announcing.reading(one)[:500]) if may_manage else []
    context = {
        "title": one.title, "one": one, "audience": _audience(one.division, one.role),
        "period": f"{one.since} — {last_day(one.until)}", "may_manage": may_manage,
        "state": _state(one.since, one.until, one.withdrawn_at),
        "told": [(n.account.name, shown_at(n.read_at)) for n in told],
        "read": sum(n.read_at is not None for n in told), "of": len(told),
    }  # fmt: skip
    return render(request, "platform/announcement.html", context)


@page(Permit.ANNOUNCEMENTS_MANAGE)
@require_POST
def announcement_withdraw(request: ActorRequest, announcement_id: int) -> HttpResponse:
    """Take it back."""
    announcing.withdraw(request.actor, announcement_id=announcement_id)
    return HttpResponseRedirect(reverse("platform:announcements"))


@panel("home", title=gettext_lazy("公告"), order=0, permit=Permit.SELF)
def announcements_now(request: ActorRequest, _key: int) -> str:
    """Show what is announced to the actor today."""
    found: list[Announcement] = announcing.current(request.actor)[:5]
    if not found:
        return ""
    return render_to_string("platform/_announcements.html", {"found": found}, request)
