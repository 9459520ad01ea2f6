"""每百张养老机构床位配备社会工作者."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="每百张养老机构床位配备社会工作者",
    title_en="Social workers per 100 institution beds",
    domain=Domain.WORKFORCE,
    unit="名/百张床位",
    kind=Kind.RATIO,
    says="养老机构在岗社会工作者与养老机构床位之比，按百张计",
    says_en="Social workers in institutions for each 100 beds",
    top=Words("养老机构在岗社会工作者", "social workers in institutions"),
    bottom=Words("在营养老机构床位", "beds of operating institutions"),
    measure=Ratio(
        of("workforce.posts", kinds=("social_worker",), facility_groups=("elderly_residential",)),
        of("facilities.beds", groups=("elderly_residential",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
    confidence=Confidence.A,
)
