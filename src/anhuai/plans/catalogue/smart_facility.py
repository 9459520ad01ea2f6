"""智慧养老院或智慧养老社区."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="智慧养老院或智慧养老社区",
    title_en="Smart elderly-care institution or community",
    domain=Domain.ELDERLY,
    unit="个",
    kind=Kind.COUNT,
    says="评定为智慧养老的在营机构和社区设施数",
    says_en="Operating facilities certified as smart elderly care",
    top=Words("智慧养老设施", "smart facilities"),
    measure=count(
        "facilities.operating",
        groups=("elderly_community", "elderly_residential"),
        marks=("smart",),
    ),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
