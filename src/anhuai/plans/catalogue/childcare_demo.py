"""示范性婴幼儿照护服务机构数."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="示范性婴幼儿照护服务机构数",
    title_en="Demonstration infant-care institutions",
    domain=Domain.CHILDCARE,
    unit="家",
    kind=Kind.COUNT,
    says="在营的示范性婴幼儿照护服务机构数",
    says_en="Operating demonstration childcare institutions",
    top=Words("示范性托育机构", "demonstration childcare institutions"),
    measure=count("facilities.operating", groups=("childcare",), marks=("demonstration",)),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
