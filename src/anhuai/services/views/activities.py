"""Pages of activities, and of certificates of service hours with their public verification."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, county
from anhuai.platform.asking import asked, last_day
from anhuai.platform.codes import drawn_code
from anhuai.platform.listing import Column, Filter, Window, badge, link
from anhuai.platform.pages import page, public_page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, word, words
from anhuai.services import actions, queries
from anhuai.services.forms.community import (
    ActivityForm,
    CameForm,
    ChooseMemberForm,
    SpanForm,
    WhyForm,
)
from anhuai.services.rules.mutual import hours
from anhuai.services.rules.volunteers import ActivityFacts, ActivityKind, ActivityState
from anhuai.services.views import listing, together, wording

READ, JOIN, MANAGE = Permit.COMMUNITY_READ, Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE
COLUMNS = (
    Column("title", gettext_lazy("活动名称"), ("title",)),
    Column("kind", gettext_lazy("类别"), ("kind",)),
    Column("place", gettext_lazy("地区"), ("division",)),
    Column("starts", gettext_lazy("开始时间"), ("starts",), css="nowrap"),
    Column("places", gettext_lazy("已报 / 名额"), css="num"),
    Column("state", gettext_lazy("状态"), ("state",)),
)
_COLOURS = {
    ActivityState.PLANNED: "blue", ActivityState.HELD: "green", ActivityState.CANCELLED: "grey"
}  # fmt: skip


def activity_url(key: int) -> str:
    """Return the address of an activity."""
    return reverse("services:activity", args=[key])


def which_of(asks: Mapping[str, str]) -> dict[str, str]:
    """Return the query that filters ask for."""
    kind, state = asks.get("kind", ""), asks.get("state", "")
    return {
        "q": asks.get("q", ""), "division": asks.get("division", ""),
        "kind": kind if kind in set(ActivityKind) else "",
        "state": state if state in set(ActivityState) else "",
    }  # fmt: skip


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [
        (
            link(activity_url(key), title), word(ActivityKind(kind)), wording.place_of(place),
            f"{timezone.localtime(starts):%Y-%m-%d %H:%M}", f"{taken} / {places}",
            badge(word(ActivityState(state)), _COLOURS[ActivityState(state)]),
        )
        for key, title, kind, place, _spot, starts, _minutes, taken, places, state in rows
    ]  # fmt: skip


@page(READ)
def activity_list(request: ActorRequest) -> HttpResponse:
    """Activities, planned and held."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.activity_page(request.actor, order=order, after=after, **which)

        return page_of, queries.listed_activities(request.actor, **which)

    return together.listed(
        request, title=_("活动"), key="activities", columns=COLUMNS, default=["-starts"],
        filters=[
            Filter("q", gettext_lazy("活动名称")), listing.town_filter(request),
            Filter("kind", gettext_lazy("类别"), "select", words(ActivityKind)),
            Filter("state", gettext_lazy("状态"), "select", words(ActivityState)),
        ],
        ask=ask, cells=_cells, export_url=together.export("activities", request),
        create_url=reverse("services:activity_new") if request.actor.may(MANAGE) else "",
        create_title=_("计划活动"), empty_title=_("没有符合条件的活动"),
        empty_hint=_("计划活动后，成员在“我的互助”里报名，报满为止。"),
    )  # fmt: skip


