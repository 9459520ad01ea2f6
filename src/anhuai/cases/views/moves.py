"""What an officer does with a case; each page makes one call into the actions."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from anhuai.cases import actions, queries
from anhuai.cases.catalogue import KINDS, SKILLS
from anhuai.cases.forms import DispatchForm, HandOverForm, ResolveForm, SaysForm, TakeForm
from anhuai.cases.rules import Outcome
from anhuai.kernel.unfit import Unfit
from anhuai.places.queries import By
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest
from anhuai.platform.roles import ROLES
from anhuai.platform.words import is_english, title_of, words

HANDLE = Permit.CASES_HANDLE


def back_to(request: ActorRequest, case_id: int) -> str:
    """Return where the page leads back to: the desk it was opened from, or the case."""
    wanted = request.GET.get("next", "")
    if wanted.startswith("/desk/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("cases:case", args=[case_id])


def at_once(request: ActorRequest, perform: Callable[[], object], back: str) -> HttpResponse:
    """Do something that asks nothing; what is refused is said on the page it leads to."""
    if request.method == "POST":
        try:
            perform()
        except Unfit as refused:
            messages.error(request, say(refused))
        else:
            messages.success(request, _("已保存"))
    return HttpResponseRedirect(back)


@page(HANDLE)
def acknowledge(request: ActorRequest, case_id: int) -> HttpResponse:
    """Take a case; the second officer is told who has it."""
    queries.case(request.actor, case_id, permit=HANDLE)
    form = TakeForm(request.POST or None)
    version = form.cleaned_data.get("version") if form.is_valid() else None

    def perform() -> None:
        actions.acknowledge(request.actor, case_id=case_id, version=version)

    return at_once(request, perform, back_to(request, case_id))


def _people(actor: Actor, permit: Permit) -> list[tuple[str, str]]:
    return [(str(key), name) for key, name in actions.helpers(actor, permit=permit)]


def helper_line(one: queries.Helper) -> str:
    """Return a helper with role and estimated way, as the list of whom to send shows them."""
    role = ROLES[one.role]
    said = f"{one.name}（{role.title_en if is_english() else role.title}）"
    if one.way is not None:
        told = {"minutes": one.way.minutes, "km": f"{one.way.metres / 1000:.1f}"}
        said += {
            By.LINE: _(" 约 %(minutes)s 分钟，%(km)s 公里（按直线估算）"),
            By.ROADS: _(" 约 %(minutes)s 分钟，%(km)s 公里（按路网）"),
            By.SYNTHETIC: _(" 约 %(minutes)s 分钟，%(km)s 公里（按合成路网，非真实道路）"),
        }[one.way.by] % told
    if one.is_nearest:
        said += _("，最近")
    if one.skills:
        said += _("，会%(skills)s") % {"skills": _skills(one.skills)}
    return said + (_("，正在出动") if one.is_out else "")


def _skills(codes: Sequence[str]) -> str:
    return (", " if is_english() else "、").join(title_of(SKILLS[code]) for code in codes)


def why_first(case: queries.Case) -> str:
    """Return why the list of whom to send stands as it does."""
    needs = queries.needed_for(case)
    if not needs:
        return _("按到场时间从近到远排列。")
    told = {"skills": _skills(needs), "minutes": queries.minutes_more(clock.today())}
    return (
        _(
            "这类呼叫用得上：%(skills)s。会其中一项、比最近的人多用 %(minutes)s 分钟以内的"
            "排在前面，其余从近到远。"
        )
        % told
    )  # fmt: skip


@page(HANDLE)
def dispatch(request: ActorRequest, case_id: int) -> HttpResponse:
    """Send somebody."""
    found = queries.case(request.actor, case_id, permit=HANDLE)
    near = queries.nearest(request.actor, found, permit=Permit.ERRANDS)
    form = DispatchForm(
        request.POST or None, helpers=[(str(one.account), helper_line(one)) for one in near]
    )

    def perform(data: dict[str, Any]) -> None:
        actions.dispatch(
            request.actor, case_id=case_id, to=int(data["to"]) if data["to"] else None,
            name=data["name"],
        )  # fmt: skip

    return asked(request, form, perform, title=_("派出"), back=back_to(request, case_id),
                 more={"hint": why_first(found)})  # fmt: skip


@page(HANDLE)
def hand_over(request: ActorRequest, case_id: int) -> HttpResponse:
    """Give a case to another officer, or take it over."""
    queries.case(request.actor, case_id, permit=HANDLE)
    form = HandOverForm(request.POST or None, officers=_people(request.actor, HANDLE))

    def perform(data: dict[str, Any]) -> None:
        actions.hand_over(
            request.actor, case_id=case_id, to=int(data["to"]) if data["to"] else None,
            says=data["says"],
        )  # fmt: skip

    return asked(request, form, perform, title=_("转交"), back=back_to(request, case_id))


@page(HANDLE)
def resolve(request: ActorRequest, case_id: int) -> HttpResponse:
    """End a case."""
    found = queries.case(request.actor, case_id, permit=HANDLE)
    form = ResolveForm(request.POST or None, outcomes=words(KINDS[found.kind].outcomes))

    def perform(data: dict[str, Any]) -> None:
        actions.resolve(
            request.actor, case_id=case_id, outcome=Outcome(data["outcome"]), says=data["says"]
        )

    return asked(request, form, perform, title=_("办结"), back=back_to(request, case_id))


@page(HANDLE)
def arrive(request: ActorRequest, case_id: int) -> HttpResponse:
    """Note that somebody is there."""
    return _saying(request, case_id, actions.arrive, _("登记到场"), required=False)


@page(HANDLE)
def review(request: ActorRequest, case_id: int) -> HttpResponse:
    """Look at an ended case again."""
    return _saying(request, case_id, actions.review, _("复核"))


@page(HANDLE)
def note(request: ActorRequest, case_id: int) -> HttpResponse:
    """Add a line to the timeline."""
    return _saying(request, case_id, actions.note, _("补充记录"))


def _saying(
    request: ActorRequest,
    case_id: int,
    act: Callable[..., object],
    title: str,
    *,
    required: bool = True,
) -> HttpResponse:
    queries.case(request.actor, case_id, permit=HANDLE)
    form = SaysForm(request.POST or None, required=required)

    def perform(data: dict[str, Any]) -> None:
        act(request.actor, case_id=case_id, says=data["says"])

    return asked(request, form, perform, title=title, back=back_to(request, case_id))
