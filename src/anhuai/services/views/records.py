"""Pages of visits made: the list, one of them, writing one down, withdrawing one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Window, badge, changed, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, word, words
from anhuai.services import actions, queries
from anhuai.services.catalogue import CHECKS
from anhuai.services.forms.visits import ReasonForm, VisitForm
from anhuai.services.rules.visiting import Visited
from anhuai.services.rules.words import Confirmation, Mode, Outcome, ProofKind
from anhuai.services.views import listing, wording

READ, MANAGE, CONDUCT = Permit.VISITS_READ, Permit.VISITS_MANAGE, Permit.VISITS_CONDUCT
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",), css="nowrap"),
    Column("place", gettext_lazy("所在村（社区）"), ("place",)),
    Column("on", gettext_lazy("探访日期"), ("on",), css="nowrap"),
    Column("mode", gettext_lazy("方式"), ("mode",), css="nowrap"),
    Column("outcome", gettext_lazy("结果"), ("outcome",)),
    Column("visitor", gettext_lazy("探访人员"), ("visitor__name",)),
    Column("confirmed", gettext_lazy("老人确认")),
    Column("doubts", gettext_lazy("待核")),
)


def filters_of(request: ActorRequest) -> list[Filter]:
    """Return what the list is filtered by."""
    return [
        listing.name_filter(),
        listing.town_filter(request),
        Filter("outcome", gettext_lazy("结果"), "select", words(Outcome)),
        Filter("mode", gettext_lazy("方式"), "select", words(Mode)),
        Filter("since", gettext_lazy("探访日期自"), "date"),
        Filter("last", gettext_lazy("探访日期至"), "date"),
        Filter("doubtful", gettext_lazy("只看待核的"), "check"),
        Filter("withdrawn", gettext_lazy("只看作废的"), "check"),
    ]


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    return {
        **{key: asks.get(key, "") for key in ("q", "division", "outcome", "mode")},
        "since": listing.day_of(asks, "since"), "last": listing.day_of(asks, "last"),
        "doubtful": bool(asks.get("doubtful")), "withdrawn": bool(asks.get("withdrawn")),
    }  # fmt: skip


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [
        (
            link(reverse("services:visit", args=[key]), name), wording.place_of(place),
            f"{on:%Y-%m-%d}", wording.mode_title(mode),
            badge(_("已作废"), "grey") if gone else wording.outcome_badge(outcome), visitor,
            word(Confirmation(confirmed)), wording.doubt_badge(doubts),
        )
        for key, _p, name, place, on, mode, outcome, visitor, confirmed, doubts, gone in rows
    ]  # fmt: skip


@page(READ)
def visit_list(request: ActorRequest) -> HttpResponse:
    """Visits made or tried, newest first."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.visit_page(request.actor, order=order, after=after, **which)

        return page_of, queries.listed_visits(request.actor, **which)

    export = changed(request).partition("?")[2]
    return listing.show(
        request, title=_("探访记录"), key="visits", columns=COLUMNS, default=["-on"],
        filters=filters_of(request), ask=ask, cells=_cells,
        export_url=f"{reverse('platform:sheet_export', args=['visits'])}?{export}"
        if request.actor.may(MANAGE) else "",
        empty_title=_("没有符合条件的探访"),
        empty_hint=_("请放宽筛选条件；只能看到您负责范围内的人。"),
    )  # fmt: skip


@page(READ)
def visit_detail(request: ActorRequest, visit_id: int) -> HttpResponse:
    """One visit whole, with its proof."""
    found = queries.whole(request.actor, visit_id)
    one = found.one
    local = timezone.localtime(one.at)
    phone = timezone.localtime(one.phone_at)
    badges = [wording.outcome_badge(one.outcome), wording.doubt_badge(one.doubts)]
    context = {
        "title": _("探访：%(name)s") % {"name": one.person.name},
        "badges": [badge(_("已作废"), "grey")] if one.retracted_at else list(filter(None, badges)),
        "facts": [
            (_("姓名"), wording.person_link(one.person_id, one.person.name)),
            (_("所在村（社区）"), wording.place_of(one.place)),
            (_("探访时间"), f"{local:%Y-%m-%d %H:%M}"),
            (_("手机显示的时间"), f"{phone:%Y-%m-%d %H:%M}" if one.phone_at != one.at else ""),
            (_("方式"), wording.mode_title(one.mode)),
            (_("时长"), _("%(count)s 分钟") % {"count": one.minutes} if one.minutes else ""),
            (_("探访人员"), one.visitor.name),
            (_("原因"), one.reason),
            (_("备注"), one.note),
        ],
        "answers": [
            (wording.check_title(code), wording.answer_title(code, given))
            for code, given in one.answers.items()
        ],
        "chores": wording.chores(one.chores),
        "evidence": [
            (_("定位"), _position(one)),
            (_("离住处"), _("%(count)s 米") % {"count": one.metres}
             if one.metres is not None else ""),
            (_("老人确认"), word(Confirmation(one.confirmed))),
            (_("待核"), wording.doubts(one.doubts)),
            (_("上传时间"), f"{timezone.localtime(one.recorded_at):%Y-%m-%d %H:%M}"),
        ],
        "proofs": [(word(ProofKind(p.kind)), p.pk) for p in found.proofs],
        "one": one,
        "manages": request.actor.may(MANAGE) and one.retracted_at is None,
        "back_url": reverse("services:visits"),
        "back_title": _("探访记录"),
    }  # fmt: skip
    return render(request, "services/visit.html", context)


def _position(one: Any) -> str:
    if one.longitude is None:
        return ""
    return f"{one.longitude:.5f}, {one.latitude:.5f} ±{one.accuracy:.0f} m"


@page(READ)
def proof(request: ActorRequest, visit_id: int, proof_id: int) -> HttpResponse:
    """A photo or signature."""
    found = queries.proof(request.actor, visit_id, proof_id)
    answer = HttpResponse(queries.image_of(found), content_type=found.file.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@page(CONDUCT)
def visit_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Write down a visit at a desk."""
    one = people.person_in_scope(request.actor, person_id, permit=CONDUCT)
    now = timezone.localtime(clock.now())
    listed = queries.tiers_now(one.pk, on=clock.today())
    checks = [code for code, check in CHECKS.items() if check.asked(listed, now.month)]
    form = VisitForm(
        request.POST or None, asked=checks, english=is_english(),
        initial={"at": now.replace(tzinfo=None), "mode": Mode.PHONE},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        answers = {code: data[f"check_{code}"] for code in checks if data[f"check_{code}"]}
        made = actions.record(request.actor, visited=Visited(
            client=uuid4(), person=person_id, at=data["at"], mode=Mode(data["mode"]),
            outcome=Outcome(data["outcome"]), minutes=data["minutes"] or 0, answers=answers,
            chores=data["chores"], note=data["note"], reason=data["reason"],
            confirmed=Confirmation(data["confirmed"]), code=data["code"],
        ))  # fmt: skip
        return reverse("services:visit", args=[made.pk])

    title = _("登记探访：%(name)s") % {"name": one.name}
    return asked(request, form, perform, title=title, back=f"/people/{person_id}/")


@page(MANAGE)
def withdraw(request: ActorRequest, visit_id: int) -> HttpResponse:
    """Withdraw a visit that was none."""
    one = queries.visit(request.actor, visit_id, permit=MANAGE)
    form = ReasonForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.withdraw(request.actor, visit=visit_id, reason=data["reason"])

    return asked(
        request, form, perform, title=_("作废探访：%(name)s") % {"name": one.person.name},
        back=reverse("services:visit", args=[visit_id]),
    )  # fmt: skip
