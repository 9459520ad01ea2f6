"""每区县养老实训基地."""

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
    title="每区县养老实训基地",
    title_en="Elder-care training base per county",
    domain=Domain.WORKFORCE,
    unit="个/区县",
    kind=Kind.RATIO,
    says="在营养老实训基地数，取各县中最少的",
    says_en="Training bases in the county that has fewest",
    top=Words("养老实训基地", "training bases"),
    bottom=Words("县（区）", "counties"),
    measure=MinOverDivisions(COUNTIES, source("facilities.operating", kinds=("training_base",))),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)
