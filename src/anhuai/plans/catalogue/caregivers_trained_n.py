"""培训养老护理员."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="培训养老护理员",
    title_en="Caregivers trained",
    domain=Domain.WORKFORCE,
    unit="名",
    kind=Kind.COUNT,
    says="规划期内完成过培训的养老护理员人数",
    says_en="Care workers trained in the plan period",
    top=Words("受训的养老护理员", "care workers trained"),
    measure=count(
        "workforce.trainings", post_kinds=("care_worker",), completed=PLAN, distinct=True
    ),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
