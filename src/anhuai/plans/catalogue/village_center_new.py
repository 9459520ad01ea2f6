"""新建村务活动中心."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="新建村务活动中心",
    title_en="New village activity centres",
    domain=Domain.COMMUNITY,
    unit="个",
    kind=Kind.COUNT,
    says="规划期内在行政村启用的综合服务设施数",
    says_en="Service centres opened in villages in the plan period",
    top=Words("新启用的村务活动中心", "village centres opened"),
    measure=count(
        "facilities.operating", kinds=("community_service_centre",), opened=PLAN, urban=False
    ),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
