"""社区托育服务覆盖率."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import COMMITTEES, Domain, Example, Indicator, Kind, Words, share_of, source

definition = Indicator(
    title="社区托育服务覆盖率",
    title_en="Community childcare service coverage",
    domain=Domain.CHILDCARE,
    unit="%",
    kind=Kind.RATE,
    says="本村（社区）内有在营托育服务点的村（社区）所占百分比",
    says_en="Communities with an operating childcare facility of their own",
    top=Words("有托育服务的村（社区）", "communities with childcare"),
    bottom=Words("全部村（社区）", "all communities and villages"),
    measure=share_of(COMMITTEES, source("facilities.operating", groups=("childcare",))),
    note="只算设在本村（社区）内的，不算辐射范围",
    note_en="Only facilities inside the community count, not those that serve it from outside",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
    confidence=Confidence.A,
)
