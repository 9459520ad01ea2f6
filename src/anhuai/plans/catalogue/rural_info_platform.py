"""农村社区公共服务综合信息平台覆盖率."""

from anhuai.plans.rules import RURAL, Domain, Example, Indicator, Kind, Words, share_of, source

definition = Indicator(
    title="农村社区公共服务综合信息平台覆盖率",
    title_en="Rural community information-platform coverage",
    domain=Domain.COMMUNITY,
    unit="%",
    kind=Kind.RATE,
    says="综合服务设施已接入公共服务综合信息平台的行政村所占百分比",
    says_en="Villages whose service facility is on the information platform",
    top=Words("已接入平台的行政村", "villages on the platform"),
    bottom=Words("全部行政村", "all villages"),
    measure=share_of(
        RURAL,
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
