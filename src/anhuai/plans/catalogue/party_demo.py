"""培育示范性党组织."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="培育示范性党组织",
    title_en="Demonstration party organisations",
    domain=Domain.SOCIAL_ORG,
    unit="个",
    kind=Kind.COUNT,
    says="社会组织中的示范性党组织数",
    says_en="Demonstration party organisations of social organisations",
    top=Words("示范性党组织", "demonstration party organisations"),
    measure=count(
        "civil.organisations",
        kinds=("association", "foundation", "private_non_enterprise"),
        is_party_demonstration=True,
    ),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
