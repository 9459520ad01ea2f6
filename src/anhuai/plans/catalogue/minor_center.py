"""县级未成年人救助保护中心."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="县级未成年人救助保护中心",
    title_en="County centre for protection of minors",
    domain=Domain.CHILDREN,
    unit="个",
    kind=Kind.COUNT,
    says="在营的县级未成年人救助保护中心数",
    says_en="Operating county centres for the protection of minors",
    top=Words("未成年人救助保护中心", "centres"),
    measure=count("facilities.operating", kinds=("minor_rescue_centre",)),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
