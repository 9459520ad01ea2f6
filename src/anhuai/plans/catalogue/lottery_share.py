"""福彩公益金用于养老服务比例."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="福彩公益金用于养老服务比例",
    title_en="Share of welfare-lottery funds spent on elderly care",
    domain=Domain.FINANCE,
    unit="%",
    kind=Kind.RATE,
    says="当年用于养老服务的福彩公益金占福彩公益金的百分比",
    says_en="Welfare-lottery funds of the year spent on elderly care",
    top=Words("用于养老服务的福彩公益金", "lottery funds spent on elderly care"),
    bottom=Words("当年福彩公益金", "lottery funds of the year"),
    reported=Reported(
        by=(
            "财政局",
            "民政局",
        ),
        reason="没有资金支出记录",
        reason_en="No record of funds and spending",
        room="funds",
    ),
    confidence=Confidence.A,
)
