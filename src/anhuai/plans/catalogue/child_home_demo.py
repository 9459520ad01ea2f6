"""儿童之家示范点."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="儿童之家示范点",
    title_en="Demonstration children's homes",
    domain=Domain.CHILDREN,
    unit="个",
    kind=Kind.COUNT,
    says="命名为示范的在营儿童之家数",
    says_en="Operating children's homes named as demonstrations",
    top=Words("示范儿童之家", "demonstration children's homes"),
    measure=count("facilities.operating", kinds=("childrens_home",), marks=("demonstration",)),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
