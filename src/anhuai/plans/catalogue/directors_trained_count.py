"""培训养老院院长."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="培训养老院院长",
    title_en="Institution directors trained",
    domain=Domain.WORKFORCE,
    unit="名",
    kind=Kind.COUNT,
    says="规划期内完成过培训的养老机构负责人人数",
    says_en="Institution heads trained in the plan period",
    top=Words("受训的负责人", "heads trained"),
    measure=count(
        "workforce.trainings", post_kinds=("institution_head",), completed=PLAN, distinct=True
    ),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
