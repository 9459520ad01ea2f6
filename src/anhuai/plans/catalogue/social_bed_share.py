"""社会力量兴办或经营的养老机构床位占比."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="社会力量兴办或经营的养老机构床位占比",
    title_en="Share of beds run by non-state operators",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="民办和公建民营养老机构的床位占全部养老机构床位的百分比",
    says_en="Beds of institutions that bodies other than the state own or run",
    top=Words("社会力量兴办或经营的床位", "beds owned or run by non-state bodies"),
    bottom=Words("在营养老机构床位", "beds of operating institutions"),
    measure=Ratio(
        of(
            "facilities.beds",
            groups=("elderly_residential",),
            ownership=("private", "public_built_privately_run"),
        ),
        of("facilities.beds", groups=("elderly_residential",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
