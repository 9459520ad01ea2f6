"""Pages of tasks: the list, one of them through its states, and a member's or family's own page."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Window, badge, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word, words
from anhuai.services import actions, queries
from anhuai.services.forms.community import AskForm, ConfirmForm, DoneForm, TakeForm, WhyForm
from anhuai.services.rules.mutual import (
    Asking,
    BadHelp,
    Confirmed,
    HelpDoubt,
    HelpKind,
    Origin,
    TaskState,
    hours,
)
from anhuai.services.views import listing, together, wording

READ, JOIN, MANAGE = Permit.COMMUNITY_READ, Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE
COLUMNS = (
    Column("what", gettext_lazy("需要什么"), ("kind",), css="nowrap"),
    Column("person", gettext_lazy("受助人"), ("person__pinyin",), css="nowrap"),
    Column("helper", gettext_lazy("互助成员"), ("helper__pinyin",), css="nowrap"),
    Column("place", gettext_lazy("所在村（社区）"), ("place",)),
    Column("on", gettext_lazy("哪一天"), ("wanted_on",), css="nowrap"),
    Column("minutes", gettext_lazy("时长（时:分）"), css="num"),
    Column("state", gettext_lazy("状态"), ("state",)),
)
_COLOURS = {
    TaskState.OPEN: "orange", TaskState.TAKEN: "blue", TaskState.DONE: "yellow",
    TaskState.CONFIRMED: "green", TaskState.CANCELLED: "grey",
}  # fmt: skip
USUAL = 60  # minutes a wish stands for until somebody says otherwise


def help_url(key: int) -> str:
    """Return the address of a task."""
    return reverse("services:help", args=[key])


def state_badge(code: str) -> Any:
    """Return where a task stands."""
    return badge(word(TaskState(code)), _COLOURS[TaskState(code)])


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    return {
        **{name: asks.get(name, "") for name in ("q", "division")},
        "kind": asks.get("kind", "") if asks.get("kind", "") in set(HelpKind) else "",
        "state": asks.get("state", "") if asks.get("state", "") in set(TaskState) else "",
        "origin": asks.get("origin", "") if asks.get("origin", "") in set(Origin) else "",
        "doubtful": bool(asks.get("doubtful")),
    }


def _state_said(state: str, doubts: Sequence[str]) -> SafeString:
    told = badge(_("待核 %(count)s 项") % {"count": len(doubts)}, "yellow") if doubts else ""
    return format_html("{} {}", state_badge(state), told)


def rows_said(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return rows of tasks as a list shows them."""
    return [
        (
            link(help_url(key), word(HelpKind(kind))), name or "", helper or "",
            wording.place_of(place), f"{on:%Y-%m-%d}", hours(minutes or planned),
            _state_said(state, doubts),
        )
        for key, _p, name, _h, helper, kind, _o, place, on, planned, state, minutes, doubts in rows
    ]  # fmt: skip


@page(READ, menu=Menu(
    gettext_lazy("互助和老年学校"), "users", 37, group="care", permit=MANAGE
), name="services:mutual")  # fmt: skip
def help_list(request: ActorRequest) -> HttpResponse:
    """What is asked for and offered, done and confirmed."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.task_page(request.actor, order=order, after=after, **which)

        return page_of, queries.listed_tasks(request.actor, **which)

    return together.listed(
        request, title=_("互助服务"), key="help-tasks", columns=COLUMNS, default=["-wanted_on"],
        filters=[
            listing.name_filter(), listing.town_filter(request),
            Filter("state", gettext_lazy("状态"), "select", words(TaskState)),
            Filter("kind", gettext_lazy("需要什么"), "select", words(HelpKind)),
            Filter("origin", gettext_lazy("来源"), "select", words(Origin)),
            Filter("doubtful", gettext_lazy("只看待核的"), "check"),
        ],
        ask=ask, cells=rows_said, export_url=together.export("help-tasks", request),
        empty_title=_("没有符合条件的互助"),
        empty_hint=_("在老人的人员档案里点“求助”，家属在“我的互助”里点。"),
    )  # fmt: skip


def _asking(data: Mapping[str, Any]) -> Asking:
    return Asking(
        client=data["client"], kind=HelpKind(data["kind"]), wanted_on=data["wanted_on"],
        minutes=data["minutes"], says=data["says"],
    )  # fmt: skip


@page(JOIN)
def help_ask(request: ActorRequest, person_id: int) -> HttpResponse:
    """Ask for help for somebody, with everything filled in but what is needed."""
    one = people.person_in_scope(request.actor, person_id, permit=JOIN)
    form = AskForm(
        request.POST or None,
        initial={"client": uuid4(), "wanted_on": clock.today(), "minutes": USUAL},
    )

    def perform(data: dict[str, Any]) -> str:
        made = actions.ask_help(request.actor, person=person_id, asking=_asking(data))
        return help_url(made.pk)

    title = _("求助：%(name)s") % {"name": one.name}
    return asked(request, form, perform, title=title, back=f"/people/{person_id}/")


@page(JOIN)
def help_offer(request: ActorRequest, helper_id: int) -> HttpResponse:
    """Offer a member's help."""
    one = queries.member(request.actor, helper_id, permit=JOIN)
    form = AskForm(
        request.POST or None,
        initial={"client": uuid4(), "wanted_on": clock.today(), "minutes": USUAL},
    )

    def perform(data: dict[str, Any]) -> str:
        made = actions.offer_help(request.actor, member=helper_id, asking=_asking(data))
        return help_url(made.pk)

    title = _("愿意帮忙：%(name)s") % {"name": one.name}
    back = reverse("services:helper", args=[helper_id])
    return asked(request, form, perform, title=title, back=back)


