"""How orders, their steps, shares and doubts are said on pages."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.money import Fen, format_yuan
from anhuai.platform.listing import badge
from anhuai.platform.words import title_of, word
from anhuai.services.catalogue import CARE
from anhuai.services.rules.ordering_words import OrderDoubt, OrderState, Payer

_STATES = {
    OrderState.PLACED: "orange", OrderState.MATCHED: "yellow", OrderState.ACCEPTED: "blue",
    OrderState.ON_THE_WAY: "blue", OrderState.STARTED: "purple", OrderState.DONE: "yellow",
    OrderState.CONFIRMED: "green", OrderState.CANCELLED: "grey", OrderState.NO_SHOW: "red",
    OrderState.DISPUTED: "red",
}  # fmt: skip
STEPS = {
    "place": gettext_lazy("下单"), "match": gettext_lazy("派单"), "accept": gettext_lazy("接单"),
    "take": gettext_lazy("抢单"), "refuse": gettext_lazy("退单"), "assign": gettext_lazy("派人"),
    "set_out": gettext_lazy("出发"), "start": gettext_lazy("开始服务"),
    "finish": gettext_lazy("完成服务"), "confirm": gettext_lazy("确认服务"),
    "cancel": gettext_lazy("取消"), "no_show": gettext_lazy("爽约"),
    "dispute": gettext_lazy("投诉，暂停确认"), "settle_dispute": gettext_lazy("争议已处理"),
    "redress": gettext_lazy("投诉属实，退回费用"),
    "complain": gettext_lazy("投诉"), "rate": gettext_lazy("评价"),
    "unmatched": gettext_lazy("没有匹配到服务商"), "substituted": gettext_lazy("已补派"),
}  # fmt: skip


THROUGH = {
    "portal": gettext_lazy("家属页面"), "desk": gettext_lazy("12349 值班台"),
    "office": gettext_lazy("经办窗口"), "api": gettext_lazy("接口"),
    "job": gettext_lazy("服务安排（系统下单）"),
}  # fmt: skip


def through(code: str) -> str:
    """Return by which way an order came."""
    return str(THROUGH.get(code, code))


def service(code: str) -> str:
    """Return a service's title."""
    return title_of(CARE[code]) if code in CARE else code


def state_badge(code: str) -> SafeString:
    """Return where an order stands."""
    return badge(word(OrderState(code)), _STATES[OrderState(code)])


def doubts(codes: Sequence[str]) -> str:
    """Return what is doubtful about an order."""
    return "；".join(word(OrderDoubt(code)) for code in codes)


def money(fen: int) -> str:
    """Return an amount in yuan."""
    return _("%(amount)s 元") % {"amount": format_yuan(Fen(fen))}


def price(code: str, fen: int) -> str:
    """Return a price with its unit."""
    unit = word(CARE[code].unit) if code in CARE else ""
    return f"{money(fen)}/{unit}"


def payer(code: str) -> str:
    """Return who pays a share."""
    return word(Payer(code))


def redressed(made: Any) -> str:
    """Return what came back to the person, in words."""
    told = [_("已退回：消费券 %(fen)s，时长 %(minutes)s 分钟。") % {
        "fen": money(made.fen), "minutes": made.minutes,
    }]  # fmt: skip
    if made.over:
        told.append(_("其中有已过有效期的，不能再用。"))
    if made.own:
        told.append(_("自付的 %(own)s 由服务商退还本人。") % {"own": money(made.own)})
    return "".join(told)


def window(earliest: time, latest: time) -> str:
    """Return a time window."""
    return f"{earliest:%H:%M}–{latest:%H:%M}"


def when(at: datetime | None) -> str:
    """Return a moment by the county's clock, "" for none."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def step(code: str) -> str:
    """Return a step of the history in words."""
    return str(STEPS.get(code, code))
