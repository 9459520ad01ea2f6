"""养老护理员岗前培训率."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="养老护理员岗前培训率",
    title_en="Pre-service training rate of caregivers",
    domain=Domain.WORKFORCE,
    unit="%",
    kind=Kind.RATE,
    says="规划期内上岗的养老护理员中完成岗前培训的百分比",
    says_en="Care workers who began in the plan period with pre-service training",
    top=Words("完成岗前培训的新上岗护理员", "new care workers with pre-service training"),
    bottom=Words("规划期内上岗的养老护理员", "care workers who began"),
    measure=Ratio(
        of("workforce.posts", kinds=("care_worker",), begun=PLAN, inducted=("induction",)),
        of("workforce.posts", kinds=("care_worker",), begun=PLAN),
    ),
    note="岗前指培训在上岗当日或之前完成",
    note_en="Completed on or before the first day of the post",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
