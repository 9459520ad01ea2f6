"""培育社会工作服务机构."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="培育社会工作服务机构",
    title_en="Social-work agencies cultivated",
    domain=Domain.SOCIAL_ORG,
    unit="家",
    kind=Kind.COUNT,
    says="规划期内登记的社会工作服务机构数",
    says_en="Social-work agencies registered in the plan period",
    top=Words("新登记的社会工作服务机构", "new social-work agencies"),
    measure=count("civil.organisations", works_in="social_work", registered=PLAN),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
