"""Preparing a pay run from what was decided; it goes on in funds."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.benefits import actions
from anhuai.benefits.forms.paying import PayForm
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
