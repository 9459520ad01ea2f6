"""每区县智慧养老院."""

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
    title="每区县智慧养老院",
    title_en="Smart elderly-care institution per county",
    domain=Domain.ELDERLY,
    unit="个/区县",
    kind=Kind.RATIO,
    says="在营智慧养老院数，取各县中最少的",
    says_en="Smart institutions in the county that has fewest",
    top=Words("智慧养老院", "smart institutions"),
    bottom=Words("县（区）", "counties"),
    measure=MinOverDivisions(
        COUNTIES, source("facilities.operating", groups=("elderly_residential",), marks=("smart",))
    ),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)
