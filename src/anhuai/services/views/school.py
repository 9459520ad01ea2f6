"""Pages of the elders' school: courses, one with its roll and taps, seats, participation."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Table, Window, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word, words
from anhuai.services import actions, queries
from anhuai.services.forms.community import WEEKDAYS, CourseForm, EnrolForm, SiteForm, TermForm
from anhuai.services.rules.school import CourseFacts, SeatState, Subject
from anhuai.services.views import listing, together, wording

READ, JOIN, MANAGE = Permit.COMMUNITY_READ, Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE
COLUMNS = (
    Column("title", gettext_lazy("课程名称"), ("title",)),
    Column("subject", gettext_lazy("科目"), ("subject",)),
    Column("site", gettext_lazy("教学点"), ("site__name",)),
    Column("term", gettext_lazy("学期"), ("term__title",), css="nowrap"),
    Column("when", gettext_lazy("上课时间"), ("weekday",), css="nowrap"),
    Column("teacher", gettext_lazy("任课老师"), ("teacher",)),
    Column("seats", gettext_lazy("已录 / 名额"), css="num"),
)
TOWNS = (
    Column("name", gettext_lazy("地区")),
    Column("elders", gettext_lazy("60 岁以上常住老人"), css="num"),
    Column("came", gettext_lazy("当年到过课"), css="num"),
    Column("regular", gettext_lazy("经常性参与"), css="num"),
    Column("percent", gettext_lazy("经常性参与率（%）"), css="num"),
)
OFFERED = 300


def course_url(key: int) -> str:
    """Return the address of a course."""
    return reverse("services:elder_course", args=[key])


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    subject = asks.get("subject", "")
    return {
        **{name: asks.get(name, "") for name in ("q", "division", "term")},
        "subject": subject if subject in set(Subject) else "", "free": bool(asks.get("free")),
    }  # fmt: skip


def when_said(weekday: int, starts: Any) -> str:
    """Return when in the week a course is."""
    return f"{WEEKDAYS[weekday]} {starts:%H:%M}"


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [
        (
            link(course_url(key), title), word(Subject(subject)), site, term,
            when_said(weekday, starts), teacher, f"{taken} / {seats}",
        )
        for key, title, subject, site, _place, term, weekday, starts, _n, teacher, taken, seats
        in rows
    ]  # fmt: skip


@page(READ)
def course_list(request: ActorRequest) -> HttpResponse:
    """The courses of the terms."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.course_page(request.actor, order=order, after=after, **which)

        return page_of, queries.listed_courses(request.actor, **which)

    terms = [(str(one.pk), one.title) for one in queries.terms()]
    return together.listed(
        request, title=_("老年课程"), key="elder-courses", columns=COLUMNS, default=["title"],
        filters=[
            Filter("q", gettext_lazy("课程名称")), listing.town_filter(request),
            Filter("term", gettext_lazy("学期"), "select", terms),
            Filter("subject", gettext_lazy("科目"), "select", words(Subject)),
            Filter("free", gettext_lazy("只看有名额的"), "check"),
        ],
        ask=ask, cells=_cells, export_url=together.export("elder-courses", request),
        create_url=reverse("services:elder_course_new") if request.actor.may(MANAGE) else "",
        create_title=_("开设老年课程"),
        buttons=[
            (_("登记教学点"), reverse("services:site_new")),
            (_("登记学期"), reverse("services:term_new")),
        ],
        empty_title=_("没有符合条件的课程"),
        empty_hint=_("先登记教学点和学期，再开设课程；在老人的人员档案里报名。"),
    )  # fmt: skip


