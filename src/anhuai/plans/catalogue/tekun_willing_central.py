"""有集中供养意愿的特困人员集中供养率."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="有集中供养意愿的特困人员集中供养率",
    title_en="Centralised-care rate of willing tekun persons",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="有集中供养意愿的特困人员中已集中供养的百分比",
    says_en="Tekun persons wishing to live in an institution who do",
    top=Words("已集中供养的有意愿者", "those in institutions"),
    bottom=Words("有集中供养意愿的特困人员", "特困 persons who wish it"),
    measure=Ratio(
        of(
            "people.with_circumstance",
            code="tekun",
            kinds=("centralised",),
            also="wishes_centralised_support",
        ),
        of("people.with_circumstance", code="tekun", also="wishes_centralised_support"),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
    confidence=Confidence.A,
)
