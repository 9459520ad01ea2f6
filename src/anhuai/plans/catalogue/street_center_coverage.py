"""街道综合养老服务中心配置."""

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
    title="街道综合养老服务中心配置",
    title_en="Streets with a multi-function elderly-care service centre",
    domain=Domain.ELDERLY,
    unit="个/街道",
    kind=Kind.RATIO,
    says="在营街道综合养老服务中心数，取各街道中最少的",
    says_en="Operating street centres in the street that has fewest",
    top=Words("街道综合养老服务中心", "street centres"),
    bottom=Words("街道", "streets"),
    measure=MinOverDivisions(
        STREETS, source("facilities.operating", kinds=("street_service_centre",))
    ),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)
