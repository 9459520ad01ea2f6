"""65岁以上老年人健康管理服务率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="65岁以上老年人健康管理服务率",
    title_en="Health-management rate of people aged 65+",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="当年体检并更新健康档案的65岁及以上常住老年人所占百分比",
    says_en="Residents 65+ with a check-up and updated health file in the year",
    top=Words("接受健康管理的老年人", "elders under health management"),
    bottom=Words("65岁及以上常住老年人", "residents aged 65 and over"),
    reported=Reported(
        by=("卫生健康局",),
        reason="没有体检和健康档案记录",
        reason_en="No record of check-ups and health files",
        room="health",
    ),
)