@page(MANAGE)
def site_new(request: ActorRequest) -> HttpResponse:
    """Enter a site."""
    form = SiteForm(
        request.POST or None, offered={"division": together.divisions(request)},
        initial={"since": clock.today()},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.open_site(
            request.actor, name=data["name"], division=data["division"], since=data["since"]
        )

    return asked(request, form, perform, title=_("登记教学点"), back=reverse("services:school"))


@page(MANAGE)
def term_new(request: ActorRequest) -> HttpResponse:
    """Enter a term."""
    form = TermForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.open_term(
            request.actor, title=data["title"], since=data["since"],
            until=data["last"] + timedelta(days=1),
        )  # fmt: skip

    return asked(request, form, perform, title=_("登记学期"), back=reverse("services:school"))


@page(MANAGE)
def course_new(request: ActorRequest) -> HttpResponse:
    """Open a course."""
    now = queries.term_on(clock.today())
    form = CourseForm(
        request.POST or None, initial={"term": now.pk if now else "", "minutes": 90, "seats": 30},
        offered={
            "site": [
                (str(one.pk), one.name)
                for one in queries.sites(request.actor, permit=MANAGE).order_by("name")[:OFFERED]
            ],
            "term": [(str(one.pk), one.title) for one in queries.terms()],
        },
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        names = ("title", "teacher", "weekday", "starts", "minutes", "seats")
        facts = CourseFacts(
            site=int(data["site"]), term=int(data["term"]), subject=Subject(data["subject"]),
            **{name: data[name] for name in names},
        )  # fmt: skip
        return course_url(actions.open_course(request.actor, facts=facts).pk)

    return asked(request, form, perform, title=_("开设老年课程"), back=reverse("services:school"))


def _day(request: ActorRequest, default: date) -> date:
    return listing.day_of(request.GET, "on") or default


@page(READ)
def course_detail(request: ActorRequest, elder_course_id: int) -> HttpResponse:
    """One course: who has a seat, who waits, and a tap for each who came on a day."""
    today = clock.today()
    on = _day(request, today)
    found = queries.roll(request.actor, elder_course_id, on=on)
    one = found.course
    manages = request.actor.scope(MANAGE).covers(one.site.division)
    context = {
        "title": one.title, "one": one, "back_url": reverse("services:school"),
        "facts": [
            (_("科目"), word(Subject(one.subject))), (_("教学点"), one.site.name),
            (_("学期"), one.term.title), (_("上课时间"), when_said(one.weekday, one.starts)),
            (_("任课老师"), one.teacher), (_("已录 / 名额"), f"{one.taken} / {one.seats}"),
            (_("候补"), len(found.waiting)),
        ],
        "on": on, "day": f"{on:%Y-%m-%d}",
        "rows": [
            (key, name, wording.place_of(place), found.times.get(key, 0), key in found.came)
            for key, name, place in found.seats
        ],
        "waiting": [(key, name, wording.place_of(place)) for key, name, place in found.waiting],
        "lessons": [(f"{day:%Y-%m-%d}", count) for day, count in found.lessons],
        "manages": manages, "joins": request.actor.may(JOIN),
        "taps": manages and one.term.since <= on < one.term.until and on <= today,
    }  # fmt: skip
    return render(request, "services/elder_course.html", context)


@page(MANAGE)
def course_tap(request: ActorRequest, elder_course_id: int, person_id: int) -> HttpResponse:
    """Say that somebody came on a day (POST `on`, `came`), or take it back."""
    on = listing.day_of(request.POST, "on") or clock.today()
    if request.method == "POST":
        try:
            actions.tap(
                request.actor, course=elder_course_id, person=person_id, on=on,
                came=request.POST.get("came") == "1",
            )  # fmt: skip
        except Unfit as error:
            messages.error(request, say(error))
    return redirect(f"{course_url(elder_course_id)}?on={on:%Y-%m-%d}#p{person_id}")


@page(JOIN)
def course_enrol(request: ActorRequest, person_id: int) -> HttpResponse:
    """Enrol an elder in a course of the term that runs or comes."""
    one = people.person_in_scope(request.actor, person_id, permit=JOIN)
    today = clock.today()
    rows = [
        (str(row.pk), " · ".join((row.title, row.site.name, when_said(row.weekday, row.starts),
                                  f"{row.taken}/{row.seats}")))
        for row in queries.courses(request.actor, permit=JOIN).filter(term__until__gt=today)
        .select_related("site", "term").order_by("title", "pk")[:OFFERED]
    ]  # fmt: skip
    form = EnrolForm(
        request.POST or None,
        offered={"course": rows},
        initial={"course": request.GET.get("course", "")},
    )

    def perform(data: dict[str, Any]) -> str:
        made = actions.enrol(request.actor, course=int(data["course"]), person=person_id)
        return course_url(made.pk)

    return asked(
        request, form, perform, title=_("报名老年课程：%(name)s") % {"name": one.name},
        back=f"/people/{person_id}/", more={"hint": _("名额满了自动列入候补，有人退出依次补上。")},
    )  # fmt: skip


@page(JOIN)
def course_leave(request: ActorRequest, elder_course_id: int, person_id: int) -> HttpResponse:
    """Give a seat back."""
    if request.method == "POST":
        actions.leave(request.actor, course=elder_course_id, person=person_id)
    return redirect(course_url(elder_course_id))


def year_end(text: str) -> date:
    """Return the last day of the year an address gives that is not to come; today for none."""
    today = clock.today()
    year = int(text) if text.isdecimal() and len(text) == 4 else today.year
    return min(today, date(max(year, 1900), 12, 31))


@page(READ)
def participation(request: ActorRequest) -> HttpResponse:
    """The share of elders who take part regularly, by town, by its definition."""
    on = year_end(request.GET.get("year", ""))
    rows = queries.participation(request.actor, on=on)
    elders, came = sum(one.elders for one in rows), sum(one.came for one in rows)
    regular = sum(one.regular for one in rows)
    share = f"{100 * regular / elders:.2f}" if elders else "—"
    this = clock.today().year
    table = Table(
        key="participation", columns=heads(request, TOWNS, ""),
        rows=[
            (one.name, f"{one.elders:,}", one.came, one.regular, one.percent) for one in rows
        ] + ([(_("合计"), f"{elders:,}", came, regular, share)] if rows else []),
        filters=[Filter(
            "year", gettext_lazy("年份"), "select",
            [(str(this - back), str(this - back)) for back in range(5)], value=str(on.year),
        )],
        count_text=_(
            "截至 %(on)s；当年到课 %(count)s 次以上计为经常性参与"
            "（次数为县里参数，未核实）"
        )
        % {"on": f"{on:%Y-%m-%d}", "count": queries.often(on)},
        export_url=together.export("participation", request),
        empty_title=_("没有常住老人"), empty_hint=_("只统计您负责的范围。"),
    )  # fmt: skip
    return together.framed(request, table, _("教育参与率"))


def seat_said(state: str) -> str:
    """Return how somebody stands with a course."""
    return word(SeatState(state))
