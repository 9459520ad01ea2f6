"""乡镇社会工作站覆盖率."""

from anhuai.plans.rules import TOWNS, Domain, Example, Indicator, Kind, Words, share_of, source

definition = Indicator(
    title="乡镇社会工作站覆盖率",
    title_en="Township social-work station coverage",
    domain=Domain.SOCIAL_ORG,
    unit="%",
    kind=Kind.RATE,
    says="有在营社会工作站的乡镇（街道）所占百分比",
    says_en="Towns and streets with an operating social-work station",
    top=Words("有社会工作站的乡镇（街道）", "towns with a station"),
    bottom=Words("全部乡镇（街道）", "all towns and streets"),
    measure=share_of(TOWNS, source("facilities.operating", kinds=("social_work_station",))),
    note="农场、园区等不属于乡镇（街道）",
    note_en="Farms and development zones are not counted as towns",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
)
