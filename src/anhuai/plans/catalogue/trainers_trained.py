"""培养养老师资."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="培养养老师资",
    title_en="Trainers trained",
    domain=Domain.WORKFORCE,
    unit="名",
    kind=Kind.COUNT,
    says="规划期内完成师资培训的人数",
    says_en="Persons who completed a trainers' training in the plan period",
    top=Words("完成师资培训的人", "persons trained as trainers"),
    measure=count("workforce.trainings", trainings=("trainer",), completed=PLAN, distinct=True),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
