"""Applications: the list, asking, one with its place in the order and why, answering an offer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.people import queries as people
from anhuai.placements import actions, queries
from anhuai.placements.catalogue import PRIORITIES
from anhuai.placements.forms import AskingForm, PersonForm, ReasonForm
from anhuai.placements.rules.words import Answer, Kind, Step
from anhuai.placements.views import listing, wording
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Window, changed, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word, words

READ, APPLY, MANAGE = (
    Permit.PLACEMENTS_READ, Permit.PLACEMENTS_APPLY, Permit.PLACEMENTS_MANAGE,
)  # fmt: skip
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",), css="nowrap"),
    Column("place", gettext_lazy("所在村（社区）"), ("place",)),
    Column("number", gettext_lazy("编号"), ("number",), css="nowrap"),
    Column("kind", gettext_lazy("申请什么"), ("kind",)),
    Column("state", gettext_lazy("状态"), ("state",)),
    Column("applied", gettext_lazy("申请日期"), ("applied_on",), css="nowrap"),
    Column("nursing", gettext_lazy("护理型")),
)


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    return {key: asks.get(key, "") for key in ("q", "kind", "state", "division")}


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [
        (
            link(reverse("placements:application", args=[key]), name),
            wording.place_of(place),
            number,
            word(Kind(kind)),
            wording.step_badge(state),
            wording.day(on),
            _("需要") if nursing else "",
        )
        for key, _person, name, place, number, kind, state, on, nursing in rows
    ]


@page(
    READ,
    menu=Menu(gettext_lazy("床位与轮候"), "bed", 28, group="care"),
    name="placements:applications",
)
def application_list(request: ActorRequest) -> HttpResponse:
    """The applications the actor reaches; open ones unless asked."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.application_page(request.actor, order=order, after=after, **which)

        return page_of, queries.listed_applications(request.actor, **which)

    manages, applies = request.actor.may(MANAGE), request.actor.may(APPLY)
    states = [*words(Step), ("all", _("全部"))]
    export = changed(request).partition("?")[2]
    return listing.show(
        request, title=_("入住申请"), key="placements", columns=COLUMNS, default=["applied_on"],
        filters=[
            listing.name_filter(), listing.town_filter(request),
            Filter("kind", gettext_lazy("申请什么"), "select", words(Kind)),
            Filter("state", gettext_lazy("状态"), "select", states),
        ],
        ask=ask, cells=_cells,
        create_url=reverse("placements:apply") if applies else "", create_title=_("申请入住"),
        export_url=f"{reverse('platform:sheet_export', args=['placements'])}?{export}"
        if manages else "",
        empty_title=_("没有在办理的入住申请"),
        empty_hint=_("可以为本人、家人申请；工作人员也可以在窗口代为登记。"),
    )  # fmt: skip


def _homes() -> list[tuple[str, str]]:
    """Return the institutions one may ask for, with how many beds are free now."""
    today = clock.today()
    rows = queries.institutions(SYSTEM, on=today).order_by("division", "pk")
    shown = []
    for key, name in rows.values_list("pk", "name"):
        free = len(queries.free_beds(key, today))
        shown.append((str(key), _("%(name)s（空床 %(free)s）") % {"name": name, "free": free}))
    return shown


@page(APPLY)
def apply(request: ActorRequest) -> HttpResponse:
    """Whom the application is for: one's own family at once, others by ID number."""
    own = sorted(request.actor.scope(APPLY).persons)
    if len(own) == 1:
        return HttpResponseRedirect(reverse("placements:apply_for", args=[own[0]]))
    form = PersonForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        one = people.on_number(request.actor, data["identity"], permit=APPLY)
        if one is None:
            raise actions.BadPlacement(
                "nobody", "管理范围内没有这个人，请核对或先登记人员。",
                "Nobody in your area has this number.", field="identity",
            )  # fmt: skip
        return reverse("placements:apply_for", args=[one.pk])

    return asked(
        request, form, perform, title=_("申请入住"), back=reverse("placements:applications"),
        more={"submit_title": _("下一步")},
    )  # fmt: skip


