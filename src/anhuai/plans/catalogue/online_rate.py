"""民政事项网上可办率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="民政事项网上可办率",
    title_en="Online-service rate of civil-affairs items",
    domain=Domain.OTHER,
    unit="%",
    kind=Kind.RATE,
    says="可网上办理的民政事项所占百分比",
    says_en="Civil-affairs items that can be handled online",
    top=Words("可网上办理的事项", "items online"),
    bottom=Words("全部民政事项", "all items"),
    reported=Reported(
        by=("民政局",),
        reason="没有办事事项目录记录",
        reason_en="No record of service items",
        room="civil",
    ),
)
