"""公办养老机构入住率."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

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
    measure=Ratio(
        of(
            "placements.occupied",
            groups=("elderly_residential",),
            ownership=("public", "public_built_privately_run"),
        ),
        of(
            "facilities.beds",
            groups=("elderly_residential",),
            ownership=("public", "public_built_privately_run"),
        ),
    ),
    note="按入住记录和床位登记计算；请假、住院的床位算入住，预留的不算",
    note_en="From stays and beds on record; away keeps the bed, a reserved one is not lived in",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((13, 20), "65"),
    ),
)
