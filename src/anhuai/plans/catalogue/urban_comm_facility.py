"""城市社区综合服务设施覆盖率."""

from anhuai.plans.rules import URBAN, Domain, Example, Indicator, Kind, Words, share_of, source

definition = Indicator(
    title="城市社区综合服务设施覆盖率",
    title_en="Urban community service-facility coverage",
    domain=Domain.COMMUNITY,
    unit="%",
    kind=Kind.RATE,
    says="有在营社区综合服务设施的城市社区所占百分比",
    says_en="Urban communities with an operating service facility",
    top=Words("有综合服务设施的城市社区", "urban communities with a facility"),
    bottom=Words("全部城市社区（居委会）", "all urban communities"),
    measure=share_of(URBAN, source("facilities.operating", kinds=("community_service_centre",))),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
)
