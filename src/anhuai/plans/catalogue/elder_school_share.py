"""建有老年学校的乡镇街道占比."""

from anhuai.plans.rules import TOWNS, Domain, Example, Indicator, Kind, Words, share_of, source

definition = Indicator(
    title="建有老年学校的乡镇街道占比",
    title_en="Share of townships/streets with an elders' school",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="有在营老年学校的乡镇（街道）所占百分比",
    says_en="Towns and streets with an operating elders' school",
    top=Words("有老年学校的乡镇（街道）", "towns with an elders' school"),
    bottom=Words("全部乡镇（街道）", "all towns and streets"),
    measure=share_of(TOWNS, source("facilities.operating", kinds=("older_adult_school",))),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
)
