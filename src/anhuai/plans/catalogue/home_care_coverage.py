"""城市社区居家养老覆盖率."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="城市社区居家养老覆盖率",
    title_en="Home-based elderly-care service coverage of communities",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="有签约服务商且当期有服务订单的城市社区所占百分比",
    says_en="Urban communities with a contracted home-care provider and an order in the period",
    top=Words("有居家服务的城市社区", "urban communities served"),
    bottom=Words("全部城市社区（居委会）", "all urban communities"),
    reported=Reported(
        by=("民政局",),
        reason="没有服务订单记录",
        reason_en="No record of service orders",
        room="services",
    ),
    confidence=Confidence.A,
)
