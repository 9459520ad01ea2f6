"""农村公办养老机构法人登记率."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="农村公办养老机构法人登记率",
    title_en="Legal-person registration rate of rural public institutions",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="已办理法人登记的公办敬老院所占百分比",
    says_en="Public township homes registered as legal persons",
    top=Words("已法人登记的公办敬老院", "registered public township homes"),
    bottom=Words("在营公办敬老院", "operating public township homes"),
    measure=Ratio(
        of(
            "facilities.operating",
            kinds=("rural_elderly_home",),
            ownership=("public", "public_built_privately_run"),
            marks=("legal_person_registered",),
        ),
        of(
            "facilities.operating",
            kinds=("rural_elderly_home",),
            ownership=("public", "public_built_privately_run"),
        ),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
