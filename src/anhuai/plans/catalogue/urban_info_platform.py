"""城市社区公共服务综合信息平台覆盖率."""

from anhuai.plans.rules import URBAN, Domain, Example, Indicator, Kind, Words, share_of, source

definition = Indicator(
    title="城市社区公共服务综合信息平台覆盖率",
    title_en="Urban community information-platform coverage",
    domain=Domain.COMMUNITY,
    unit="%",
    kind=Kind.RATE,
    says="综合服务设施已接入公共服务综合信息平台的城市社区所占百分比",
    says_en="Urban communities whose service facility is on the information platform",
    top=Words("已接入平台的城市社区", "urban communities on the platform"),
    bottom=Words("全部城市社区（居委会）", "all urban communities"),
    measure=share_of(
        URBAN,
        source(
            "facilities.operating",
            kinds=("community_service_centre",),
            marks=("information_platform",),
        ),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
)
