"""百镇千村、助爱牵手项目."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title='"百镇千村、助爱牵手"项目',
    title_en="Children-care service projects completed",
    domain=Domain.CHILDREN,
    unit="个",
    kind=Kind.COUNT,
    says="完成并验收的儿童关爱服务项目数",
    says_en="Children-care service projects completed and accepted",
    top=Words("验收的服务项目", "projects accepted"),
    reported=Reported(
        by=("民政局",),
        reason="没有购买服务项目的验收记录",
        reason_en="No record of purchased service projects",
        room="protection",
    ),
)
