"""民办养老机构一星级以上占比."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="民办养老机构一星级以上占比",
    title_en="Share of private institutions rated one star or above",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="评定为一星级及以上的民办养老机构所占百分比",
    says_en="Private institutions rated one star or above",
    top=Words("一星级及以上的民办养老机构", "private institutions with a star"),
    bottom=Words("在营民办养老机构", "operating private institutions"),
    measure=Ratio(
        of(
            "facilities.operating",
            groups=("elderly_residential",),
            ownership=("private",),
            marks=("star",),
        ),
        of("facilities.operating", groups=("elderly_residential",), ownership=("private",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
