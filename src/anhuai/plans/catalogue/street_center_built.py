"""综合功能养老服务中心建设数."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="综合功能养老服务中心建设数",
    title_en="Multi-function street elderly-care centres built",
    domain=Domain.ELDERLY,
    unit="所",
    kind=Kind.COUNT,
    says="规划期内启用的街道综合养老服务中心数",
    says_en="Street centres opened in the plan period",
    top=Words("启用的街道综合养老服务中心", "street centres opened"),
    measure=count("facilities.operating", kinds=("street_service_centre",), opened=PLAN),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
