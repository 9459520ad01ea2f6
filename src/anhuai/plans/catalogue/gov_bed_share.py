"""政府运营的养老床位占比."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="政府运营的养老床位占比",
    title_en="Share of government-operated beds",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="政府自己运营的养老机构床位占全部养老机构床位的百分比",
    says_en="Beds of institutions the government itself runs",
    top=Words("政府运营的床位", "government-operated beds"),
    bottom=Words("在营养老机构床位", "beds of operating institutions"),
    measure=Ratio(
        of("facilities.beds", groups=("elderly_residential",), ownership=("public",)),
        of("facilities.beds", groups=("elderly_residential",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