@page(APPLY)
def apply_for(request: ActorRequest, person_id: int) -> HttpResponse:
    """Ask for a place for somebody."""
    one = people.person_in_scope(request.actor, person_id, permit=APPLY)
    form = AskingForm(request.POST or None, homes=_homes())

    def perform(data: dict[str, Any]) -> str:
        made = actions.apply(
            request.actor, person=person_id, asking=_asking(data), on=clock.today()
        )
        return reverse("placements:application", args=[made.pk])

    hint = _("能力等级取自能力评估记录，不用再填；没有评估过的，系统会通知安排评估。")
    return asked(
        request, form, perform, title=_("申请入住：%(name)s") % {"name": one.name},
        back=reverse("placements:applications"), more={"hint": hint, "submit_title": _("提交")},
    )  # fmt: skip


def _asking(data: Mapping[str, Any]) -> actions.Asking:
    wishes = [int(data[name]) for name in ("first", "second", "third") if data.get(name)]
    return actions.Asking(
        kind=Kind(data["kind"]), wishes=wishes, nursing=data["nursing"], until=data["until"],
        note=data["note"], is_inquiry=data["is_inquiry"],
    )  # fmt: skip


@page(APPLY)
def amend(request: ActorRequest, application_id: int) -> HttpResponse:
    """Change what is asked for; an inquiry becomes an application."""
    one = queries.application(request.actor, application_id, permit=APPLY)
    file = queries.application_file(request.actor, application_id, on=clock.today())
    wishes = [str(wish.facility_id) for wish in file.wishes]
    initial = {
        "kind": one.kind, "nursing": one.nursing, "until": one.until, "note": one.note,
        "is_inquiry": one.state == Step.INQUIRY,
        **dict(zip(("first", "second", "third"), wishes, strict=False)),
    }  # fmt: skip
    form = AskingForm(request.POST or None, homes=_homes(), initial=initial)

    def perform(data: dict[str, Any]) -> None:
        actions.amend(
            request.actor, application=application_id, version=one.version,
            asking=_asking(data | {"kind": one.kind}), on=clock.today(),
        )  # fmt: skip

    back = reverse("placements:application", args=[application_id])
    return asked(request, form, perform, title=_("修改入住申请"), back=back)


@page(READ)
def application(request: ActorRequest, application_id: int) -> HttpResponse:
    """One application: its place in each list, what every rule says, its offers."""
    today = clock.today()
    found = queries.application_file(request.actor, application_id, on=today)
    one, actor = found.one, request.actor
    applies = _may(request, APPLY, application_id)
    running = next((o for o in found.offers if o.state in (Answer.OPEN, Answer.ACCEPTED)), None)
    context = {
        "title": _("入住申请：%(name)s") % {"name": one.person.name},
        "badges": [wording.step_badge(one.state)],
        "back_url": reverse("placements:applications"), "back_title": _("入住申请"),
        "facts": _facts(request, found),
        "one": one,
        "places": _places(found),
        "why": [
            {
                "rank": why.rank, "title": wording.rule_title(why.code), "holds": why.holds,
                "decides": why.code == found.standing.code,
                "basis": PRIORITIES[why.code].basis.citation or PRIORITIES[why.code].basis.note,
                "note": PRIORITIES[why.code].basis.note,
                "mark": wording.confidence(PRIORITIES[why.code].basis),
            }
            for why in found.why
        ],
        "offers": [
            (o.facility.name, o.label, wording.day(o.offered_on), wording.day(o.answer_by),
             wording.answer_badge(o.state), o.place, o.ground)
            for o in found.offers
        ],
        "running": running,
        "can_answer": applies and running is not None,
        "can_accept": running is not None and running.state == Answer.OPEN,
        "can_change": applies and one.state in (Step.INQUIRY, Step.WAITING),
        "can_renew": applies and any(o.passes for o in found.offers) and one.state == Step.WAITING,
        "can_refuse": _may(request, MANAGE, application_id)
        and one.state in (Step.INQUIRY, Step.WAITING),
        "can_take_back": running is not None and _may(request, MANAGE, application_id),
        "can_admit": running is not None and running.state == Answer.ACCEPTED
        and actor.may(Permit.PLACEMENTS_RUN),
    }  # fmt: skip
    return render(request, "placements/application.html", context)


def _may(request: ActorRequest, permit: Permit, key: int) -> bool:
    if not request.actor.may(permit):
        return False
    return queries.applications(request.actor, permit=permit).filter(pk=key).exists()


