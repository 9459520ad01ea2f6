"""社区养老服务综合体新开工数."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="社区养老服务综合体新开工数",
    title_en="Community elderly-care complexes started",
    domain=Domain.ELDERLY,
    unit="个",
    kind=Kind.COUNT,
    says="规划期内开工的社区养老服务综合体新建工程数",
    says_en="New complexes on which building began in the plan period",
    top=Words("开工的综合体", "complexes started"),
    measure=count(
        "facilities.works", kinds=("elderly_service_complex",), works=("new",), started=PLAN
    ),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