@page(MANAGE)
def activity_new(request: ActorRequest) -> HttpResponse:
    """Plan an activity."""
    form = ActivityForm(
        request.POST or None, offered={"division": together.divisions(request)},
        initial={"minutes": 120, "places": 20},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        names = ("title", "division", "spot", "starts", "minutes", "places")
        facts = ActivityFacts(
            kind=ActivityKind(data["kind"]), **{name: data[name] for name in names}
        )
        return activity_url(actions.plan_activity(request.actor, facts=facts).pk)

    return asked(request, form, perform, title=_("计划活动"), back=reverse("services:activities"))


@page(READ)
def activity_detail(request: ActorRequest, activity_id: int) -> HttpResponse:
    """One activity and who signed up."""
    one = queries.activity(request.actor, activity_id)
    rows = queries.signups(request.actor, activity_id)
    state = ActivityState(one.state)
    manages = request.actor.scope(MANAGE).covers(one.division)
    context = {
        "title": one.title, "one": one, "back_url": reverse("services:activities"),
        "badges": [badge(word(state), _COLOURS[state])],
        "facts": [
            (_("类别"), word(ActivityKind(one.kind))), (_("地区"), wording.place_of(one.division)),
            (_("地点"), one.spot),
            (_("开始时间"), f"{timezone.localtime(one.starts):%Y-%m-%d %H:%M}"),
            (_("时长（时:分）"), hours(one.minutes)),
            (_("已报 / 名额"), f"{one.taken} / {one.places}"),
        ],
        "rows": rows, "manages": manages, "is_planned": state is ActivityState.PLANNED,
        "has_begun": one.starts <= clock.now(),
    }  # fmt: skip
    return render(request, "services/activity.html", context)


@page(JOIN)
def activity_join(request: ActorRequest, activity_id: int) -> HttpResponse:
    """Take a place: one's own, or for a member of the area."""
    one = queries.activity(request.actor, activity_id, permit=JOIN)
    own = queries.own_members(request.actor, on=clock.today())
    choices = [(str(m.pk), m.name) for m in own] or queries.member_choices(
        request.actor, on=clock.today()
    )
    form = ChooseMemberForm(
        request.POST or None, offered={"member": choices},
        initial={
            "since": clock.today(), "member": choices[0][0] if len(choices) == 1 else "",
        },
    )  # fmt: skip
    del form.fields["since"]

    def perform(data: dict[str, Any]) -> None:
        actions.sign_up(request.actor, activity=activity_id, member=int(data["member"]))

    title = _("报名活动：%(name)s") % {"name": one.title}
    return asked(request, form, perform, title=title, back=activity_url(activity_id))


@page(JOIN)
def activity_leave(request: ActorRequest, activity_id: int, helper_id: int) -> HttpResponse:
    """Give a place back."""
    if request.method == "POST":
        try:
            actions.sign_off(request.actor, activity=activity_id, member=helper_id)
        except Unfit as error:
            messages.error(request, say(error))
    return redirect(activity_url(activity_id))


@page(MANAGE)
def activity_held(request: ActorRequest, activity_id: int) -> HttpResponse:
    """Say who came."""
    one = queries.activity(request.actor, activity_id, permit=MANAGE)
    rows = queries.signups(request.actor, activity_id)
    form = CameForm(
        request.POST or None, signed=[(str(row.member_id), row.member.name) for row in rows],
        initial={"version": one.version, "came": [str(row.member_id) for row in rows]},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.hold_activity(
            request.actor, activity=activity_id, version=data["version"] or one.version,
            came={int(key) for key in data["came"]},
        )  # fmt: skip

    title = _("登记活动到场：%(name)s") % {"name": one.title}
    return asked(request, form, perform, title=title, back=activity_url(activity_id))


@page(MANAGE)
def activity_call_off(request: ActorRequest, activity_id: int) -> HttpResponse:
    """Call an activity off."""
    one = queries.activity(request.actor, activity_id, permit=MANAGE)
    if request.method == "POST":
        try:
            actions.call_off_activity(request.actor, activity=activity_id, version=one.version)
        except Unfit as error:
            messages.error(request, say(error))
    return redirect(activity_url(activity_id))


# certificates -----------------------------------------------------------------------------------


@page(JOIN)
def certificate_new(request: ActorRequest, helper_id: int) -> HttpResponse:
    """Ask for a certificate of a span of days."""
    one = queries.member(request.actor, helper_id, permit=JOIN)
    today = clock.today()
    form = SpanForm(
        request.POST or None, initial={"since": today.replace(month=1, day=1), "last": today}
    )

    def perform(data: dict[str, Any]) -> str:
        made = actions.issue_certificate(
            request.actor, member=helper_id, since=data["since"], last=data["last"]
        )
        return reverse("services:hours", args=[made.pk])

    title = _("出具服务时长证明：%(name)s") % {"name": one.name}
    return asked(
        request, form, perform, title=title, back=reverse("services:helper", args=[helper_id])
    )


@page(READ)
def certificate_detail(request: ActorRequest, hours_id: int) -> HttpResponse:
    """A certificate to print, with the code by which anybody verifies it."""
    one = queries.certificate(request.actor, hours_id)
    address = request.build_absolute_uri(reverse("services:hours_shown", args=[one.code]))
    context = {
        "title": _("服务时长证明"), "one": one,
        "back_url": reverse("services:helper", args=[one.member_id]),
        "badges": [badge(_("已作废"), "red")] if one.withdrawn_at else [badge(_("有效"), "green")],
        "facts": [
            (_("姓名"), one.member.name),
            (_("起止日期"), f"{one.since:%Y-%m-%d} — {last_day(one.until)}"),
            (_("互助服务（次）"), one.tasks), (_("志愿活动（次）"), one.activities),
            (_("服务时长（时:分）"), hours(one.minutes)),
            (_("出具日期"), f"{one.issued_on:%Y-%m-%d}"),
            (_("出具单位"), county.name(english=is_english())),
            (_("核验码"), one.code),
        ],
        "picture": drawn_code(address),
        "address": address, "manages": request.actor.may(MANAGE),
    }  # fmt: skip
    return render(request, "services/hours.html", context)


@page(MANAGE)
def certificate_withdraw(request: ActorRequest, hours_id: int) -> HttpResponse:
    """Let a certificate be void."""
    queries.certificate(request.actor, hours_id)
    form = WhyForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.withdraw_certificate(request.actor, certificate=hours_id, reason=data["reason"])

    return asked(
        request,
        form,
        perform,
        title=_("作废服务时长证明"),
        back=reverse("services:hours", args=[hours_id]),
    )


@public_page
def certificate_shown(request: ActorRequest, code: str) -> HttpResponse:
    """Say whether a certificate is genuine and what it certifies; nothing else about the person."""
    one = queries.verified(code)
    context = {
        "title": _("服务时长证明核验"), "one": one, "hours": hours(one.minutes) if one else "",
        "last": last_day(one.until) if one else "", "on": f"{clock.today():%Y-%m-%d}",
    }  # fmt: skip
    return render(request, "services/hours_shown.html", context, status=200 if one else 404)
