"""What a county sets about nurseries: the clock of an offer, mixed classes, choices."""

from datetime import date

from django.utils.translation import gettext_lazy

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.parameters import Number, declare_numbers, value

OFFER_DAYS, MIXED, MOST_CHOICES = (
    "childcare.offer_days", "childcare.mixed_ratio", "childcare.most_choices",
)  # fmt: skip
_OURS = Basis(document="", confidence=Confidence.C, note="产品缺省值，未见法规规定")


def offer_days(on: date) -> int:
    """Return within how many days a family answers an offer."""
    return value(OFFER_DAYS, on=on)


def mixed_ratio(on: date) -> int:
    """Return how many children one carer looks after in a mixed class; 0: the youngest decides."""
    return value(MIXED, on=on)


def most_choices(on: date) -> int:
    """Return how many nurseries a family may name."""
    return value(MOST_CHOICES, on=on)


declare_numbers(
    _OURS,
    Number(
        OFFER_DAYS, gettext_lazy("托位录取通知的答复期限"), gettext_lazy("天"),
        gettext_lazy("家长收到录取通知后几天内答复；逾期名额给下一位。"), (1, 30), 3,
        gettext_lazy("以后发出的录取通知 %(count)s 天内答复有效；已发出的不变。"),
    ),
    Number(
        MIXED, gettext_lazy("混合编班每名保育人员照护人数"), gettext_lazy("人"),
        gettext_lazy("0 表示按班内最小月龄所属班的比例（最严）；填数字则统一按此比例。"), (0, 7), 0,
        gettext_lazy("混合编班即日起按 1:%(count)s 计算应到保育人员。"),
        none=gettext_lazy("混合编班即日起按班内最小月龄所属班的比例计算。"),
        basis=Basis(document="", confidence=Confidence.D, note="未规定混合编班的比例"),
    ),
    Number(
        MOST_CHOICES, gettext_lazy("托位申请可填志愿数"), gettext_lazy("个"),
        gettext_lazy("一份申请最多可以填几家机构。"), (1, 5), 3,
        gettext_lazy("以后的申请最多填 %(count)s 家机构。"),
    ),
)  # fmt: skip
