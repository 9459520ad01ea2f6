"""Preparing a pay run from what was decided; it goes on in funds."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.benefits import actions
from anhuai.benefits.forms.paying import CreditForm, PayForm
from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest


@page(Permit.FUNDS_MANAGE)
def pay(request: ActorRequest) -> HttpResponse:
    """Prepare the run of a benefit for a month."""
    today = clock.today()
    form = PayForm(
        request.POST or None,
        initial={
            "item": request.GET.get("item", ""), "month": f"{Month.of(today)}", "on": today,
        },
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = actions.prepare_month(
            request.actor, item=data["item"], month=data["month"], fund=data["fund"],
            on=data["on"],
        )  # fmt: skip
        return reverse("funds:run", args=[made.pk])

    hint = _(
        "编入当月核定、并已确认（或系统启用时已在享受）的人；新符合条件还没有申请的不编入。"
        "已去世人员多发的月份自动列为追缴。编制后在资金里初审、审批。"
    )
    return asked(
        request, form, perform, title=_("编制待遇发放批次"), back=reverse("benefits:owed"),
        more={"hint": hint, "submit_title": _("编制待遇发放批次")},
    )  # fmt: skip


@page(Permit.FUNDS_MANAGE)
def credit(request: ActorRequest) -> HttpResponse:
    """Credit a month of vouchers or hours to whoever is due them."""
    today = clock.today()
    form = CreditForm(
        request.POST or None,
        initial={
            "item": request.GET.get("item", ""), "month": f"{Month.of(today)}", "on": today,
        },
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        done = actions.credit_month(
            request.actor, item=data["item"], month=data["month"], on=data["on"]
        )
        messages.info(
            request,
            _("新发放 %(made)s 人；%(stood)s 人这个月已经发放过。")
            % {"made": done.made, "stood": done.stood},
        )
        return reverse("funds:vouchers")

    hint = _(
        "把当月核定、并已确认的消费券或服务时长记入个人账户；同一人同一月份只记一次。"
        "到期没有用完的不能再用。"
    )
    return asked(
        request, form, perform, title=_("发放消费券和时长"), back=reverse("funds:vouchers"),
        more={"hint": hint, "submit_title": _("发放")},
    )  # fmt: skip
