"""养老护理员培训率."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="养老护理员培训率",
    title_en="Caregiver training rate",
    domain=Domain.WORKFORCE,
    unit="%",
    kind=Kind.RATE,
    says="规划期内完成过培训的在岗养老护理员所占百分比",
    says_en="Care workers in post with a training completed in the plan period",
    top=Words("完成过培训的养老护理员", "care workers trained"),
    bottom=Words("在岗养老护理员", "care workers in post"),
    measure=Ratio(
        of("workforce.posts", kinds=("care_worker",), trained=PLAN),
        of("workforce.posts", kinds=("care_worker",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
