"""每个社区老年人日间照料室."""

from anhuai.plans.rules import (
    COMMITTEES,
    Domain,
    Example,
    Indicator,
    Kind,
    MinOverDivisions,
    Words,
    source,
)

definition = Indicator(
    title="每个社区老年人日间照料室",
    title_en="Day-care room per community",
    domain=Domain.ELDERLY,
    unit="处/社区",
    kind=Kind.RATIO,
    says="在营日间照料中心（室）数，取各村（社区）中最少的",
    says_en="Operating day-care rooms in the community that has fewest",
    top=Words("日间照料中心（室）", "day-care rooms"),
    bottom=Words("村（社区）", "communities"),
    measure=MinOverDivisions(
        COMMITTEES, source("facilities.operating", kinds=("day_care_centre",))
    ),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)
