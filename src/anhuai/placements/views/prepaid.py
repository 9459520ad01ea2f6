"""Money paid ahead: what lies there for a stay, taking it, giving it back, using it for a bill."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.placements import actions, queries
from anhuai.placements.forms import PrepaidForm, SetOffForm
from anhuai.placements.rules.prepaid import Ahead, Moved
from anhuai.placements.views import wording
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word

RUN = Permit.PLACEMENTS_RUN


def prepaid_panel(request: ActorRequest, stay_id: int, *, ended: bool) -> dict[str, Any]:
    """Return what the page of a stay shows of money paid ahead."""
    found = queries.prepaid(request.actor, stay_id)
    return {
        "balances": [(word(kind), wording.money(fen)) for kind, fen in found.balances.items()],
        "owed": wording.money(found.total) if ended and found.total else "",
        "left": found.total > 0,
        "lines": [
            (wording.day(line.on), word(Ahead(line.kind)), word(Moved(line.what)),
             wording.money(line.amount), line.note,
             reverse("placements:bill", args=[line.bill_id]) if line.bill_id else "")
            for line in found.lines
        ],
    }  # fmt: skip


def _sum(data: dict[str, Any]) -> actions.Sum:
    return actions.Sum(
        kind=Ahead(data["kind"]), amount=data["amount"], note=data["note"],
        in_custody=data.get("in_custody", False),
    )  # fmt: skip


@page(RUN)
def take(request: ActorRequest, stay_id: int) -> HttpResponse:
    """Note money paid ahead."""
    one = queries.stay(request.actor, stay_id, permit=RUN)
    queries.facility_in_scope(request.actor, one.facility_id, permit=RUN)
    form = PrepaidForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.take_prepayment(request.actor, stay=stay_id, given=_sum(data), on=data["on"])

    return asked(
        request, form, perform, title=_("登记预收款：%(name)s") % {"name": one.person.name},
        back=reverse("placements:stay", args=[stay_id]),
        more={
            "hint": _("服务费最多预收 12 个月的床位费和护理费；押金最多为月床位费的 12 倍；"
                      "会员费最多为月服务费的 12 倍，公办和公建民营机构不得收取。"
                      "（民发〔2024〕19号）"),
        },
    )  # fmt: skip


@page(RUN)
def refund(request: ActorRequest, stay_id: int) -> HttpResponse:
    """Note money given back."""
    one = queries.stay(request.actor, stay_id, permit=RUN)
    queries.facility_in_scope(request.actor, one.facility_id, permit=RUN)
    form = PrepaidForm(request.POST or None, taking=False, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.refund_prepayment(request.actor, stay=stay_id, given=_sum(data), on=data["on"])

    return asked(
        request, form, perform, title=_("退还预收款：%(name)s") % {"name": one.person.name},
        back=reverse("placements:stay", args=[stay_id]),
    )  # fmt: skip


@page(RUN)
def set_off(request: ActorRequest, bill_id: int) -> HttpResponse:
    """Use what was paid ahead for a bill."""
    one = queries.bill(request.actor, bill_id, permit=RUN)
    form = SetOffForm(request.POST or None, initial={"on": clock.today(), "version": one.version})

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.set_off_bill(request.actor, bill=bill_id, version=version, on=data["on"])

    return asked(
        request, form, perform, title=_("用预收款抵扣账单"),
        back=reverse("placements:bill", args=[bill_id]),
        more={"hint": _("只抵扣床位费和护理费；伙食费和不够的部分另行付款。")},
    )  # fmt: skip
