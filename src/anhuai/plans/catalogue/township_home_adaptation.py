"""乡镇敬老院适老化改造完成率."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="乡镇敬老院适老化改造完成率",
    title_en="Township homes with age-friendly adaptation completed",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="适老化改造已验收的敬老院所占百分比",
    says_en="Township homes whose age-friendly adaptation was accepted",
    top=Words("适老化改造已验收的敬老院", "homes adapted"),
    bottom=Words("在营敬老院", "operating township homes"),
    measure=Ratio(
        of("facilities.operating", kinds=("rural_elderly_home",), works=("adaptation",)),
        of("facilities.operating", kinds=("rural_elderly_home",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
