"""困难老年人家庭适老化改造户数(年度)."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="困难老年人家庭适老化改造户数(年度)",
    title_en="Age-friendly home adaptations per year",
    domain=Domain.ELDERLY,
    unit="户/年",
    kind=Kind.COUNT,
    says="当年完成适老化改造验收的困难老年人家庭户数",
    says_en="Households whose home adaptation was accepted in the year",
    top=Words("当年验收的家庭", "households accepted in the year"),
    reported=Reported(
        by=("民政局",),
        reason="没有家庭改造记录",
        reason_en="No record of home adaptations",
        room="services",
    ),
    confidence=Confidence.A,
)
