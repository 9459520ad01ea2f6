"""农村社区综合服务设施覆盖率."""

from anhuai.plans.rules import RURAL, Domain, Example, Indicator, Kind, Words, share_of, source

definition = Indicator(
    title="农村社区综合服务设施覆盖率",
    title_en="Rural community service-facility coverage",
    domain=Domain.COMMUNITY,
    unit="%",
    kind=Kind.RATE,
    says="有在营社区综合服务设施的行政村所占百分比",
    says_en="Villages with an operating service facility",
    top=Words("有综合服务设施的行政村", "villages with a facility"),
    bottom=Words("全部行政村", "all villages"),
    measure=share_of(RURAL, source("facilities.operating", kinds=("community_service_centre",))),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
)
