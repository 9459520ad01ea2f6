"""每个社区持证社工数."""

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
    title="每个社区持证社工数",
    title_en="Certified social workers per community",
    domain=Domain.WORKFORCE,
    unit="名/社区",
    kind=Kind.RATIO,
    says="持证社会工作者数，取各城市社区中最少的",
    says_en="Certified social workers in the urban community that has fewest",
    top=Words("持证社会工作者", "certified social workers"),
    bottom=Words("城市社区", "urban communities"),
    measure=MinOverDivisions(
        URBAN, source("workforce.posts", kinds=("social_worker",), certified=True)
    ),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)
