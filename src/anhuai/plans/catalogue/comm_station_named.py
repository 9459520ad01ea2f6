"""颐和社区综合服务站建成."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="颐和社区综合服务站建成",
    title_en="Named community service station completed",
    domain=Domain.COMMUNITY,
    unit="个",
    kind=Kind.MILESTONE,
    says="名称含“颐和社区”的规划项目中已竣工验收的个数",
    says_en="Projects of the plan named after Yihe community that were accepted",
    top=Words("已验收的项目", "accepted projects"),
    measure=count("plans.projects", about="颐和社区", status="accepted"),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
