"""补足养老服务设施面积."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="补足养老服务设施面积",
    title_en="Elderly-care facility floor area to be made up",
    domain=Domain.ELDERLY,
    unit="㎡",
    kind=Kind.AREA,
    says="规划期内验收的养老设施工程交付的面积合计",
    says_en="Floor area delivered by elderly-care works accepted in the plan period",
    top=Words("交付面积", "area delivered"),
    measure=count(
        "facilities.works",
        groups=("elderly_community", "elderly_residential"),
        accepted=PLAN,
        field="area",
    ),
    note="记录不区分是否在既有社区",
    note_en="The records do not say whether a community existed before",
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
