"""婴幼儿早期发展指导覆盖面."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="婴幼儿早期发展指导覆盖面",
    title_en="Early-development guidance coverage",
    domain=Domain.CHILDCARE,
    unit="%",
    kind=Kind.RATE,
    says="有0—3岁儿童的家庭中接受过早期发展指导的百分比",
    says_en="Families with a child under 3 that had early-development guidance",
    top=Words("接受过指导的家庭", "families guided"),
    bottom=Words("有0—3岁儿童的家庭", "families with a child under 3"),
    reported=Reported(
        by=("卫生健康局",),
        reason="没有指导服务记录",
        reason_en="No record of guidance",
        room="childcare",
    ),
)
