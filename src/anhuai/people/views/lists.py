"""The list of people, the search box, figures on other pages, what each circumstance means."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.people import queries
from anhuai.people.catalogue import KINDS
from anhuai.people.forms import circumstance_choices
from anhuai.people.rules import codes
from anhuai.people.rules.circumstances import Group
from anhuai.people.views import wording
from anhuai.places import queries as places
from anhuai.platform import audit, clock, county, wall
from anhuai.platform.acting import Actor
from anhuai.platform.finding import Finder, Hit, declare_finder
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    Window,
    badge,
    changed,
    count_up_to,
    filled,
    heads,
    link,
    order_of,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of

COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("pinyin",), css="nowrap"),
    Column("sex", gettext_lazy("性别")),
    Column("age", gettext_lazy("年龄"), css="nowrap"),
    Column("born", gettext_lazy("出生日期"), ("born",), css="nowrap"),
    Column("division", gettext_lazy("常住地"), ("division", "pinyin")),
    Column("tags", gettext_lazy("人员类别")),
    Column("state", gettext_lazy("状态")),
)


def _filters(request: ActorRequest) -> list[Filter]:
    areas = places.choices(
        request.actor, on=clock.today(), permit=Permit.PLACES_READ, within=county.code()
    )
    tagged = [one for _group, kinds in circumstance_choices() for one in kinds]
    states = [("dead", _("已故")), ("left", _("已迁出")), ("all", _("全部"))]
    return filled(
        request,
        [
            Filter(
                "q", gettext_lazy("查找"), placeholder=gettext_lazy("姓名、拼音、身份证号或电话")
            ),
            Filter("division", gettext_lazy("地区"), "select", areas),
            Filter("circumstance", gettext_lazy("人员类别"), "select", tagged),
            Filter("age_from", gettext_lazy("年龄从")),
            Filter("age_to", gettext_lazy("年龄到")),
            Filter("sex", gettext_lazy("性别"), "select", _sexes()),
            Filter("state", gettext_lazy("状态"), "select", states, gettext_lazy("在册")),
        ],
    )


def _sexes() -> list[tuple[str, str]]:
    return [(code, wording.code_title(codes.SEX, code)) for code in ("1", "2")]


def _whole(text: str) -> int | None:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 3 else None


def asked_of(values: dict[str, str]) -> queries.Asked:
    """Return what an address asks for; what it says wrongly does not restrict."""
    division = values.get("division", "").strip()
    return queries.Asked(
        q=values.get("q", "").strip()[:60],
        division=division if division.isdigit() else "",
        age_from=_whole(values.get("age_from", "")),
        age_to=_whole(values.get("age_to", "")),
        sex=values.get("sex", ""),
        circumstance=values.get("circumstance", ""),
        state=values.get("state", ""),
    )


def _page(request: ActorRequest, asked: queries.Asked, order: Any, on: date) -> Window:
    after = request.GET.get("after", "")
    try:
        return queries.people(request.actor, asked=asked, on=on, order=order, after=after)
    except BadCursor:
        return queries.people(request.actor, asked=asked, on=on, order=order, after="")


def _cells(seen: Window, on: date) -> list[tuple[SafeString | str, ...]]:
    held = queries.tags_of(seen.ids, on=on)
    sexes = {code: wording.sex(code) for code in codes.SEX.entries}
    age = wording.ages(on)
    return [
        (
            link(f"/people/{key}/", name),
            sexes.get(sex, ""),
            age(born, died),
            born.isoformat(),
            places.path_of(division or hukou),
            wording.tags(held.get(key, [])),
            wording.state(died, left),
        )
        for key, name, sex, born, died, left, division, hukou in seen.rows
    ]


@lru_cache(maxsize=1024)
def _count(_version: str, actor: Actor, asked: queries.Asked, on: date) -> tuple[int, bool]:
    """Return how many people a list asks for, counted once until the next write on the trail."""
    with wall.lifted():  # a number names nobody, and behind the wall the index of names is not used
        return count_up_to(queries.find(actor, asked=asked, on=on))


@page(
    Permit.PEOPLE_READ,
    menu=Menu(gettext_lazy("人员"), "users", 10, group="registers"),
    name="people:list",
)
def person_list(request: ActorRequest) -> HttpResponse:
    """The people the actor reaches."""
    today = clock.today()
    filters = _filters(request)
    asked = asked_of({one.name: one.value for one in filters})
    order, key = order_of(request, COLUMNS, ["pinyin"])
    seen = _page(request, asked, order, today)
    count, more = _count(audit.last_change(), request.actor, asked, today)
    may, query = request.actor.may, request.GET.urlencode()
    opens = bool(request.actor.scope(Permit.PEOPLE_MANAGE).divisions)
    table = Table(
        key="people",
        columns=heads(request, COLUMNS, key),
        rows=_cells(seen, today),
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 人") if more else _("共 %(count)s 人"))
        % {"count": f"{count:,}"},
        export_url=f"{reverse('platform:sheet_export', args=['people'])}?{query}"
        if may(Permit.PEOPLE_EXPORT)
        else "",
        import_url=reverse("platform:sheet_import", args=["people"])
        if may(Permit.PEOPLE_IMPORT)
        else "",
        create_url=reverse("people:new") if opens else "",
        create_title=_("新增人员"),
        empty_title=_("没有符合条件的人"),
        empty_hint=_("请放宽筛选条件；只能看到您负责范围内的人。"),
    )
    context = {"table": table, "title": _("人员")}
    rows_only = request.headers.get("HX-Request")
    return render(request, "platform/_rows.html" if rows_only else "people/list.html", context)


def _found(actor: Actor, text: str, limit: int) -> list[Hit]:
    today = clock.today()
    seen = queries.people(
        actor, asked=queries.Asked(q=text, state="all"), on=today, order=["pinyin"], after="",
        size=limit,
    )  # fmt: skip
    return [
        Hit(name, f"{wording.sex(sex)} · {years} · {place}", wording.url_of(key))
        for key, name, sex, born, died, _left, at, hukou in seen.rows
        for years, place in ((wording.age(born, died, today), places.path_of(at or hukou)),)
    ]


def _recent(actor: Actor, limit: int) -> list[Hit]:
    rows = queries.recently_opened(actor, limit=limit)
    return [Hit(name, places.path_of(at), wording.url_of(key)) for key, name, at in rows]


declare_finder(
    Finder(
        gettext_lazy("人员"), 10, Permit.PEOPLE_READ, _found, more_url="/people/?state=all&q=",
        recent=_recent,
    )
)  # fmt: skip


@panel("home", title=gettext_lazy("人口"), order=10, permit=Permit.PEOPLE_READ)
def home_panel(request: ActorRequest, _key: int) -> SafeString | str:
    """Draw how many people of which ages the actor looks after."""
    return _figures(request, "")


@panel("places.division", title=gettext_lazy("在册人口"), order=10, permit=Permit.PEOPLE_READ)
def division_panel(request: ActorRequest, key: int) -> SafeString | str:
    """Draw how many people of which ages live in a division, as far as the actor reaches."""
    return _figures(request, str(key))


@lru_cache(maxsize=256)
def _counted(_version: str, actor: Actor, division: str, on: date) -> dict[str, int]:
    """Return the counts, taken once until the next write on the trail."""
    return queries.ages(actor, on=on, division=division)


def _figures(request: ActorRequest, division: str) -> SafeString | str:
    if not request.actor.scope(Permit.PEOPLE_READ).divisions:
        return ""
    counted = _counted(audit.last_change(), request.actor, division, clock.today())
    total = counted["all"]
    if not total:
        return ""
    titles = (
        ("all", _("常住在册"), ""), ("60", _("60 岁及以上"), "age_from=60"),
        ("80", _("80 岁及以上"), "age_from=80"), ("minor", _("未满 18 岁"), "age_to=17"),
        ("infant", _("3 岁以下"), "age_to=2"),
    )  # fmt: skip
    figures = [
        {
            "title": title,
            "value": f"{counted[key]:,}",
            "unit": _("人"),
            "note": "" if key == "all" else f"{counted[key] / total:.1%}",
            "url": f"/people/?{query}{'&' if query else ''}division={division}",
        }
        for key, title, query in titles
    ]
    return SafeString(render_to_string("platform/_figures.html", {"figures": figures}, request))


@page(Permit.PEOPLE_READ)
def circumstance_list(request: ActorRequest) -> HttpResponse:
    """What each circumstance means, on what it rests, and how far that was checked."""
    groups = [
        (
            group.label_en if is_english() else group.label,
            [
                (
                    title_of(kind), kind.says_en if is_english() else kind.says,
                    kind.basis.citation, _mark(kind.basis.confidence),
                    "" if is_english() else kind.note, code,
                )
                for code, kind in KINDS.items()
                if kind.group is group
            ],
        )
        for group in Group
    ]  # fmt: skip
    context = {"title": _("人员类别说明"), "groups": groups, "back_url": reverse("people:list")}
    return render(request, "people/circumstances.html", context)


def _mark(confidence: Any) -> SafeString:
    label = confidence.label_en if is_english() else confidence.label
    return badge(label, "green" if confidence.is_verified else "yellow")
