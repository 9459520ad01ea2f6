"""社会组织党组织覆盖率."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="社会组织党组织覆盖率",
    title_en="Party-organisation coverage of social organisations",
    domain=Domain.SOCIAL_ORG,
    unit="%",
    kind=Kind.RATE,
    says="建有党组织的社会组织占登记社会组织的百分比",
    says_en="Registered social organisations with a party organisation",
    top=Words("建有党组织的社会组织", "organisations with a party organisation"),
    bottom=Words("登记的社会组织", "registered social organisations"),
    measure=Ratio(
        of(
            "civil.organisations",
            kinds=("association", "foundation", "private_non_enterprise"),
            has_party_organisation=True,
        ),
        of("civil.organisations", kinds=("association", "foundation", "private_non_enterprise")),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
