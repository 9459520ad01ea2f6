"""具备条件的老人居室活动室安装空调."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="具备条件的老人居室活动室安装空调",
    title_en="Air-conditioning installed in eligible rooms of township homes",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="具备条件的居室和活动室全部装有空调的敬老院所占百分比",
    says_en="Township homes whose eligible rooms all have air-conditioning",
    top=Words("全部装有空调的敬老院", "homes fully air-conditioned"),
    bottom=Words("在营敬老院", "operating township homes"),
    measure=Ratio(
        of("facilities.operating", kinds=("rural_elderly_home",), marks=("air_conditioned",)),
        of("facilities.operating", kinds=("rural_elderly_home",)),
    ),
    note="按院计，不按房间计",
    note_en="Counted by home, not by room",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
