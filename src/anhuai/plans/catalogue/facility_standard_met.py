"""敬老院达到服务设施改造提升基础指标."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="敬老院达到服务设施改造提升基础指标",
    title_en="Township homes meeting the baseline facility indicators",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="有新建改造工程验收的敬老院中达到设施设备基础指标的百分比",
    says_en="Township homes built or renovated that meet the baseline indicators",
    top=Words("达到基础指标的敬老院", "homes meeting the baseline"),
    bottom=Words("有新建改造工程验收的敬老院", "homes with accepted works"),
    measure=Ratio(
        of(
            "facilities.operating",
            kinds=("rural_elderly_home",),
            works=("extension", "new", "rebuilt", "renovation"),
            marks=("baseline_facilities",),
        ),
        of(
            "facilities.operating",
            kinds=("rural_elderly_home",),
            works=("extension", "new", "rebuilt", "renovation"),
        ),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
