"""设置托位数."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="设置托位数",
    title_en="Childcare places to be provided",
    domain=Domain.CHILDCARE,
    unit="个",
    kind=Kind.COUNT,
    says="在营托育机构、家庭托育点和幼儿园托班的托位数",
    says_en="Childcare places of operating institutions",
    top=Words("托位", "childcare places"),
    measure=count("facilities.childcare_places"),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
