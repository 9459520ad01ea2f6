"""养老机构床位使用率."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="养老机构床位使用率",
    title_en="Occupancy of elderly-care institutions",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="在营养老机构有人住的床位占开放床位的百分比",
    says_en="Beds lived in as a share of the open beds of operating institutions",
    top=Words("有人住的床位", "beds lived in"),
    bottom=Words("开放床位", "open beds"),
    measure=Ratio(
        of("placements.occupied", groups=("elderly_residential",)),
        of("facilities.beds", groups=("elderly_residential",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((13, 20), "65"),
    ),
)