@page(READ)
def help_detail(request: ActorRequest, help_id: int) -> HttpResponse:
    """One task: who, what, when, how it was confirmed, and what can be done with it."""
    one = queries.task_whole(request.actor, help_id)
    began = timezone.localtime(one.began) if one.began else None
    state, joins = TaskState(one.state), request.actor.may(JOIN)
    context = {
        "title": _("互助：%(what)s") % {"what": word(HelpKind(one.kind))}, "one": one,
        "back_url": reverse("services:mutual" if request.actor.may(MANAGE) else "services:mine"),
        "badges": [
            state_badge(one.state),
            *(badge(word(HelpDoubt(code)), "yellow") for code in one.doubts),
        ],
        "facts": [
            (_("来源"), word(Origin(one.origin))),
            (_("受助人"), one.person.name if one.person else ""),
            (_("互助成员"), one.helper.name if one.helper else ""),
            (_("所在村（社区）"), wording.place_of(one.place)),
            (_("哪一天"), f"{one.wanted_on:%Y-%m-%d}"), (_("预计（时:分）"), hours(one.planned)),
            (_("说明"), one.says),
            (_("开始时间"), f"{began:%Y-%m-%d %H:%M}" if began else ""),
            (_("时长（时:分）"), hours(one.minutes) if one.minutes else ""),
            (_("确认方式"), word(Confirmed(one.confirmed)) if one.confirmed else ""),
            (_("取消原因"), one.why),
        ],
        "takes": joins and state is TaskState.OPEN and one.origin == Origin.ASKED,
        "finishes": joins and state in (TaskState.TAKEN, TaskState.DONE),
        "confirms": joins and state is TaskState.DONE,
        "undoes": request.actor.may(MANAGE) and state is TaskState.CONFIRMED,
        "cancels": joins and state in (TaskState.OPEN, TaskState.TAKEN, TaskState.DONE),
    }  # fmt: skip
    return render(request, "services/help.html", context)


