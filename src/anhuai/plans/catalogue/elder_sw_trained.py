"""培训涉老社会工作者."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="培训涉老社会工作者",
    title_en="Elder-care social workers trained",
    domain=Domain.WORKFORCE,
    unit="名",
    kind=Kind.COUNT,
    says="规划期内完成过培训的社会工作者人数",
    says_en="Social workers trained in the plan period",
    top=Words("受训的社会工作者", "social workers trained"),
    measure=count(
        "workforce.trainings", post_kinds=("social_worker",), completed=PLAN, distinct=True
    ),
    note="岗位不区分是否专为老年人服务",
    note_en="Posts do not say whether they serve elders only",
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
