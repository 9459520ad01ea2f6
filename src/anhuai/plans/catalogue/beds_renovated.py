"""改造农村敬老院床位数."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="改造农村敬老院床位数",
    title_en="Township-home beds renovated",
    domain=Domain.ELDERLY,
    unit="张",
    kind=Kind.COUNT,
    says="规划期内验收的敬老院改造工程的床位数",
    says_en="Beds of township homes in renovations accepted in the plan period",
    top=Words("改造的床位", "beds renovated"),
    measure=count(
        "facilities.works",
        kinds=("rural_elderly_home",),
        works=("adaptation", "extension", "rebuilt", "renovation"),
        accepted=PLAN,
        field="beds",
    ),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
