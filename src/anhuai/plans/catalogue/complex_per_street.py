"""每个街道社区养老服务综合体数."""

from anhuai.plans.rules import (
    STREETS,
    Domain,
    Example,
    Indicator,
    Kind,
    MinOverDivisions,
    Words,
    source,
)

definition = Indicator(
    title="每个街道社区养老服务综合体数",
    title_en="Community elderly-care complex per street",
    domain=Domain.ELDERLY,
    unit="个/街道",
    kind=Kind.RATIO,
    says="在营社区养老服务综合体数，取各街道中最少的",
    says_en="Operating complexes in the street that has fewest",
    top=Words("综合体", "complexes"),
    bottom=Words("街道", "streets"),
    measure=MinOverDivisions(
        STREETS, source("facilities.operating", kinds=("elderly_service_complex",))
    ),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)
