"""乡镇敬老院达到一级或二级标准."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="乡镇敬老院达到一级或二级标准",
    title_en="Township homes meeting grade 1 or 2",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="评定为一级或二级的敬老院所占百分比",
    says_en="Township homes rated grade 1 or 2",
    top=Words("一级或二级敬老院", "homes of grade 1 or 2"),
    bottom=Words("在营敬老院", "operating township homes"),
    measure=Ratio(
        of("facilities.operating", kinds=("rural_elderly_home",), marks=("town_grade",)),
        of("facilities.operating", kinds=("rural_elderly_home",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
