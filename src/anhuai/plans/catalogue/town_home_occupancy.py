"""乡镇敬老院入住率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

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
    reported=Reported(
        by=("民政局",), reason="没有入住记录", reason_en="No record of stays", room="placements"
    ),
)
