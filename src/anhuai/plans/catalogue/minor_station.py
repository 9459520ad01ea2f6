"""乡镇未成年人保护工作站覆盖率."""

from anhuai.plans.rules import TOWNS, Domain, Example, Indicator, Kind, Words, share_of, source

definition = Indicator(
    title="乡镇未成年人保护工作站覆盖率",
    title_en="Township minors-protection station coverage",
    domain=Domain.CHILDREN,
    unit="%",
    kind=Kind.RATE,
    says="有在营未成年人保护工作站的乡镇（街道）所占百分比",
    says_en="Towns and streets with an operating minors-protection station",
    top=Words("有工作站的乡镇（街道）", "towns with a station"),
    bottom=Words("全部乡镇（街道）", "all towns and streets"),
    measure=share_of(TOWNS, source("facilities.operating", kinds=("minor_protection_station",))),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
)
