"""The steps of a family care bed as pages: which the actor may take now, and a form for each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
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
from anhuai.services.forms.adaptation import DayForm
from anhuai.services.forms.family_beds import (
    BedCheckForm,
    BedSurveyForm,
    CareForm,
    CarePlanForm,
    EndBedForm,
    SuspendForm,
    TermsForm,
)
from anhuai.services.rules.family_beds import (
    OPEN,
    RUNNING,
    Away,
    BedState,
    CheckKind,
    DeviceKind,
    Leaving,
    Terms,
)

READ, MANAGE = Permit.HOME_READ, Permit.HOME_MANAGE
SURVEY, PROVIDE = Permit.HOME_SURVEY, Permit.HOME_PROVIDE


@dataclass(frozen=True, slots=True)
class Way:
    """One step: its title and icon, who may take it in which states, its form."""

    title: Promise
    icon: str
    permit: Permit
    states: tuple[BedState, ...]
    form: type[OnceForm]
    danger: bool = False


ACTIVE = (BedState.ACTIVE,)
WAYS: Mapping[str, Way] = {
    "survey": Way(gettext_lazy("入户评估"), "clipboard", SURVEY,
                  (BedState.APPLIED, BedState.ELIGIBLE), BedSurveyForm),
    "sign": Way(gettext_lazy("签订协议"), "file-text", MANAGE, (BedState.ELIGIBLE,), TermsForm),
    "care": Way(gettext_lazy("登记服务"), "heart", PROVIDE, ACTIVE, CareForm),
    "check": Way(gettext_lazy("每月检查"), "list-check", PROVIDE, ACTIVE, BedCheckForm),
    "plan": Way(gettext_lazy("照护计划"), "calendar", PROVIDE, RUNNING, CarePlanForm),
    "suspend": Way(gettext_lazy("暂停"), "clock", PROVIDE, ACTIVE, SuspendForm),
    "resume": Way(gettext_lazy("恢复"), "refresh", PROVIDE, (BedState.SUSPENDED,), DayForm),
    "renew": Way(gettext_lazy("续签协议"), "file-text", MANAGE, ACTIVE, TermsForm),
    "end": Way(gettext_lazy("撤床"), "trash", MANAGE, OPEN, EndBedForm, danger=True),
}  # fmt: skip


def steps_of(request: ActorRequest, one: Any) -> list[tuple[str, str, str, bool]]:
    """Return the steps the actor may take now: title, address, icon, whether it ends something."""
    state = BedState(one.state)
    return [
        (str(way.title), reverse("services:bed_step", args=[one.pk, code]), way.icon, way.danger)
        for code, way in WAYS.items()
        if state in way.states and request.actor.may(way.permit)
    ]


@page(READ)
def bed_step(request: ActorRequest, bed_id: int, step: str) -> HttpResponse:
    """Take one step of a family care bed."""
    way = WAYS.get(step)
    if way is None:
        raise NotHere("step", step)
    request.actor.require(way.permit)
    one = queries.bed(request.actor, bed_id, permit=way.permit)
    today = clock.today()
    initial: dict[str, Any] = {"version": one.version, "on": today, "since": today}
    if way.form is TermsForm:
        initial |= {"signed_on": today, "signer": one.person.name}
    more: dict[str, Any] = {}
    if way.form is CarePlanForm:
        more["level"] = actions.level_now(one.person_id, on=today)
        initial |= _planned(request, bed_id, today)
    form = way.form(request.POST or None, initial=initial, **more)
    back = reverse("services:bed", args=[bed_id])

    def perform(data: dict[str, Any]) -> str:
        seen = data.get("version") or one.version
        _PERFORM[step](request, form, bed_id, seen, data)
        return back

    title = _("%(step)s：%(name)s") % {"step": way.title, "name": one.person.name}
    more = {"danger": way.danger, "submit_title": str(way.title)}
    return asked(request, form, perform, title=title, back=back, more=more)


def _planned(request: ActorRequest, key: int, today: date) -> dict[str, Any]:
    plans = queries.bed_file(request.actor, key, on=today).plans
    return {f"care_{code}": times for code, times in plans[0].care.items()} if plans else {}


Perform = Callable[[ActorRequest, Any, int, int, dict[str, Any]], object]


def _survey(request: ActorRequest, form: Any, bed: int, seen: int, data: dict[str, Any]) -> object:
    devices = [DeviceKind(kind) for kind in data["devices"]]
    return actions.survey_bed(
        request.actor, bed=bed, version=seen, on=data["on"], answers=form.answers(),
        devices=devices,
    )  # fmt: skip


def _terms(data: dict[str, Any]) -> Terms:
    names = ("number", "signed_on", "since", "last", "fee", "signer", "emergency")
    return Terms(**{name: data[name] for name in names})


def _sign(request: ActorRequest, _form: Any, bed: int, seen: int, data: dict[str, Any]) -> object:
    return actions.sign_bed(request.actor, bed=bed, version=seen, terms=_terms(data))


def _renew(request: ActorRequest, _form: Any, bed: int, seen: int, data: dict[str, Any]) -> object:
    return actions.renew_bed(request.actor, bed=bed, version=seen, terms=_terms(data))


def _plan(request: ActorRequest, form: Any, bed: int, _seen: int, data: dict[str, Any]) -> object:
    return actions.plan_care(
        request.actor, bed=bed, since=data["since"], care=form.care(), note=data["note"]
    )


def _care(request: ActorRequest, _form: Any, bed: int, _seen: int, data: dict[str, Any]) -> object:
    checked = actions.Checked(
        client=uuid4(), kind=CheckKind.VISIT, on=data["on"], care=data["care"], note=data["note"]
    )
    return actions.check_bed(request.actor, bed=bed, checked=checked)


def _check(request: ActorRequest, form: Any, bed: int, _seen: int, data: dict[str, Any]) -> object:
    checked = actions.Checked(
        client=uuid4(), kind=CheckKind.MONTHLY, on=data["on"], answers=form.answers(),
        note=data["note"],
    )  # fmt: skip
    return actions.check_bed(request.actor, bed=bed, checked=checked)


def _suspend(
    request: ActorRequest, _form: Any, bed: int, seen: int, data: dict[str, Any]
) -> object:
    return actions.suspend_bed(
        request.actor, bed=bed, version=seen, kind=Away(data["kind"]), since=data["since"],
        last=data["last"], note=data["note"],
    )  # fmt: skip


def _resume(request: ActorRequest, _form: Any, bed: int, seen: int, data: dict[str, Any]) -> object:
    return actions.resume_bed(request.actor, bed=bed, version=seen, on=data["on"])


def _end(request: ActorRequest, _form: Any, bed: int, seen: int, data: dict[str, Any]) -> object:
    return actions.end_bed(
        request.actor, bed=bed, version=seen, on=data["on"], ending=Leaving(data["ending"]),
        reason=data["reason"],
    )  # fmt: skip


_PERFORM: Mapping[str, Perform] = {
    "survey": _survey, "sign": _sign, "care": _care, "check": _check, "plan": _plan,
    "suspend": _suspend, "resume": _resume, "renew": _renew, "end": _end,
}  # fmt: skip
