"""困难老年人家庭适老化改造户数(累计)."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="困难老年人家庭适老化改造户数(累计)",
    title_en="Age-friendly home adaptations, cumulative households",
    domain=Domain.ELDERLY,
    unit="户",
    kind=Kind.COUNT,
    says="规划期内完成适老化改造验收的困难老年人家庭累计户数",
    says_en="Households whose home adaptation was accepted in the plan period",
    top=Words("已验收的家庭", "households accepted"),
    measure=count("services.adapted", accepted=PLAN),
    note="以第二人验收之日为准，一户一次；施工中、待验收的不计",
    note_en="By the day a second person accepted it, once a home; work in progress does not count",
    examples=(
        Example((0,), "0"),
        Example((200,), "200"),
    ),
)
