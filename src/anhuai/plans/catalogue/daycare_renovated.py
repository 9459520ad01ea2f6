"""改造提升日间照料中心."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="改造提升日间照料中心",
    title_en="Day-care centres renovated",
    domain=Domain.ELDERLY,
    unit="个",
    kind=Kind.COUNT,
    says="规划期内验收的日间照料中心改造工程数",
    says_en="Renovations of day-care centres accepted in the plan period",
    top=Words("验收的日间照料中心改造工程", "renovations accepted"),
    measure=count(
        "facilities.works",
        kinds=("day_care_centre",),
        works=("rebuilt", "extension", "renovation", "adaptation"),
        accepted=PLAN,
    ),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
