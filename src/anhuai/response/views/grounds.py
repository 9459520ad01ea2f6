"""Safe and risky places, and the search for somebody missing with its printable notice."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.cases.views.one import state_badge
from anhuai.kernel.divisions import Level
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked, last_day
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    changed,
    count_up_to,
    filled,
    heads,
    link,
    order_of,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import word, words
from anhuai.response import actions
from anhuai.response.forms import SearchForm
from anhuai.response.queries import places as grounds
from anhuai.response.rules.fences import FenceKind

READ, MANAGE, HANDLE = Permit.RESPONSE_READ, Permit.RESPONSE_MANAGE, Permit.CASES_HANDLE
FENCES = (
    Column("kind", gettext_lazy("范围类型"), ("kind", "pk")),
    Column("title", gettext_lazy("名称"), ("title", "pk")),
    Column("whose", gettext_lazy("谁的")),
    Column("metres", gettext_lazy("米"), ("metres", "pk"), css="num"),
    Column("stay", gettext_lazy("停留分钟"), css="num"),
    Column("since", gettext_lazy("起止日期"), ("since", "pk")),
)
SEARCHES = (
    Column("opened", gettext_lazy("发起时间"), ("opened_at",)),
    Column("person", gettext_lazy("人员")),
    Column("seen", gettext_lazy("最后看见"), ("seen_at",)),
    Column("where", gettext_lazy("地点")),
    Column("state", gettext_lazy("状态")),
)
STATES = (("open", gettext_lazy("正在寻找")), ("closed", gettext_lazy("已结束")))


def _when(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def period(since: date | None, until: date | None) -> str:
    """Return from which to which day a shape holds."""
    begins = f"{since:%Y-%m-%d}" if since else ""
    return f"{begins} — {last_day(until)}"


def _fence_cells(
    rows: Sequence[tuple[Any, ...]], *, manages: bool = False
) -> list[tuple[object, ...]]:
    return [
        (
            word(FenceKind(kind)),
            link(reverse("response:fence_edit", args=[pk]), title) if manages else title,
            link(f"/response/people/{person}/", name) if person else places.path_of(division),
            metres, stay or "", period(since, until),
        )
        for pk, person, name, division, kind, title, metres, stay, since, until in rows
    ]  # fmt: skip


@page(READ, menu=Menu(gettext_lazy("安全范围"), "map", 33, group="registers"),
      name="response:fences")  # fmt: skip
def fence_list(request: ActorRequest) -> HttpResponse:
    """Every shape in force within the scope."""
    towns = places.choices(
        request.actor, on=clock.today(), permit=READ, level=Level.TOWN, within=county.code()
    )
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("名称或人员")),
            Filter("kind", gettext_lazy("范围类型"), "select", words(FenceKind)),
            Filter("division", gettext_lazy("乡镇"), "select", towns),
        ],
    )
    asks = {one.name: one.value for one in filters}
    order, key = order_of(request, FENCES, ["-pk"])
    try:
        seen = grounds.fence_page(
            request.actor, order=order, after=request.GET.get("after", ""), **asks
        )
    except BadCursor:
        seen = grounds.fence_page(request.actor, order=order, after="", **asks)
    count, more = count_up_to(grounds.fences_listed(request.actor, **asks))
    table = Table(
        key="fences", columns=heads(request, FENCES, key),
        rows=_fence_cells(seen.rows, manages=request.actor.may(MANAGE)),
        filters=filters, next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 处") if more else _("共 %(count)s 处")) % {"count": count},
        export_url=changed(request).replace(request.path, "/sheets/fences/export", 1),
        create_url=reverse("response:risk_new") if request.actor.may(MANAGE) else "",
        create_title=_("划危险区域"), empty_title=_("没有符合条件的范围"),
        empty_hint=_("个人的安全范围从人员的“遥测与安全范围”页划定，须有本人或监护人的同意。"),
    )  # fmt: skip
    if request.headers.get("HX-Request"):
        return shown_list(request, table, _("安全范围"))
    return render(request, "response/fence_list.html", {"table": table, "title": _("安全范围")})


# searches ----------------------------------------------------------------------------------------


@page(READ, menu=Menu(gettext_lazy("寻人"), "search", 34, group="registers"),
      name="response:searches")  # fmt: skip
def search_list(request: ActorRequest) -> HttpResponse:
    """Who is missing, and who was found."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("姓名")),
            Filter("state", gettext_lazy("状态"), "select", STATES),
        ],
    )
    asks = {one.name: one.value for one in filters}
    order, key = order_of(request, SEARCHES, ["-pk"])
    try:
        seen = grounds.search_page(
            request.actor, order=order, after=request.GET.get("after", ""), **asks
        )
    except BadCursor:
        seen = grounds.search_page(request.actor, order=order, after="", **asks)
    count, more = count_up_to(grounds.searches_listed(request.actor, **asks))
    table = Table(
        key="searches", columns=heads(request, SEARCHES, key),
        rows=[
            (link(reverse("response:search", args=[pk]), _when(opened)), name, _when(at), where,
             state_badge(state))
            for pk, _person, name, _case, state, at, where, opened in seen.rows
        ],
        filters=filters, next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 件") if more else _("共 %(count)s 件")) % {"count": count},
        export_url=changed(request).replace(request.path, "/sheets/searches/export", 1),
        empty_title=_("没有寻人"),
        empty_hint=_("从人员的“遥测与安全范围”页发起。"),
    )  # fmt: skip
    return shown_list(request, table, _("寻人"))


