"""每千人口拥有3岁以下婴幼儿托位数."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="每千人口拥有3岁以下婴幼儿托位数",
    title_en="Childcare places (0-3) per 1,000 residents",
    domain=Domain.CHILDCARE,
    unit="个/千人",
    kind=Kind.RATIO,
    says="托育机构、家庭托育点和幼儿园托班的托位数与常住人口之比，按千人计",
    says_en="Childcare places for each 1,000 residents of all ages",
    top=Words("托位", "childcare places"),
    bottom=Words("常住人口", "residents"),
    measure=Ratio(of("facilities.childcare_places"), of("people.residents"), times=1000),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((54, 12000), "4.5"),
    ),
    confidence=Confidence.B,
)
