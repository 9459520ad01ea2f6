"""Every step of an order as a form of its own: who may take it is asked by its action."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm, sent
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, word
from anhuai.services import actions, queries
from anhuai.services.catalogue import CARE
from anhuai.services.forms.orders import (
    ConfirmForm,
    DisputeForm,
    FinishForm,
    RateForm,
    StartForm,
    VersionForm,
    WhyForm,
    WindowForm,
    WorkerForm,
)
from anhuai.services.rules.matching import Bar
from anhuai.services.rules.ordering import Told, Wanted
from anhuai.services.rules.ordering_words import Confirmed, Moment, PieceKind
from anhuai.services.rules.sharing import own_part
from anhuai.services.views import order_wording as saying

READ, MANAGE, RUN = Permit.ORDERS_READ, Permit.ORDERS_MANAGE, Permit.ORDERS_RUN
Done = Callable[[dict[str, Any]], str | None]
_WHY: dict[str, Callable[..., Any]] = {
    "refuse": actions.refuse, "cancel": actions.cancel, "missed": actions.missed,
    "no_show": actions.no_show,
}  # fmt: skip


def _token(request: ActorRequest) -> UUID:
    """Return the id of what a form sends: its own token, so that a double click is one."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()


@page(READ)
def order_step(request: ActorRequest, order_id: int, step: str) -> HttpResponse:
    """Take one step of an order."""
    one = queries.order_in_scope(request.actor, order_id)
    found = _FORMS.get(step)
    if found is None:
        raise Http404
    form, perform, title, hint = found(request, one, step)
    return asked(
        request, form, perform, back=reverse("services:order", args=[order_id]),
        title=_("%(step)s：%(number)s") % {"step": title, "number": one.number},
        more={"hint": hint, "submit_title": title},
    )  # fmt: skip


Asks = tuple[OnceForm, Done, str, str]


def _why(request: ActorRequest, one: Any, step: str) -> Asks:
    form = WhyForm(request.POST or None, initial={"seen": one.version})

    def perform(data: dict[str, Any]) -> None:
        more = {"seen": data["seen"]} if step in ("refuse", "cancel") else {}
        _WHY[step](request.actor, order=one.pk, reason=data["reason"], **more)

    title = _("没有人来") if step == "missed" else saying.step(step)
    return form, perform, title, ""


def _complain(request: ActorRequest, one: Any, _step: str) -> Asks:
    form = WhyForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.complain(request.actor, order=one.pk, says=data["reason"])

    return form, perform, _("投诉"), _("会有专人处理；还没有确认的订单先暂停付款。")


def _workers(one: Any) -> list[tuple[str, str]]:
    able = queries.able_workers([one.facility_id or 0], CARE[one.service], on=one.wanted_on)
    return [(str(held.worker), held.name) for held in able[one.facility_id or 0]]


def _worker(request: ActorRequest, one: Any, step: str) -> Asks:
    request.actor.require(RUN)
    form = WorkerForm(
        request.POST or None, workers=_workers(one),
        initial={"seen": one.version, "worker": one.worker_id or ""},
    )  # fmt: skip
    perform_of = actions.accept if step == "accept" else actions.assign

    def perform(data: dict[str, Any]) -> None:
        worker = int(data["worker"] or 0)
        perform_of(request.actor, order=one.pk, worker=worker, seen=data["seen"])

    hint = _("只列出当天在岗、持有有效证书的人员。")
    return form, perform, saying.step(step), hint


