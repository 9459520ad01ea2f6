"""What a county decides about fees and the inclusive subsidy; 0 means that nothing is decided.

No document at hand states an amount or a rule of refund, so none is built in (confidence D).
"""

from django.utils.translation import gettext_lazy

from anhuai.childcare.rules.fees import Charge, Terms
from anhuai.childcare.rules.subsidy import Rate
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.platform.parameters import Number, declare_numbers, value

CEILINGS = {
    "infant": gettext_lazy("普惠价格上限：乳儿班全日托"),
    "toddler_low": gettext_lazy("普惠价格上限：托小班全日托"),
    "toddler_high": gettext_lazy("普惠价格上限：托大班全日托"),
    "mixed": gettext_lazy("普惠价格上限：混合编班全日托"),
    "half_day": gettext_lazy("普惠价格上限：半日托"),
    "hour": gettext_lazy("普惠价格上限：计时托、临时托"),
}
REFUND_FROM, REFUND_PERCENT, MISSED = (
    "childcare.refund_from", "childcare.refund_percent", "childcare.missed_percent",
)  # fmt: skip
RATE, LEAST, HALF = (
    "childcare.subsidy",
    "childcare.subsidy_least_days",
    "childcare.subsidy_half_percent",
)
INCOME = "childcare.disposable_income"
_UNDECIDED = Basis(document="", confidence=Confidence.D, note="未见规定，由县里决定；0 表示未定")


def ceiling(group: str, charge: Charge, month: Month) -> Fen:
    """Return the ceiling of an inclusive price in a month in fen; 0 where none is decided."""
    name = group if charge is Charge.FULL_DAY else "half_day" if charge.is_standing else "hour"
    return Fen(value(f"childcare.ceiling_{name}", on=month.last) * 100)


def terms(month: Month) -> Terms:
    """Return the rules of refund in force on the month's last day."""
    return Terms(
        value(REFUND_FROM, on=month.last), value(REFUND_PERCENT, on=month.last),
        value(MISSED, on=month.last),
    )  # fmt: skip


def subsidy_rate(month: Month) -> Rate:
    """Return what the county pays for a place in a month; an amount of 0 is not decided."""
    return Rate(
        Fen(value(RATE, on=month.last) * 100), value(LEAST, on=month.last),
        value(HALF, on=month.last),
    )  # fmt: skip


def disposable_income(month: Month) -> Fen:
    """Return the disposable income a head and year the county entered, in fen; 0 for none."""
    return Fen(value(INCOME, on=month.last) * 100)


declare_numbers(
    _UNDECIDED,
    *(
        Number(
            f"childcare.ceiling_{_code}", _title,
            gettext_lazy("元/小时") if _code == "hour" else gettext_lazy("元/月"),
            gettext_lazy("普惠托位收费不得高于这个数；0 表示县里还没有定，不核对。"),
            (0, 100_000), 0, gettext_lazy("以后登记的普惠价不得高于 %(count)s 元。"),
            none=gettext_lazy("不再核对这类普惠价。"),
        )
        for _code, _title in CEILINGS.items()
    ),
    Number(
        REFUND_FROM, gettext_lazy("托育缺勤退费的起算天数"), gettext_lazy("天"),
        gettext_lazy("当月开园日缺勤满几天起退保育费，退全部缺勤日；0 表示还没有定，不退。"),
        (0, 31), 0, gettext_lazy("当月起，缺勤满 %(count)s 个开园日的账单退保育费。"),
        none=gettext_lazy("当月起的账单不退保育费。"),
    ),
    Number(
        REFUND_PERCENT, gettext_lazy("托育缺勤退费的比例"), "%",
        gettext_lazy("每个缺勤日退当天保育费的百分之几。"), (0, 100), 100,
        gettext_lazy("当月起，缺勤日退当天保育费的 %(count)s%%。"),
    ),
    Number(
        MISSED, gettext_lazy("计时托预约未到的收费比例"), "%",
        gettext_lazy("预约了、没取消、也没来的，收百分之几；0 表示不收。"), (0, 100), 0,
        gettext_lazy("当月起，预约未到的收 %(count)s%%。"),
    ),
    Number(
        RATE, gettext_lazy("普惠托位补助标准"), gettext_lazy("元/托位/月"),
        gettext_lazy("每个实际有孩子的普惠全日托位每月补多少；0 表示县里还没有定，不能编制。"),
        (0, 10_000), 0, gettext_lazy("当月起，每个普惠托位每月补 %(count)s 元。"),
        none=gettext_lazy("不再编制普惠托位补助。"),
    ),
    Number(
        LEAST, gettext_lazy("普惠托位补助的最低出勤天数"), gettext_lazy("天"),
        gettext_lazy("当月出勤不足这些天的托位不计入；至少要来过一天。"), (1, 31), 1,
        gettext_lazy("当月起，出勤不足 %(count)s 天的托位不补。"),
    ),
    Number(
        HALF, gettext_lazy("半日托位的补助比例"), "%",
        gettext_lazy("半日托按全日托位补助的百分之几；缺省按半个托位。"), (0, 100), 50,
        gettext_lazy("当月起，半日托位按 %(count)s%% 补。"),
    ),
    Number(
        INCOME, gettext_lazy("居民人均可支配收入（算托育负担用）"), gettext_lazy("元/年"),
        gettext_lazy("填统计部门公布的本县数；0 表示没有填，不算负担比。"), (0, 1_000_000), 0,
        gettext_lazy("托育负担比按人均可支配收入 %(count)s 元计算。"),
        none=gettext_lazy("不再计算托育负担比。"),
    ),
)  # fmt: skip
