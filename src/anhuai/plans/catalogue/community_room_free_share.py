"""社区服务用房无偿用于养老服务比例."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="社区服务用房无偿用于养老服务比例",
    title_en="Share of community service premises given free to elderly care",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="社区服务用房中无偿用于养老服务的面积所占百分比",
    says_en="Community premises given free of charge to elderly care, by area",
    top=Words("无偿用于养老的面积", "area used free of charge"),
    bottom=Words("社区服务用房面积", "area of community premises"),
    measure=Ratio(
        of("siting.rooms", free_for_elders=True, field="elders_m2"),
        of("siting.rooms", field="area"),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((13, 20), "65"),
    ),
)
