"""培育孵化儿童类社会组织."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="培育孵化儿童类社会组织",
    title_en="Child-focused social organisations incubated",
    domain=Domain.CHILDREN,
    unit="家",
    kind=Kind.COUNT,
    says="规划期内登记的儿童类社会组织数",
    says_en="Social organisations for children registered in the plan period",
    top=Words("新登记的儿童类社会组织", "new organisations for children"),
    measure=count("civil.organisations", works_in="children", registered=PLAN),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
