"""每县老年大学数."""

from anhuai.plans.rules import (
    COUNTIES,
    Domain,
    Example,
    Indicator,
    Kind,
    MinOverDivisions,
    Words,
    source,
)

definition = Indicator(
    title="每县老年大学数",
    title_en="University for elders per county",
    domain=Domain.ELDERLY,
    unit="所/县",
    kind=Kind.RATIO,
    says="在营老年大学数，取各县中最少的",
    says_en="Universities for elders in the county that has fewest",
    top=Words("老年大学", "universities for elders"),
    bottom=Words("县（市、区）", "counties"),
    measure=MinOverDivisions(
        COUNTIES, source("facilities.operating", kinds=("older_adult_college",))
    ),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)
