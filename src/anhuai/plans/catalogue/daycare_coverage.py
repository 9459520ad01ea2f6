"""社区日间照料机构覆盖率."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import COMMITTEES, Domain, Example, Indicator, Kind, Words, share_of, source

definition = Indicator(
    title="社区日间照料机构覆盖率",
    title_en="Community day-care facility coverage",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="本村（社区）内有在营日间照料中心的村（社区）所占百分比",
    says_en="Communities and villages with an operating day-care centre of their own",
    top=Words("有日间照料中心的村（社区）", "communities with a day-care centre"),
    bottom=Words("全部村（社区）", "all communities and villages"),
    measure=share_of(COMMITTEES, source("facilities.operating", kinds=("day_care_centre",))),
    note="只算设在本村（社区）内的，不算辐射范围",
    note_en="Only centres inside the community count, not those that serve it from outside",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
    confidence=Confidence.A,
)
