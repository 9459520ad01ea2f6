"""The steps of an adaptation as pages: which the actor may take now, and a form for each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions, queries
from anhuai.services.forms.adaptation import (
    AgreeForm,
    AssignForm,
    CancelForm,
    DayForm,
    FollowForm,
    PhotoForm,
    PlanForm,
    PrepareForm,
    ReasonedForm,
    SurveyForm,
)
from anhuai.services.rules.adaptation import BEFORE_ACCEPTANCE, Ending, Result, Stage, State

READ, MANAGE, SURVEY = Permit.HOME_READ, Permit.HOME_MANAGE, Permit.HOME_SURVEY
AGREE, PROVIDE = Permit.HOME_AGREE, Permit.HOME_PROVIDE


@dataclass(frozen=True, slots=True)
class Way:
    """One step: its title and icon, who may take it in which states, its form and action."""

    title: Promise
    icon: str
    permit: Permit
    states: tuple[State, ...]
    form: type[OnceForm]
    action: Callable[..., Any]
    danger: bool = False
    only_moved: bool = False


WAYS: Mapping[str, Way] = {
    "survey": Way(gettext_lazy("入户勘察"), "clipboard", SURVEY, (State.OPENED, State.SURVEYED),
                  SurveyForm, actions.survey_adaptation),
    "plan": Way(gettext_lazy("确定方案"), "coins", MANAGE, (State.SURVEYED, State.PLANNED),
                PlanForm, actions.plan_adaptation),
    "agree": Way(gettext_lazy("同意方案"), "check", AGREE, (State.PLANNED,), AgreeForm,
                 actions.agree_adaptation),
    "decline": Way(gettext_lazy("不同意方案"), "x", AGREE, (State.PLANNED,), ReasonedForm,
                   actions.decline_plan),
    "assign": Way(gettext_lazy("选定施工单位"), "building", MANAGE, (State.AGREED,), AssignForm,
                  actions.assign_contractor),
    "start": Way(gettext_lazy("开始施工"), "tools", PROVIDE, (State.AGREED,), DayForm,
                 actions.start_works),
    "finish": Way(gettext_lazy("施工完成"), "check", PROVIDE, (State.BUILDING,), DayForm,
                  actions.finish_works),
    "accept": Way(gettext_lazy("验收合格"), "check", SURVEY, (State.BUILT,), DayForm,
                  actions.accept_adaptation),
    "reject": Way(gettext_lazy("验收不合格"), "x", SURVEY, (State.BUILT,), ReasonedForm,
                  actions.reject_works),
    "prepare": Way(gettext_lazy("编制付款"), "wallet", Permit.FUNDS_MANAGE, (State.ACCEPTED,),
                   PrepareForm, actions.prepare_adaptation_pay),
    "pay": Way(gettext_lazy("审批支付"), "coins", Permit.FUNDS_APPROVE, (State.PREPARED,), DayForm,
               actions.pay_adaptation),
    "follow": Way(gettext_lazy("登记回访"), "heart", SURVEY, (State.PAID,), FollowForm,
                  actions.follow_up_adaptation),
    "rehouse": Way(gettext_lazy("按新住处重新勘察"), "refresh", MANAGE,
                   (State.OPENED, State.SURVEYED, State.PLANNED, State.AGREED), ReasonedForm,
                   actions.rehouse_adaptation, only_moved=True),
    "cancel": Way(gettext_lazy("终止改造"), "trash", MANAGE, BEFORE_ACCEPTANCE, CancelForm,
                  actions.cancel_adaptation, danger=True),
}  # fmt: skip
STAGES: Mapping[State, tuple[Stage, ...]] = {
    State.OPENED: (Stage.SURVEY,), State.SURVEYED: (Stage.SURVEY,),
    State.BUILDING: (Stage.BEFORE, Stage.AFTER), State.AGREED: (Stage.BEFORE,),
    State.PAID: (Stage.FOLLOW,),
}  # fmt: skip


def steps_of(request: ActorRequest, one: Any, *, moved: bool) -> list[tuple[str, str, str, bool]]:
    """Return the steps the actor may take now: title, address, icon, whether it ends something."""
    state = State(one.state)
    found = [
        (str(way.title), reverse("services:adaptation_step", args=[one.pk, code]), way.icon,
         way.danger)
        for code, way in WAYS.items()
        if state in way.states and request.actor.may(way.permit) and (moved or not way.only_moved)
    ]  # fmt: skip
    if _stages(request, state):
        url = reverse("services:adaptation_photo_new", args=[one.pk])
        found.insert(1 if found else 0, (_("拍照"), url, "plus", False))
    return found


def _stages(request: ActorRequest, state: State) -> list[Stage]:
    actor = request.actor
    return [
        stage
        for stage in STAGES.get(state, ())
        if actor.may(PROVIDE if stage in (Stage.BEFORE, Stage.AFTER) else SURVEY)
    ]


@page(READ)
def adaptation_step(request: ActorRequest, adaptation_id: int, step: str) -> HttpResponse:
    """Take one step of an adaptation."""
    way = WAYS.get(step)
    if way is None:
        raise NotHere("step", step)
    request.actor.require(way.permit)
    one = queries.adaptation(request.actor, adaptation_id, permit=way.permit)
    initial: dict[str, Any] = {"version": one.version, "on": clock.today()}
    more: dict[str, Any] = {}
    if way.form is AssignForm:
        listed = queries.contractors(request.actor, on=clock.today())
        more["contractors"] = [(str(c.pk), c.organisation.name) for c in listed]
    if way.form is PlanForm:
        priced = {row.work: (row.price, row.own) for row in queries.works_of(one)}
        more["works"] = list(priced)
        initial |= PlanForm.initial_of(priced)
    if way.form is AgreeForm:
        initial["signer"] = one.person.name
    form = way.form(request.POST or None, initial=initial, **more)
    back = reverse("services:adaptation", args=[adaptation_id])

    def perform(data: dict[str, Any]) -> str:
        way.action(
            request.actor,
            adaptation=adaptation_id,
            version=data.get("version") or one.version,
            **_given(form, data),
        )
        return back

    title = _("%(step)s：%(name)s") % {"step": way.title, "name": one.person.name}
    most = queries.ceiling_on(clock.today())
    hint = {
        "plan": _("公共资金每户不超过 %(count)s 元；可选的和超出的填为自付。")
        % {"count": most // 100} if most is not None else _("补助标准里还没有规定每户上限。"),
        "agree": _("请本人或家属看过方案和自付金额后再填写。"),
        "accept": _("勘察人和施工单位不能验收。"),
    }.get(step, "")  # fmt: skip
    return asked(
        request, form, perform, title=title, back=back,
        more={"hint": hint, "danger": way.danger, "submit_title": str(way.title)},
    )  # fmt: skip


def _given(form: OnceForm, data: dict[str, Any]) -> dict[str, Any]:
    """Return what a step's action takes besides record and version."""
    if isinstance(form, SurveyForm):
        found = actions.Seen(
            on=data["on"], works=form.works(), note=data["note"], consented=data["consented"]
        )
        return {"found": found}
    if isinstance(form, PlanForm):
        return {"lines": form.lines(), "on": data["on"]}
    given = {key: value for key, value in data.items() if key != "version"}
    if "ending" in given:
        given["ending"] = Ending(given["ending"])
    if "result" in given:
        given["result"] = Result(given["result"])
    if isinstance(form, AssignForm):
        given["on"] = clock.today()
    return given


