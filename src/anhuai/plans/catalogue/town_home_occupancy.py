"""乡镇敬老院入住率."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="乡镇敬老院入住率",
    title_en="Occupancy of township homes",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="敬老院已入住床位占床位的百分比",
    says_en="Occupied beds among the beds of township homes",
    top=Words("敬老院已入住床位", "occupied beds"),
    bottom=Words("敬老院床位", "beds of township homes"),
    measure=Ratio(
        of("placements.occupied", kinds=("rural_elderly_home",)),
        of("facilities.beds", kinds=("rural_elderly_home",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((13, 20), "65"),
    ),
)
