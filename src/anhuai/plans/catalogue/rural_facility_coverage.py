"""农村(居家和)社区养老服务设施覆盖率."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import RURAL, Domain, Example, Indicator, Kind, Words, share_of, source

definition = Indicator(
    title="农村(居家和)社区养老服务设施覆盖率",
    title_en="Rural community elderly-care facility coverage",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="有在营养老服务设施（幸福院、老饭桌、日间照料等）的行政村所占百分比",
    says_en="Villages with an operating elderly-care facility",
    top=Words("有养老服务设施的行政村", "villages with a facility"),
    bottom=Words("全部行政村", "all villages"),
    measure=share_of(
        RURAL, source("facilities.operating", groups=("elderly_community", "elderly_residential"))
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
    confidence=Confidence.A,
)
