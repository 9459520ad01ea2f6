"""重点项目计划总投资."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="重点项目计划总投资",
    title_en="Planned total investment of key projects",
    domain=Domain.FINANCE,
    unit="亿元",
    kind=Kind.AMOUNT,
    says="规划列出的重点项目的计划投资合计",
    says_en="Planned investment of all projects the plan lists",
    top=Words("计划投资", "planned investment"),
    measure=count("plans.projects", field="budget", per=10**10),
    note="未写投资额的项目不计",
    note_en="Projects without a stated budget add nothing",
    examples=(
        Example((0,), "0"),
        Example((80285000000,), "8.0285"),
    ),
)