def _set_out(request: ActorRequest, one: Any, step: str) -> Asks:
    form = VersionForm(request.POST or None, initial={"seen": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.set_out(request.actor, order=one.pk, seen=data["seen"])

    return form, perform, saying.step(step), ""


def _start(request: ActorRequest, one: Any, step: str) -> Asks:
    now = timezone.localtime(clock.now()).replace(tzinfo=None, second=0, microsecond=0)
    form = StartForm(request.POST or None, initial={"at": now})

    def perform(data: dict[str, Any]) -> None:
        actions.start(request.actor, order=one.pk, told=Told(
            client=_token(request), moment=Moment.START, at=data["at"], sent=clock.now(),
            reason=data["reason"],
        ))  # fmt: skip

    return form, perform, saying.step(step), ""


def _finish(request: ActorRequest, one: Any, step: str) -> Asks:
    now = timezone.localtime(clock.now()).replace(tzinfo=None, second=0, microsecond=0)
    form = FinishForm(
        request.POST or None, care=CARE[one.service], english=is_english(),
        initial={"at": now, "units": one.units},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.finish(request.actor, order=one.pk, told=Told(
            client=_token(request), moment=Moment.FINISH, at=data["at"], sent=clock.now(),
            reason=data["reason"], steps=tuple(data["steps"]), units=data["units"],
        ))  # fmt: skip

    return form, perform, saying.step(step), ""


def _own_hint(one: Any) -> tuple[int, str]:
    own = own_part(actions.shares_now(one))
    says = _("共 %(all)s，其中自付 %(own)s；确认后从消费券和时长中扣除其余部分。")
    return own, says % {"all": saying.money(one.amount), "own": saying.money(own)}


def _confirm(request: ActorRequest, one: Any, step: str) -> Asks:
    request.actor.require(RUN)
    own, hint = _own_hint(one)
    form = ConfirmForm(request.POST or None, request.FILES or None, initial={"seen": one.version})

    def perform(data: dict[str, Any]) -> None:
        how = Confirmed(data["how"])
        kinds = {Confirmed.SIGNATURE: PieceKind.SIGNATURE, Confirmed.VOICE: PieceKind.VOICE}
        if data["file"] is not None and how in kinds:
            actions.add_piece(
                request.actor, order=one.pk, client=uuid5(_token(request), "file"),
                kind=kinds[how], body=data["file"].read(), consented=False,
            )  # fmt: skip
        assent = actions.Assent(how=how, code=data["code"], reason=data["reason"], own=own)
        actions.confirm(request.actor, order=one.pk, assent=assent, seen=data["seen"])

    return form, perform, saying.step(step), hint


def _confirm_own(request: ActorRequest, one: Any, _step: str) -> Asks:
    request.actor.require(Permit.ORDERS_PLACE)
    own, hint = _own_hint(one)
    form = VersionForm(request.POST or None, initial={"seen": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.confirm_own(request.actor, order=one.pk, own=own, seen=data["seen"])

    return form, perform, _("确认服务"), hint


def _rate(request: ActorRequest, one: Any, step: str) -> Asks:
    form = RateForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.rate(request.actor, order=one.pk, stars=int(data["stars"]), says=data["says"])

    return form, perform, saying.step(step), ""


def _dispute(request: ActorRequest, one: Any, step: str) -> Asks:
    form = DisputeForm(request.POST or None, initial={"units": one.done_units})

    def perform(data: dict[str, Any]) -> None:
        actions.settle_dispute(
            request.actor, order=one.pk, units=data["units"], reason=data["reason"]
        )

    return form, perform, saying.step(step), one.why


def _redress(request: ActorRequest, one: Any, step: str) -> Asks:
    request.actor.require(MANAGE)
    form = DisputeForm(request.POST or None, initial={"units": 0, "seen": one.version})

    def perform(data: dict[str, Any]) -> None:
        made = actions.redress(
            request.actor, order=one.pk, units=data["units"], reason=data["reason"],
            seen=data["seen"],
        )  # fmt: skip
        messages.success(request, saying.redressed(made))

    hint = _(
        "按认可的数量重新计算：多扣的消费券和时长退回个人账户（有效期不变），"
        "多付服务商的在下一份结算单扣回。"
    )
    return form, perform, saying.step(step), hint


def _substitute(request: ActorRequest, one: Any, _step: str) -> Asks:
    tomorrow = clock.today() + timedelta(days=1)
    form = WindowForm(
        request.POST or None,
        initial={"on": tomorrow, "earliest": one.earliest, "latest": one.latest},
    )

    def perform(data: dict[str, Any]) -> str:
        made = actions.substitute(request.actor, order=one.pk, wanted=Wanted(
            client=one.client, person=one.person_id, service=one.service, on=data["on"],
            earliest=data["earliest"], latest=data["latest"],
        ))  # fmt: skip
        return reverse("services:order", args=[made.pk])

    return form, perform, _("补派"), _("按原来的要求重新下单，替代这张订单。")


_FORMS: dict[str, Callable[[ActorRequest, Any, str], Asks]] = {
    **dict.fromkeys(_WHY, _why), "complain": _complain, "accept": _worker, "assign": _worker,
    "set_out": _set_out, "start": _start, "finish": _finish, "confirm": _confirm,
    "confirm_own": _confirm_own, "rate": _rate, "settle_dispute": _dispute,
    "substitute": _substitute, "redress": _redress,
}  # fmt: skip


@page(MANAGE)
def order_match(request: ActorRequest, order_id: int) -> HttpResponse:
    """The providers for an order, the best first, each with its reasons; choose one."""
    one = queries.order_in_scope(request.actor, order_id, permit=MANAGE)
    back = reverse("services:order", args=[order_id])
    form = VersionForm(request.POST or None, initial={"seen": one.version})
    chosen = request.POST.get("facility", "")

    def perform(data: dict[str, Any]) -> str:
        facility = int(chosen) if chosen.isdigit() and len(chosen) < 19 else 0
        actions.match(request.actor, order=one.pk, facility=facility, seen=data["seen"])
        return back

    done = sent(request, form, perform)
    if done is not None:
        return done
    english = is_english()
    context = {
        "title": _("派单：%(number)s") % {"number": one.number}, "form": form,
        "facts": [
            (_("服务项目"), saying.service(one.service)),
            (_("服务日期"), f"{one.wanted_on} {saying.window(one.earliest, one.latest)}"),
            (_("上门地址"), one.spot), (_("要求"), one.note),
        ],
        "found": [
            {
                "key": r.one.facility, "name": r.one.name, "points": r.points,
                "able": not set(r.one.bars) - {Bar.REFUSED},
                "price": saying.price(one.service, r.one.price),
                "bars": [word(bar) for bar in r.one.bars],
                "parts": [(word(part.reason), part.points, part.most,
                           part.says_en if english else part.says) for part in r.parts],
            }
            for r in queries.suggestions(one)
        ],
        "back_url": back, "back_title": _("服务订单"),
    }  # fmt: skip
    return render(request, "services/match.html", context)
