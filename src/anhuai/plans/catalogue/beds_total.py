"""投入运行的养老服务机构总床位数."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="投入运行的养老服务机构总床位数",
    title_en="Total beds in operating elderly-care institutions",
    domain=Domain.ELDERLY,
    unit="张",
    kind=Kind.COUNT,
    says="在营养老机构的床位数",
    says_en="Beds of operating elderly-care institutions",
    top=Words("在营养老机构床位", "beds of operating institutions"),
    measure=count("facilities.beds", groups=("elderly_residential",)),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