@page(HANDLE)
def search_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Open the search for a person, with where a device saw them last."""
    people.person_in_scope(request.actor, person_id, permit=HANDLE)
    seen = grounds.last_seen(person_id)
    at = timezone.localtime(seen.at if seen and seen.at else clock.now())
    form = SearchForm(
        request.POST or None, initial={"seen_on": at.date(), "seen_time": at.time()}
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        moment = datetime.combine(data["seen_on"], data["seen_time"], at.tzinfo)
        made = actions.open_search(
            request.actor, person=person_id, seen_at=moment, seen_place=data["seen_place"],
            looks=data["looks"], phone=data["phone"],
        )  # fmt: skip
        return reverse("response:search", args=[made.pk])

    back = reverse("response:watch", args=[person_id])
    return asked(request, form, perform, title=_("发起寻人"), back=back)


@page(READ)
def search_detail(request: ActorRequest, search_id: int) -> HttpResponse:
    """The notice: what is needed to recognise somebody and nothing else; printed as it stands."""
    one = grounds.search(request.actor, search_id=search_id)
    born = one.person.born
    age = clock.today().year - born.year
    context = {
        "title": _("寻人启事"),
        "search": one,
        "back_url": reverse("response:searches"),
        "badges": [state_badge(one.case.state)],
        "facts": [
            (_("姓名"), one.person.name),
            (_("性别"), _("男") if one.person.sex == "1" else _("女")),
            (_("年龄"), _("约 %(age)s 岁") % {"age": age}),
            (_("最后看见的时间"), _when(one.seen_at)),
            (_("最后看见的地点"), one.seen_place),
            (_("衣着和特征"), one.looks),
            (_("请联系"), one.phone),
        ],
        "sees_case": request.actor.may(Permit.CASES_READ),
    }  # fmt: skip
    return render(request, "response/search.html", context)


def give_fences(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield shapes under the list's filters."""
    asks = {key: query.get(key, "") for key in ("q", "kind", "division")}
    after = ""
    while True:
        seen = grounds.fence_page(actor, order=["-pk"], after=after, **asks)
        for _pk, _person, name, division, kind, title, metres, stay, since, until in seen.rows:
            whose = name or places.path_of(division)
            dated = period(since, until)
            yield word(FenceKind(kind)), title, whose, str(metres), str(stay or ""), dated
        after = seen.next
        if not after:
            return


def give_searches(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield searches under the list's filters."""
    asks = {key: query.get(key, "") for key in ("q", "state")}
    after = ""
    while True:
        seen = grounds.search_page(actor, order=["-pk"], after=after, **asks)
        for _pk, _person, name, _case, _state, at, where, opened in seen.rows:
            yield _when(opened), name, _when(at), where
        after = seen.next
        if not after:
            return


declare(
    Giving(
        code="fences", title=gettext_lazy("安全范围"), heads=tuple(c.title for c in FENCES),
        give=give_fences, give_permit=READ, list_url="/response/fences/",
    )
)  # fmt: skip
declare(
    Giving(
        code="searches", title=gettext_lazy("寻人"), heads=tuple(c.title for c in SEARCHES[:4]),
        give=give_searches, give_permit=READ, list_url="/response/searches/",
    )
)  # fmt: skip
