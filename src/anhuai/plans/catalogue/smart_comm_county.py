"""每区县智慧养老社区."""

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
    title="每区县智慧养老社区",
    title_en="Smart elderly-care community per county",
    domain=Domain.ELDERLY,
    unit="个/区县",
    kind=Kind.RATIO,
    says="在营智慧养老社区设施数，取各县中最少的",
    says_en="Smart community facilities in the county that has fewest",
    top=Words("智慧养老社区设施", "smart community facilities"),
    bottom=Words("县（区）", "counties"),
    measure=MinOverDivisions(
        COUNTIES, source("facilities.operating", groups=("elderly_community",), marks=("smart",))
    ),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)
