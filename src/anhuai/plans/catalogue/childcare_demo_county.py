"""每县普惠托育示范机构数."""

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
    title="每县普惠托育示范机构数",
    title_en="Inclusive demonstration childcare institutions per county",
    domain=Domain.CHILDCARE,
    unit="所/县",
    kind=Kind.RATIO,
    says="示范性托育机构数，取各县中最少的",
    says_en="Demonstration childcare institutions in the county that has fewest",
    top=Words("示范性托育机构", "demonstration childcare institutions"),
    bottom=Words("县（区）", "counties"),
    measure=MinOverDivisions(
        COUNTIES, source("facilities.operating", groups=("childcare",), marks=("demonstration",))
    ),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)
