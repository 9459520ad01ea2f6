"""新建日间照料中心."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="新建日间照料中心",
    title_en="New day-care centres",
    domain=Domain.ELDERLY,
    unit="个",
    kind=Kind.COUNT,
    says="规划期内启用的日间照料中心数",
    says_en="Day-care centres opened in the plan period",
    top=Words("规划期内启用的日间照料中心", "day-care centres opened"),
    measure=count("facilities.operating", kinds=("day_care_centre",), opened=PLAN),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
