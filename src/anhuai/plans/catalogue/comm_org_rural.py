"""每个农村社区社区社会组织数."""

from anhuai.plans.rules import (
    RURAL,
    Domain,
    Example,
    Indicator,
    Kind,
    MinOverDivisions,
    Words,
    source,
)

definition = Indicator(
    title="每个农村社区社区社会组织数",
    title_en="Community social organisations per rural community",
    domain=Domain.SOCIAL_ORG,
    unit="家/社区",
    kind=Kind.RATIO,
    says="社区社会组织数，取各行政村中最少的",
    says_en="Community social organisations in the village that has fewest",
    top=Words("社区社会组织", "community social organisations"),
    bottom=Words("行政村", "villages"),
    measure=MinOverDivisions(RURAL, source("civil.organisations", kinds=("community",))),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)
