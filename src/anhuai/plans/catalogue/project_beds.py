"""项目新增养老床位."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="项目新增养老床位",
    title_en="New beds of a key project",
    domain=Domain.ELDERLY,
    unit="张",
    kind=Kind.COUNT,
    says="规划项目中已竣工验收的项目的床位数",
    says_en="Beds of the plan's projects that were accepted",
    top=Words("已验收项目的床位", "beds of accepted projects"),
    measure=count("plans.projects", status="accepted", field="beds"),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
