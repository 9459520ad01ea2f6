"""社区服务用房无偿用于养老服务比例."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

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
    reported=Reported(
        by=("民政局",),
        reason="没有社区用房面积和用途记录",
        reason_en="No record of community premises and their use",
    ),
)
