"""重点项目数."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="重点项目数",
    title_en="Number of key projects",
    domain=Domain.FINANCE,
    unit="个",
    kind=Kind.COUNT,
    says="规划列出的重点项目数",
    says_en="Projects the plan lists",
    top=Words("规划项目", "projects of the plan"),
    measure=count("plans.projects"),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