@page(READ)
def photo_new(request: ActorRequest, adaptation_id: int) -> HttpResponse:
    """Take a photo of a part of the home, on a phone."""
    one = queries.adaptation(request.actor, adaptation_id)
    stages = _stages(request, State(one.state))
    if not stages:
        raise NotHere("adaptation", adaptation_id)
    form = PhotoForm(
        request.POST or None, request.FILES or None, stages=stages,
        initial={"stage": stages[0]},
    )  # fmt: skip
    back = reverse("services:adaptation", args=[adaptation_id])

    def perform(data: dict[str, Any]) -> str:
        actions.add_adaptation_photo(
            request.actor, adaptation=adaptation_id, client=uuid4(), stage=Stage(data["stage"]),
            part=data["part"], body=data["photo"].read(), consented=data["consented"],
        )  # fmt: skip
        return back

    title = _("拍照：%(name)s") % {"name": one.person.name}
    return asked(
        request, form, perform, title=title, back=back, template="services/home_photo.html"
    )


@page(READ)
def photo(request: ActorRequest, adaptation_id: int, photo_id: int) -> HttpResponse:
    """A photo of a home."""
    found = queries.adaptation_photo(request.actor, adaptation_id, photo_id)
    answer = HttpResponse(queries.photo_bytes(found), content_type=found.file.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
