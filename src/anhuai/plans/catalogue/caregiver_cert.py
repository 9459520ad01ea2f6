"""养老护理员持证上岗率."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="养老护理员持证上岗率",
    title_en="Certified caregiver rate",
    domain=Domain.WORKFORCE,
    unit="%",
    kind=Kind.RATE,
    says="持有有效证书的在岗养老护理员所占百分比",
    says_en="Care workers in post with a valid certificate",
    top=Words("持证的养老护理员", "care workers with a valid certificate"),
    bottom=Words("在岗养老护理员", "care workers in post"),
    measure=Ratio(
        of("workforce.posts", kinds=("care_worker",), certified=True),
        of("workforce.posts", kinds=("care_worker",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((98, 100), "98"),
    ),
    confidence=Confidence.A,
)
