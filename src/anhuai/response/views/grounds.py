"""Safe and risky places, and the search for somebody missing with its printable notice."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
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
from anhuai.platform.asking import asked
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
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import word, words
from anhuai.response import actions
from anhuai.response.forms import FenceForm, SearchForm
from anhuai.response.queries import places as grounds
from anhuai.response.rules.fences import FenceKind

READ, MANAGE, HANDLE = Permit.RESPONSE_READ, Permit.RESPONSE_MANAGE, Permit.CASES_HANDLE
FENCES = (
    Column("kind", gettext_lazy("范围类型"), ("kind", "pk")),
    Column("title", gettext_lazy("名称"), ("title", "pk")),
    Column("whose", gettext_lazy("谁的")),
    Column("metres", gettext_lazy("米"), ("metres", "pk"), css="num"),
    Column("stay", gettext_lazy("停留分钟"), css="num"),
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


def _fence_cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[object, ...]]:
    return [
        (
            word(FenceKind(kind)), title,
            link(f"/response/people/{person}/", name) if person else places.path_of(division),
            metres, stay or "",
        )
        for _pk, person, name, division, kind, title, metres, stay, _at in rows
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
        key="fences", columns=heads(request, FENCES, key), rows=_fence_cells(seen.rows),
        filters=filters, next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 处") if more else _("共 %(count)s 处")) % {"count": count},
        export_url=changed(request).replace(request.path, "/sheets/fences/export", 1),
        create_url=reverse("response:risk_new") if request.actor.may(MANAGE) else "",
        create_title=_("划危险区域"), empty_title=_("没有符合条件的范围"),
        empty_hint=_("个人的安全范围从人员的“遥测与安全范围”页划定，须有本人或监护人的同意。"),
    )  # fmt: skip
    return shown_list(request, table, _("安全范围"))


def _drawn(request: ActorRequest, form: OnceForm, person: int | None, back: str) -> HttpResponse:
    def perform(data: dict[str, Any]) -> None:
        actions.draw_fence(
            request.actor, person=person, division=data.get("division") or "",
            kind=FenceKind(data["kind"]), title=data["title"], metres=data["metres"],
            points=data["points"], stay_minutes=data["stay_minutes"],
        )  # fmt: skip

    return asked(request, form, perform, title=_("划定范围"), back=back)


@page(MANAGE)
def risk_new(request: ActorRequest) -> HttpResponse:
    """Draw risky water or a road for everybody at risk in an area."""
    found = places.choices(request.actor, on=clock.today(), permit=MANAGE, within=county.code())
    form = FenceForm(
        request.POST or None, kinds=words([FenceKind.RISK]), divisions=list(found)
    )  # fmt: skip
    return _drawn(request, form, None, reverse("response:fences"))


@page(MANAGE)
def fence_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Draw a shape for a person."""
    people.person_in_scope(request.actor, person_id, permit=MANAGE)
    form = FenceForm(request.POST or None, kinds=words(FenceKind), divisions=())
    return _drawn(request, form, person_id, reverse("response:watch", args=[person_id]))


@page(MANAGE)
def fence_end(request: ActorRequest, fence_id: int) -> HttpResponse:
    """End a shape."""
    found = grounds.fence(request.actor, fence_id, permit=MANAGE)
    back = reverse("response:fences")
    if found.person_id:
        back = reverse("response:watch", args=[found.person_id])

    def perform(_data: dict[str, Any]) -> None:
        actions.end_fence(request.actor, fence=fence_id)

    form = OnceForm(request.POST if request.method == "POST" else None)
    title = _("撤销范围：%(title)s") % {"title": found.title}
    return asked(request, form, perform, title=title, back=back)


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
        for _pk, _person, name, division, kind, title, metres, stay, _at in seen.rows:
            whose = name or places.path_of(division)
            yield word(FenceKind(kind)), title, whose, str(metres), str(stay or "")
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
