"""每个城市社区社区社会组织数."""

from anhuai.plans.rules import (
    URBAN,
    Domain,
    Example,
    Indicator,
    Kind,
    MinOverDivisions,
    Words,
    source,
)

definition = Indicator(
    title="每个城市社区社区社会组织数",
    title_en="Community social organisations per urban community",
    domain=Domain.SOCIAL_ORG,
    unit="家/社区",
    kind=Kind.RATIO,
    says="社区社会组织数，取各城市社区中最少的",
    says_en="Community social organisations in the urban community that has fewest",
    top=Words("社区社会组织", "community social organisations"),
    bottom=Words("城市社区", "urban communities"),
    measure=MinOverDivisions(URBAN, source("civil.organisations", kinds=("community",))),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)
