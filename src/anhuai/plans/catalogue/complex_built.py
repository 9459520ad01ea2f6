"""社区养老服务综合体建成数."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="社区养老服务综合体建成数",
    title_en="Community elderly-care complexes completed",
    domain=Domain.ELDERLY,
    unit="个",
    kind=Kind.COUNT,
    says="规划期内启用的社区养老服务综合体数",
    says_en="Community elderly-care complexes opened in the plan period",
    top=Words("启用的综合体", "complexes opened"),
    measure=count("facilities.operating", kinds=("elderly_service_complex",), opened=PLAN),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
