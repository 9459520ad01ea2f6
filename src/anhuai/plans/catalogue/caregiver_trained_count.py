"""累计培养培训养老护理人才."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="累计培养培训养老护理人才",
    title_en="Caregivers trained, cumulative",
    domain=Domain.WORKFORCE,
    unit="人次",
    kind=Kind.COUNT,
    says="规划期内养老护理员完成培训的人次",
    says_en="Trainings completed by care workers in the plan period",
    top=Words("完成培训的人次", "trainings completed"),
    measure=count("workforce.trainings", post_kinds=("care_worker",), completed=PLAN),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
