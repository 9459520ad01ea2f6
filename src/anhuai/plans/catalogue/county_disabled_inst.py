"""每县失能照护服务机构数."""

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
    title="每县失能照护服务机构数",
    title_en="Disability-care institution per county",
    domain=Domain.ELDERLY,
    unit="所/县",
    kind=Kind.RATIO,
    says="在营失能照护专业机构数，取各县中最少的",
    says_en="Operating institutions specialised in disability care in the county that has fewest",
    top=Words("失能照护专业机构", "specialised institutions"),
    bottom=Words("县（市、区）", "counties"),
    measure=MinOverDivisions(
        COUNTIES,
        source(
            "facilities.operating",
            groups=("elderly_community", "elderly_residential"),
            marks=("disabled_care_specialised",),
        ),
    ),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)
