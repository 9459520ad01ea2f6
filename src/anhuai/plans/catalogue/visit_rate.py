"""特殊困难老年人(月/周)探访率."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="特殊困难老年人(月/周)探访率",
    title_en="Visit rate of elders with special difficulties",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="月初在探访名单上的人中，当月至少有一次有效探访的所占百分比",
    says_en="Of those on the visiting list at the month's start, the share visited in the month",
    top=Words("当月有有效探访的人", "persons with a finished visit in the month"),
    bottom=Words("月初名单上的人", "persons on the list at the month's start"),
    measure=Ratio(of("services.targets", visited=True), of("services.targets")),
    note="按月计；当月去世、迁走而未探访的，以及本人拒绝的，是否计入由县里的参数决定",
    note_en="By month; settings say whether those who died, moved or refused count",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
        Example((4, 4), "100"),
    ),
    confidence=Confidence.D,
)
