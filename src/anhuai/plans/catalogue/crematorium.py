"""县殡仪馆火化车间建成."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="县殡仪馆火化车间建成",
    title_en="Crematorium workshop completed",
    domain=Domain.FUNERAL,
    unit="个",
    kind=Kind.MILESTONE,
    says="名称含“火化”的规划项目中已竣工验收的个数",
    says_en="Projects of the plan on cremation that were accepted",
    top=Words("已验收的项目", "accepted projects"),
    measure=count("plans.projects", about="火化", status="accepted"),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
