"""The phone pages of somebody who was sent: accept, arrive with the position, report."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.cases import actions, queries
from anhuai.cases.forms import ArriveForm, PassOnForm, SaysForm
from anhuai.cases.rules import ErrandState
from anhuai.cases.views.moves import at_once
from anhuai.cases.views.one import at_second, said_of, severity_badge
from anhuai.places import queries as places
from anhuai.platform.asking import asked
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word

ERRANDS = Permit.ERRANDS


def _line(one: Any) -> dict[str, Any]:
    case = one.case
    return {
        "id": one.pk, "says": said_of(case), "state": word(ErrandState(one.state)),
        "code": one.state, "severity": severity_badge(case.severity),
        "name": case.person.name if case.person else "",
        "place": places.path_of(case.division) if case.division else "",
        "spot": case.spot, "sent": at_second(one.sent_at), "report": one.report,
    }  # fmt: skip


@page(ERRANDS, menu=Menu(gettext_lazy("我的出动"), "truck", 18, group="work"), name="cases:errands")
def errand_list(request: ActorRequest) -> HttpResponse:
    """What the actor was sent to do."""
    context = {
        "title": _("我的出动"),
        "open": [_line(one) for one in queries.errands(request.actor).order_by("-pk")[:50]],
        "done": [
            _line(one) for one in queries.errands(request.actor, done=True).order_by("-pk")[:20]
        ],
    }
    return render(request, "cases/errands.html", context)


@page(ERRANDS)
def errand_detail(request: ActorRequest, errand_id: int) -> HttpResponse:
    """One errand, with the one thing to do next."""
    one = queries.errand(request.actor, errand_id=errand_id)
    context = {
        "title": said_of(one.case),
        "back_url": reverse("cases:errands"),
        "errand": _line(one),
        "form": ArriveForm(),
        "home": queries.home_of(one),
    }
    return render(request, "cases/errand.html", context)


def _back(errand_id: int) -> str:
    return reverse("cases:errand", args=[errand_id])


@page(ERRANDS)
def accept(request: ActorRequest, errand_id: int) -> HttpResponse:
    """Be on the way."""
    queries.errand(request.actor, errand_id=errand_id)
    return at_once(
        request, lambda: actions.accept(request.actor, errand_id=errand_id), _back(errand_id)
    )


@page(ERRANDS)
def arrived(request: ActorRequest, errand_id: int) -> HttpResponse:
    """Be there."""
    queries.errand(request.actor, errand_id=errand_id)
    form = ArriveForm(request.POST or None)
    data = form.cleaned_data if form.is_valid() else {}
    place = {key: data.get(key) for key in ("longitude", "latitude", "accuracy")}
    return at_once(
        request, lambda: actions.arrived(request.actor, errand_id=errand_id, **place),
        _back(errand_id),
    )  # fmt: skip


@page(ERRANDS)
def decline(request: ActorRequest, errand_id: int) -> HttpResponse:
    """Say that one cannot go."""
    queries.errand(request.actor, errand_id=errand_id)
    form = SaysForm(request.POST or None, required=False)

    def perform(data: dict[str, Any]) -> None:
        actions.decline(request.actor, errand_id=errand_id, says=data["says"])

    return asked(request, form, perform, title=_("不能出动"), back=_back(errand_id))


@page(ERRANDS)
def pass_on(request: ActorRequest, errand_id: int) -> HttpResponse:
    """Let a colleague go instead."""
    queries.errand(request.actor, errand_id=errand_id)
    near = [(str(key), name) for key, name in actions.colleagues(request.actor)]
    form = PassOnForm(request.POST or None, colleagues=near)

    def perform(data: dict[str, Any]) -> str:
        actions.pass_on(request.actor, errand_id=errand_id, to=int(data["to"]), says=data["says"])
        return reverse("cases:errands")

    return asked(request, form, perform, title=_("转给别人出动"), back=_back(errand_id))


@page(ERRANDS)
def report(request: ActorRequest, errand_id: int) -> HttpResponse:
    """Tell what one found."""
    queries.errand(request.actor, errand_id=errand_id)
    form = SaysForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.report(request.actor, errand_id=errand_id, says=data["says"])

    return asked(request, form, perform, title=_("现场报告"), back=_back(errand_id))
