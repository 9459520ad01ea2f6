"""困难老年人家庭适老化改造户数(年度)."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import YEAR, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="困难老年人家庭适老化改造户数(年度)",
    title_en="Age-friendly home adaptations per year",
    domain=Domain.ELDERLY,
    unit="户/年",
    kind=Kind.COUNT,
    says="当年完成适老化改造验收的困难老年人家庭户数",
    says_en="Households whose home adaptation was accepted in the year",
    top=Words("当年验收的家庭", "households accepted in the year"),
    measure=count("services.adapted", accepted=YEAR),
    note="以第二人验收之日为准，一户一次；施工中、待验收的不计",
    note_en="By the day a second person accepted it, once a home; work in progress does not count",
    examples=(
        Example((0,), "0"),
        Example((200,), "200"),
    ),
    confidence=Confidence.A,
)
