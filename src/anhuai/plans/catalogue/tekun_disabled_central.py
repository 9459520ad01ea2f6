"""生活不能自理特困人员集中供养率."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="生活不能自理特困人员集中供养率",
    title_en="Centralised-care rate of tekun persons unable to care for themselves",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="生活不能自理的特困人员中集中供养的百分比",
    says_en="Tekun persons unable to care for themselves who live in institutions",
    top=Words("集中供养的生活不能自理特困人员", "such persons in institutions"),
    bottom=Words("生活不能自理的特困人员", "特困 persons unable to care for themselves"),
    measure=Ratio(
        of(
            "people.with_circumstance",
            code="tekun",
            kinds=("centralised",),
            grades=("full", "partial"),
        ),
        of("people.with_circumstance", code="tekun", grades=("full", "partial")),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((60, 100), "60"),
    ),
    confidence=Confidence.A,
)
