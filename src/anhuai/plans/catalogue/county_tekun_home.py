"""每区县县级特困人员敬老院."""

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
    title="每区县县级特困人员敬老院",
    title_en="County-level home for tekun persons per county",
    domain=Domain.ELDERLY,
    unit="所/区县",
    kind=Kind.RATIO,
    says="具有失能照护专业能力的在营县级敬老院数，取各县中最少的",
    says_en="County-level homes with specialised disability care in the county that has fewest",
    top=Words("县级特困人员敬老院", "county-level homes"),
    bottom=Words("县（区）", "counties"),
    measure=MinOverDivisions(
        COUNTIES,
        source(
            "facilities.operating",
            kinds=("rural_elderly_home",),
            tier="county",
            marks=("disabled_care_specialised",),
        ),
    ),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)