def _places(found: queries.ApplicationFile) -> list[tuple[str, str, int]]:
    names = {wish.facility_id: wish.facility.name for wish in found.wishes}
    shown = []
    for key, place in found.places.items():
        name = _("全县名单") if key is None else names[key]
        url = reverse("placements:queue", args=[key]) if key is not None else ""
        shown.append((name, url, place))
    return shown


def _facts(request: ActorRequest, found: queries.ApplicationFile) -> list[tuple[str, Any]]:
    one = found.one
    name: Any = one.person.name
    if request.actor.may(Permit.PEOPLE_READ):
        name = wording.person_link(one.person_id, one.person.name)
    level = found.facts.level
    return [
        (_("姓名"), name),
        (_("编号"), one.number),
        (_("申请什么"), word(Kind(one.kind))),
        (_("申请日期"), wording.day(one.applied_on)),
        (_("志愿"), "、".join(wish.facility.name for wish in found.wishes) or _("不限")),
        (_("护理型床位"), _("需要") if one.nursing else _("不需要")),
        (_("能力等级"), _("还没有评估") if level is None else str(level)),
        (_("拟住至"), wording.day(one.until)),
        (_("说明"), one.note),
        (_("办结原因"), one.closed_why),
    ]


@page(APPLY)
@require_POST
def answer(request: ActorRequest, application_id: int, offer_id: int, how: str) -> HttpResponse:
    """Accept or decline an offer."""
    found = _offer(request, application_id, offer_id)
    perform = {"accept": actions.accept, "decline": actions.decline}.get(how)
    if perform is None:
        raise NotHere("placement_offer", offer_id)
    return _posted(request, application_id, lambda version: perform(
        request.actor, offer=found, version=version, on=clock.today()
    ))  # fmt: skip


def _offer(request: ActorRequest, application_id: int, offer_id: int) -> int:
    file = queries.application_file(request.actor, application_id, on=clock.today())
    if offer_id not in {one.pk for one in file.offers}:
        raise NotHere("placement_offer", offer_id)
    return offer_id


def _posted(request: ActorRequest, application_id: int, perform: Any) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        perform(int(version) if version.isdigit() and len(version) < 10 else 0)
    except actions.BadPlacement as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _("已保存"))
    return HttpResponseRedirect(reverse("placements:application", args=[application_id]))


@page(APPLY)
@require_POST
def renew(request: ActorRequest, application_id: int) -> HttpResponse:
    """Say that a bed is still wanted."""
    return _posted(request, application_id, lambda version: actions.renew(
        request.actor, application=application_id, version=version
    ))  # fmt: skip


@page(APPLY)
def withdraw(request: ActorRequest, application_id: int) -> HttpResponse:
    """Take an application off the list."""
    return _closing(request, application_id, APPLY, actions.withdraw, _("撤回入住申请"))


@page(MANAGE)
def refuse(request: ActorRequest, application_id: int) -> HttpResponse:
    """Close an application that meets no condition."""
    return _closing(request, application_id, MANAGE, actions.refuse, _("不予轮候"))


def _closing(
    request: ActorRequest, key: int, permit: Permit, perform: Any, title: str
) -> HttpResponse:
    one = queries.application(request.actor, key, permit=permit)
    form = ReasonForm(request.POST or None, initial={"version": one.version})

    def done(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        perform(request.actor, application=key, version=version, on=clock.today(),
                reason=data["reason"])  # fmt: skip

    back = reverse("placements:application", args=[key])
    return asked(request, form, done, title=title, back=back)


@page(MANAGE)
def take_back(request: ActorRequest, application_id: int, offer_id: int) -> HttpResponse:
    """Take an offer back."""
    queries.application(request.actor, application_id, permit=MANAGE)
    key = _offer(request, application_id, offer_id)
    file = queries.application_file(request.actor, application_id, on=clock.today())
    (one,) = [found for found in file.offers if found.pk == key]
    form = ReasonForm(request.POST or None, initial={"version": one.version})

    def done(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.take_back(request.actor, offer=key, version=version, on=clock.today(),
                          reason=data["reason"])  # fmt: skip

    back = reverse("placements:application", args=[application_id])
    return asked(request, form, done, title=_("收回床位通知"), back=back)
