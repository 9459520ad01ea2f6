"""公办养老机构入住率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="公办养老机构入住率",
    title_en="Occupancy of public institutions",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="公办养老机构已入住床位占开放床位的百分比",
    says_en="Occupied beds among open beds of public institutions",
    top=Words("公办机构已入住床位", "occupied beds"),
    bottom=Words("公办机构开放床位", "open beds"),
    reported=Reported(
        by=("民政局",), reason="没有入住记录", reason_en="No record of stays", room="placements"
    ),
)
