"""儿童督导员、儿童主任新任职培训率."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="儿童督导员、儿童主任新任职培训率",
    title_en="Induction training of child supervisors/directors",
    domain=Domain.CHILDREN,
    unit="%",
    kind=Kind.RATE,
    says="规划期内新任职的儿童督导员、儿童主任中完成任职培训的百分比",
    says_en="Newly appointed child supervisors and officers with induction training",
    top=Words("完成任职培训的新任职人员", "newly appointed with induction"),
    bottom=Words("新任职的儿童督导员和儿童主任", "newly appointed"),
    measure=Ratio(
        of(
            "workforce.posts",
            kinds=("township_child_supervisor", "village_child_officer"),
            begun=PLAN,
            trained=PLAN,
            trainings=("child_work", "induction"),
        ),
        of(
            "workforce.posts",
            kinds=("township_child_supervisor", "village_child_officer"),
            begun=PLAN,
        ),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