@page(JOIN)
def help_take(request: ActorRequest, help_id: int) -> HttpResponse:
    """Let a member take a task: one's own from the own page, anybody of the area for an officer."""
    today = clock.today()
    own = queries.own_members(request.actor, on=today)
    choices = [(str(one.pk), one.name) for one in own] or queries.member_choices(
        request.actor, on=today
    )
    version = queries.open_version(help_id)
    form = TakeForm(
        request.POST or None, offered={"member": choices},
        initial={"version": version, "member": choices[0][0] if len(choices) == 1 else ""},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = actions.take_task(
            request.actor, task=help_id, member=int(data["member"]),
            version=data["version"] or version,
        )  # fmt: skip
        return help_url(made.pk)

    return asked(request, form, perform, title=_("接单互助"), back=reverse("services:mine"))


@page(JOIN)
def help_done(request: ActorRequest, help_id: int) -> HttpResponse:
    """Say when a task was done."""
    one = queries.task(request.actor, help_id, permit=JOIN)
    began = one.began or clock.now() - timedelta(minutes=one.planned)
    form = DoneForm(request.POST or None, initial={
        "began": timezone.localtime(began), "minutes": one.minutes or one.planned,
        "version": one.version,
    })  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.finish_task(
            request.actor, task=help_id, version=data["version"] or one.version,
            began=data["began"], minutes=data["minutes"],
        )  # fmt: skip

    return asked(request, form, perform, title=_("登记互助完成"), back=help_url(help_id))


@page(JOIN)
def help_confirm(request: ActorRequest, help_id: int) -> HttpResponse:
    """Confirm for who was helped."""
    one = queries.task(request.actor, help_id, permit=JOIN)
    ways = [Confirmed.CODE, Confirmed.SIGNATURE]
    if one.person_id in request.actor.scope(JOIN).persons:
        ways.insert(0, Confirmed.OWN)
    form = ConfirmForm(
        request.POST or None,
        request.FILES or None,
        ways=ways,
        initial={"version": one.version, "how": ways[0]},
    )
    wrong: list[int] = []

    def perform(data: dict[str, Any]) -> str:
        image = data["image"]
        made = actions.confirm_task(
            request.actor, task=help_id, version=data["version"] or one.version,
            how=Confirmed(data["how"]), code=data["code"],
            image=image.read((1 << 20) + 1) if image else b"",
        )  # fmt: skip
        if made.is_right:
            return help_url(help_id)
        wrong.append(made.tries_left)
        return reverse("services:help_confirm", args=[help_id])

    answer = asked(request, form, perform, title=_("确认互助"), back=help_url(help_id))
    if wrong:
        list(messages.get_messages(request))  # "saved" is not what happened
        messages.error(
            request,
            _("确认码不对，还可以试 %(count)s 次；也可以用签名确认。") % {"count": wrong[0]},
        )
    return answer


@page(JOIN)
def help_cancel(request: ActorRequest, help_id: int) -> HttpResponse:
    """Call a task off."""
    one = queries.task(request.actor, help_id, permit=JOIN)
    form = WhyForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.cancel_task(
            request.actor, task=help_id, version=data["version"] or one.version,
            reason=data["reason"],
        )  # fmt: skip

    return asked(request, form, perform, title=_("取消互助"), back=help_url(help_id))


@page(MANAGE)
def help_undo(request: ActorRequest, help_id: int) -> HttpResponse:
    """Undo a confirmation given by mistake."""
    one = queries.task(request.actor, help_id, permit=MANAGE)
    form = WhyForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.undo_task(
            request.actor, task=help_id, version=data["version"] or one.version,
            reason=data["reason"],
        )  # fmt: skip

    hint = _("互助者存入的时间收回，受助人用掉的时间退回（有效期不变）；账上各记一笔，不改原账。")
    return asked(
        request, form, perform, title=_("更正互助确认"), back=help_url(help_id),
        more={"hint": hint},
    )  # fmt: skip


@page(JOIN)
def help_accept(request: ActorRequest, help_id: int) -> HttpResponse:
    """Take up an offer for one of the actor's own persons (POST with `person`)."""
    given = request.POST.get("person", "")
    if request.method == "POST" and given.isdecimal():
        one = queries.task(request.actor, help_id, permit=JOIN)
        try:
            actions.accept_offer(
                request.actor, task=help_id, person=int(given), version=one.version
            )
        except BadHelp as error:
            messages.error(request, say(error))
    return redirect(help_url(help_id))


# one's own --------------------------------------------------------------------------------------


@page(JOIN, menu=Menu(gettext_lazy("我的互助"), "heart", 38), name="services:mine")
def mine(request: ActorRequest) -> HttpResponse:
    """Help in two taps: whom for is shown, a tap on what is needed asks for it.

    Below it one's own hours, what is asked for near by, and activities to sign up for.
    """
    if request.method == "POST":
        return _tapped(request)
    today = clock.today()
    own = queries.own_members(request.actor, on=today)
    held = queries.balances([one.pk for one in own])
    tasks = queries.task_page(request.actor, order=["-wanted_on"]).rows[:20] if (
        request.actor.scope(JOIN).persons
    ) else []  # fmt: skip
    context = {
        "title": _("我的互助"),
        "persons": queries.own_persons(request.actor),
        "kinds": [(str(kind), word(kind)) for kind in HelpKind],
        "client": uuid4(),
        "members": [
            (one.pk, one.name, hours(held.get(one.pk, 0)),
             hours(queries.ending(one.pk, on=today, before=today + timedelta(90))))
            for one in own if one.kind or held.get(one.pk)
        ],
        "tasks": rows_said(tasks),
        "near": [
            (one.pk, word(HelpKind(one.kind)), wording.place_of(one.place),
             f"{one.wanted_on:%m-%d}", hours(one.planned))
            for one in queries.open_near(request.actor, on=today)
        ],
        "activities": [
            (one.pk, one.title, f"{timezone.localtime(one.starts):%m-%d %H:%M}", one.spot,
             one.places - one.taken)
            for one in queries.soon(request.actor, on=today)
        ] if own else [],
    }  # fmt: skip
    return render(request, "services/mine.html", context)


def _tapped(request: ActorRequest) -> HttpResponse:
    """Ask for what was tapped, for today; the tap's own id makes a double tap one wish."""
    form = AskForm(
        {**request.POST.dict(), "wanted_on": clock.today().isoformat(), "minutes": str(USUAL),
         "says": ""}
    )  # fmt: skip
    given = request.POST.get("person", "")
    if not form.is_valid() or not given.isdecimal():
        messages.error(request, _("没有求助成功，请再点一次。"))
        return redirect(reverse("services:mine"))
    try:
        made = actions.ask_help(request.actor, person=int(given), asking=_asking(form.cleaned_data))
    except Unfit as error:
        messages.error(request, say(error))
        return redirect(reverse("services:mine"))
    messages.success(request, _("已求助，有人接单后这里会显示。"))
    return redirect(help_url(made.pk))
