"""公办养老机构护理型床位占比."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="公办养老机构护理型床位占比",
    title_en="Share of nursing-type beds in public institutions",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="公办（含公建民营）养老机构的护理型床位占其全部床位的百分比",
    says_en="Nursing-type beds as a share of the beds of public institutions",
    top=Words("公办机构护理型床位", "nursing-type beds in public institutions"),
    bottom=Words("公办机构床位", "beds of public institutions"),
    measure=Ratio(
        of(
            "facilities.beds",
            groups=("elderly_residential",),
            ownership=("public", "public_built_privately_run"),
            nursing=True,
        ),
        of(
            "facilities.beds",
            groups=("elderly_residential",),
            ownership=("public", "public_built_privately_run"),
        ),
    ),
    note="公建民营机构产权为公，计入公办",
    note_en="Public homes run privately are counted as public",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
