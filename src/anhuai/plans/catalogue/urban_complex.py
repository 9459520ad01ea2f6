"""城市养老服务综合体."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="城市养老服务综合体",
    title_en="Urban elderly-care complex built",
    domain=Domain.ELDERLY,
    unit="个",
    kind=Kind.COUNT,
    says="在营的养老服务综合体数",
    says_en="Operating elderly-care complexes",
    top=Words("养老服务综合体", "complexes"),
    measure=count("facilities.operating", kinds=("elderly_service_complex",)),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
