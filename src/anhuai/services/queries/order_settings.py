"""What a county sets about orders: days ahead, answering time, weights of matching, the voucher."""

from datetime import date

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.parameters import Number, declare_numbers, value
from anhuai.platform.words import word
from anhuai.services.rules.matching import Reason

AHEAD, ANSWER, FARTHEST = "services.order_ahead", "services.order_answer", "services.order_farthest"
AUTOMATIC, POOL = "services.order_automatic", "services.order_pool"
VOUCHER = "services.order_voucher"
VERIFIED = "services.order_verified"
_OURS = Basis(document="", confidence=Confidence.C, note="产品缺省值，未见法规规定")
_NOTICE = Basis(
    document="民办函〔2025〕49号（养老服务消费补贴）", date=date(2025, 12, 26),
    confidence=Confidence.B, note="居家服务抵扣 50%；与本县待遇参数应一致",
)  # fmt: skip
_WEIGHTS = {
    Reason.DISTANCE: 250, Reason.PRICE: 150, Reason.RATING: 200, Reason.CONTINUITY: 200,
    Reason.FAIRNESS: 200,
}  # fmt: skip


def days_ahead(on: date) -> int:
    """Return how many days ahead an order may be placed."""
    return value(AHEAD, on=on)


def answer_hours(on: date) -> int:
    """Return within how many hours a provider answers before the order goes to the next."""
    return value(ANSWER, on=on)


def farthest_metres(on: date) -> int:
    """Return from how far away a provider may still be offered an order."""
    return value(FARTHEST, on=on) * 1000


def is_automatic(on: date) -> bool:
    """Whether an order goes to the best provider by itself."""
    return bool(value(AUTOMATIC, on=on))


def has_pool(on: date) -> bool:
    """Whether providers see orders nobody was matched to, and may take them."""
    return bool(value(POOL, on=on))


def verified_only(on: date) -> bool:
    """Whether only certificates that an office verified let somebody deliver a service."""
    return bool(value(VERIFIED, on=on))


def voucher_percent(on: date) -> int:
    """Return which share of a service at home the consumption voucher pays, in percent."""
    return value(VOUCHER, on=on)


def weights(on: date) -> dict[Reason, int]:
    """Return how much each reason of matching counts."""
    return {reason: value(_weight(reason), on=on) for reason in Reason}


def _weight(reason: Reason) -> str:
    return f"services.match_{reason}"


declare_numbers(
    _OURS,
    Number(
        AHEAD, gettext_lazy("服务订单：最多提前天数"), gettext_lazy("天"),
        gettext_lazy("最多提前多少天下服务订单。"), (1, 90), 30,
        gettext_lazy("最多提前 %(count)s 天下单。"),
    ),
    Number(
        ANSWER, gettext_lazy("服务订单：接单时限"), gettext_lazy("小时"),
        gettext_lazy("服务商超过时限没有接单的，订单转给下一家。"), (1, 72), 4,
        gettext_lazy("%(count)s 小时没有接单的转给下一家。"),
    ),
    Number(
        FARTHEST, gettext_lazy("服务订单：最远派单距离"), gettext_lazy("公里"),
        gettext_lazy("超过这个距离（估算）的服务商不派单；距离得分也按它折算。"), (1, 200), 30,
        gettext_lazy("%(count)s 公里以外的服务商不派单。"),
    ),
    Number(
        AUTOMATIC, gettext_lazy("服务订单：自动匹配"), gettext_lazy("0 否 1 是"),
        gettext_lazy("没有指定服务商的订单，自动派给得分最高的服务商（1），或由经办人选择（0）。"),
        (0, 1), 1, gettext_lazy("订单自动派给得分最高的服务商。"),
        none=gettext_lazy("订单由经办人派单。"),
    ),
    Number(
        POOL, gettext_lazy("服务订单：允许抢单"), gettext_lazy("0 否 1 是"),
        gettext_lazy("没有派出去的订单，服务范围内的服务商可以看到（不含姓名住址）并接单。"),
        (0, 1), 1, gettext_lazy("服务商可以接没有派出去的订单。"),
        none=gettext_lazy("服务商只能接派给自己的订单。"),
    ),
    Number(
        VERIFIED, gettext_lazy("服务订单：只认已核验的证书"), gettext_lazy("0 否 1 是"),
        gettext_lazy(
            "要求证书的服务，只能派证书经民政部门核验属实的人员；核验为不实的证书始终不算。"
        ),
        (0, 1), 0, gettext_lazy("证书没有核验的人员不能上门做要求证书的服务。"),
        none=gettext_lazy("登记的证书没有核验的也算数。"),
    ),
    Number(
        VOUCHER, gettext_lazy("服务订单：消费券抵扣比例"), "%",
        gettext_lazy("居家服务用养老服务消费券抵扣的比例，其余自付。"), (0, 100), 50,
        gettext_lazy("居家服务由消费券抵扣 %(count)s%%。"), basis=_NOTICE,
    ),
    *(
        Number(
            _weight(_reason),
            format_lazy("{}{}", gettext_lazy("派单权重："), lazy(word, str)(_reason)),
            gettext_lazy("分"), gettext_lazy("匹配服务商时这一项最多得多少分，0 表示不考虑。"),
            (0, 1000), _default, gettext_lazy("这一项最多得 %(count)s 分。"),
        )
        for _reason, _default in _WEIGHTS.items()
    ),
)  # fmt: skip
