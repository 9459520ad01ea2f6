"""城市(居家和)社区养老服务设施覆盖率."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import URBAN, Domain, Example, Indicator, Kind, Words, share_of, source

definition = Indicator(
    title="城市(居家和)社区养老服务设施覆盖率",
    title_en="Urban community elderly-care facility coverage",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="有在营养老服务设施的城市社区所占百分比",
    says_en="Urban communities with an operating elderly-care facility",
    top=Words("有养老服务设施的城市社区", "urban communities with a facility"),
    bottom=Words("全部城市社区（居委会）", "all urban communities"),
    measure=share_of(
        URBAN, source("facilities.operating", groups=("elderly_community", "elderly_residential"))
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
    confidence=Confidence.A,
)
