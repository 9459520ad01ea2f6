"""困难老年人家庭适老化改造户数(累计)."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="困难老年人家庭适老化改造户数(累计)",
    title_en="Age-friendly home adaptations, cumulative households",
    domain=Domain.ELDERLY,
    unit="户",
    kind=Kind.COUNT,
    says="规划期内完成适老化改造验收的困难老年人家庭累计户数",
    says_en="Households whose home adaptation was accepted in the plan period",
    top=Words("已验收的家庭", "households accepted"),
    reported=Reported(
        by=("民政局",),
        reason="没有家庭改造记录",
        reason_en="No record of home adaptations",
        room="services",
    ),
)
