"""婴幼儿健康管理率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="婴幼儿健康管理率",
    title_en="Infant health-management rate",
    domain=Domain.CHILDCARE,
    unit="%",
    kind=Kind.RATE,
    says="纳入健康管理的0—3岁儿童所占百分比",
    says_en="Children under 3 under health management",
    top=Words("纳入健康管理的儿童", "children under health management"),
    bottom=Words("0—3岁儿童", "children under 3"),
    reported=Reported(
        by=("卫生健康局",),
        reason="没有儿童健康管理记录",
        reason_en="No record of child health management",
        room="health",
    ),
)
