"""The big screen itself, and the page where its links are made and ended."""

import base64
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock, county, screens, wall
from anhuai.platform.asking import asked, last_day
from anhuai.platform.forms import ScreenLinkForm
from anhuai.platform.listing import BadCursor, Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.listing import window as window_of
from anhuai.platform.pages import Menu, page, public_page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sealing import seal, unseal
from anhuai.platform.views.trail import next_url, shown_at, shown_list
from anhuai.platform.words import is_english

COLUMNS = (
    Column("title", gettext_lazy("挂在哪里")),
    Column("since", gettext_lazy("起")),
    Column("last", gettext_lazy("最后一天")),
    Column("seen", gettext_lazy("最近打开")),
    Column("state", gettext_lazy("状态")),
    Column("end", gettext_lazy("操作")),
)
_FIELDS = ("pk", "title", "since", "until", "seen_at")
_NEW = "new_screen_link"  # in the session, sealed: a token just made and not yet shown
SECONDS = 20
"""How long a screen stays before the next one comes."""


@public_page
def screen(request: ActorRequest, token: str) -> HttpResponse:
    """The big screen behind a link: figures of an area, no sign-in, nothing to change."""
    return _shown(request, screens.division_of(token), "platform:screen_outlines", token)


@public_page
def screen_outlines(request: ActorRequest, token: str, tile: str) -> HttpResponse:
    """The outlines of a tile's map behind a link."""
    del request
    return JsonResponse(screens.outlines_of(tile, screens.division_of(token)))


@page(
    Permit.SCREENS_READ,
    menu=Menu(gettext_lazy("数据大屏"), "screen", 30, group="plans"),
    name="platform:own_screen",
)
def own_screen(request: ActorRequest) -> HttpResponse:
    """The big screen of the own area, for whoever is signed in."""
    return _shown(request, _own_division(request), "platform:own_screen_outlines")


@page(Permit.SCREENS_READ)
def own_screen_outlines(request: ActorRequest, tile: str) -> HttpResponse:
    """The outlines of a tile's map for whoever is signed in."""
    return JsonResponse(screens.outlines_of(tile, _own_division(request)))


def _own_division(request: ActorRequest) -> str:
    scope = request.actor.scope(Permit.SCREENS_READ)
    return county.code() if scope.covers(county.code()) else next(iter(scope.divisions), "")


def _shown(request: ActorRequest, division: str, outlines: str, *keys: str) -> HttpResponse:
    with wall.lifted():  # sums of the link's area, for whoever stands before the screen
        filled = screens.filled(division)
    context = {
        "title": _("%s一老一小数据大屏") % county.name(english=is_english()),
        "screens": [
            (title, [(place, _tiles(tiles, outlines, keys)) for place, tiles in places.items()])
            for title, places in filled
        ],
        "taken": timezone.localtime(clock.now()),
        "seconds": SECONDS,
        "back": reverse("platform:home") if request.actor.account else "",
    }
    part = request.GET.get("part") == "1"
    name = "platform/_screens.html" if part else "platform/screen.html"
    answer = render(request, name, context)
    answer["Cache-Control"] = "private, no-store"  # an ended link leaves nothing behind
    return answer


def _tiles(
    tiles: list[tuple[screens.Tile, screens.Shown]], outlines: str, keys: tuple[str, ...]
) -> list[tuple[dict[str, object], screens.Shown]]:
    """Return tiles as the template shows them: an id for scripts, where a map's outlines are."""
    return [
        (
            {
                "title": one.title,
                "id": one.key.replace(".", "-"),
                "url": reverse(outlines, args=[*keys, one.key]),
            },
            shown,
        )
        for one, shown in tiles
    ]


@page(
    Permit.SCREENS_MANAGE,
    menu=Menu(gettext_lazy("大屏链接"), "screen", 15, group="system"),
    name="platform:screen_links",
)
def link_list(request: ActorRequest) -> HttpResponse:
    """Which links open the big screen without signing in, and until when."""
    filters = filled(request, [Filter("q", gettext_lazy("挂在哪里"))])
    found = screens.links(request.actor)
    if filters[0].value:
        found = found.filter(title__contains=filters[0].value)
    try:
        seen = window_of(found, fields=_FIELDS, order=["-pk"], after=request.GET.get("after", ""))
    except BadCursor:
        seen = window_of(found, fields=_FIELDS, order=["-pk"], after="")
    table = Table(
        key="screens", columns=heads(request, COLUMNS, ""),
        rows=[_cells(*row) for row in seen.rows], filters=filters,
        next_url=next_url(request, seen.next), create_url=reverse("platform:screen_link_new"),
        create_title=_("建立链接"), empty_title=_("还没有大屏链接"),
        empty_hint=_("建立一个链接，在大屏的浏览器里打开就能显示，不必登录。"),
    )  # fmt: skip
    return shown_list(request, table, _("大屏链接"))


def _cells(
    key: int, title: str, since: date, until: date, seen_at: datetime | None
) -> tuple[object, ...]:
    is_over = until <= clock.today()
    return (
        title, since.isoformat(), last_day(until), shown_at(seen_at) if seen_at else "—",
        badge(_("已到期"), "grey") if is_over else badge(_("有效"), "green"),
        "" if is_over else link(reverse("platform:screen_link_end", args=[key]), _("结束")),
    )  # fmt: skip


@page(Permit.SCREENS_MANAGE)
def link_new(request: ActorRequest) -> HttpResponse:
    """Make a link."""

    def perform(data: dict[str, Any]) -> str:
        made = screens.open_link(
            request.actor, title=data["title"], division=county.code(),
            until=data["last"] + timedelta(days=1),
        )  # fmt: skip
        request.session[_NEW] = base64.b64encode(seal(made.token)).decode()
        return reverse("platform:screen_link_shown")

    return asked(
        request, ScreenLinkForm(request.POST or None), perform, title=_("建立大屏链接"),
        back=reverse("platform:screen_links"),
        more={"hint": _("有链接的人不登录就能看到全县的汇总数字，看不到任何个人。")},
    )  # fmt: skip


@page(Permit.SCREENS_MANAGE)
def link_shown(request: ActorRequest) -> HttpResponse:
    """Show a new link this once."""
    sealed = request.session.pop(_NEW, None)
    if sealed is None:
        return HttpResponseRedirect(reverse("platform:screen_links"))
    path = reverse("platform:screen", args=[unseal(base64.b64decode(sealed))])
    context = {"title": _("新链接"), "url": request.build_absolute_uri(path)}
    return render(request, "platform/screen_shown.html", context)


@page(Permit.SCREENS_MANAGE)
def link_end(request: ActorRequest, link_id: int) -> HttpResponse:
    """End a link."""
    found = screens.link_within(request.actor, link_id)

    def perform(_data: dict[str, Any]) -> None:
        screens.end_link(request.actor, link_id=link_id)

    more = {
        "warning": _("链接立即失效，正在显示它的大屏一分钟内变成说明页。"), "danger": True,
        "submit_title": _("结束"), "facts": [(_("挂在哪里"), found.title)],
    }  # fmt: skip
    return asked(
        request, OnceForm(request.POST if request.method == "POST" else None), perform,
        title=_("结束大屏链接"), more=more, back=reverse("platform:screen_links"),
        template="platform/confirm.html",
    )  # fmt: skip
