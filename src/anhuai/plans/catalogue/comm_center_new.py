"""新建城市社区服务中心."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="新建城市社区服务中心",
    title_en="New urban community service centres",
    domain=Domain.COMMUNITY,
    unit="个",
    kind=Kind.COUNT,
    says="规划期内在城市社区启用的综合服务设施数",
    says_en="Service centres opened in urban communities in the plan period",
    top=Words("新启用的城市社区服务中心", "urban centres opened"),
    measure=count(
        "facilities.operating", kinds=("community_service_centre",), opened=PLAN, urban=True
    ),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
