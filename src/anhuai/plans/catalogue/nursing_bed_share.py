"""养老机构护理型床位占比."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="养老机构护理型床位占比",
    title_en="Share of nursing-type beds in elderly-care institutions",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="在营养老机构的护理型床位占全部床位的百分比",
    says_en="Nursing-type beds as a share of all beds of operating institutions",
    top=Words("护理型床位", "nursing-type beds"),
    bottom=Words("在营养老机构床位", "beds of operating institutions"),
    measure=Ratio(
        of("facilities.beds", groups=("elderly_residential",), nursing=True),
        of("facilities.beds", groups=("elderly_residential",)),
    ),
    note="护理型床位全国口径未查到，按登记标记计算",
    note_en="No national definition of a nursing-type bed was found: the declared mark counts",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((8, 22), "36.3636"),
    ),
    confidence=Confidence.D,
)
