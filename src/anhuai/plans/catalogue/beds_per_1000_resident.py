"""每千名常住老年人拥有养老床位数."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="每千名常住老年人拥有养老床位数",
    title_en="Elderly-care beds per 1,000 resident elders",
    domain=Domain.ELDERLY,
    unit="张/千名老年人",
    kind=Kind.RATIO,
    says="养老机构和社区养老设施的床位数与60岁及以上常住老年人之比，按千人计",
    says_en="Elderly-care beds for each 1,000 resident elders",
    top=Words("养老床位（含社区设施）", "elderly-care beds, community facilities included"),
    bottom=Words("60岁及以上常住老年人", "resident population aged 60 and over"),
    measure=Ratio(
        of("facilities.beds", groups=("elderly_community", "elderly_residential")),
        of("people.residents", min_age=60),
        times=1000,
    ),
    note="分母是常住老年人；规划目标多用户籍老年人，两个数并列看",
    note_en="The denominator is the resident older population; plans mostly use the registered",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((1279, 23701), "53.9640"),
    ),
    confidence=Confidence.B,
)
