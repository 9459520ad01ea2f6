"""新建农村老饭桌."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="新建农村老饭桌",
    title_en="New rural elders' meal points",
    domain=Domain.ELDERLY,
    unit="个",
    kind=Kind.COUNT,
    says="规划期内启用的农村老饭桌数",
    says_en="Rural elders' meal points opened in the plan period",
    top=Words("启用的农村老饭桌", "rural meal points opened"),
    measure=count("facilities.operating", kinds=("rural_meal_point",), opened=PLAN),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
