"""儿童工作人员上岗培训率."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="儿童工作人员上岗培训率",
    title_en="On-post training rate of child-welfare workers",
    domain=Domain.CHILDREN,
    unit="%",
    kind=Kind.RATE,
    says="规划期内完成过培训的儿童督导员、儿童主任所占百分比",
    says_en="Child supervisors and officers trained in the plan period",
    top=Words("完成过培训的人员", "trained"),
    bottom=Words("在岗儿童督导员和儿童主任", "child supervisors and officers in post"),
    measure=Ratio(
        of(
            "workforce.posts",
            kinds=("township_child_supervisor", "village_child_officer"),
            trained=PLAN,
        ),
        of("workforce.posts", kinds=("township_child_supervisor", "village_child_officer")),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
