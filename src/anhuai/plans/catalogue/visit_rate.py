"""特殊困难老年人(月/周)探访率."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="特殊困难老年人(月/周)探访率",
    title_en="Visit rate of elders with special difficulties",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="当月（周）至少被探访一次的特殊困难老年人所占百分比",
    says_en="Special-difficulty elders visited at least once in the month or week",
    top=Words("被探访的特殊困难老年人", "elders visited"),
    bottom=Words("在册特殊困难老年人", "registered special-difficulty elders"),
    reported=Reported(
        by=("民政局",), reason="没有探访记录", reason_en="No record of visits", room="services"
    ),
    confidence=Confidence.D,
)
