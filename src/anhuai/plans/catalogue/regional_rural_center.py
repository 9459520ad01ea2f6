"""示范性农村区域养老服务中心建成数."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="示范性农村区域养老服务中心建成数",
    title_en="Demonstration rural regional elderly-care centres built",
    domain=Domain.ELDERLY,
    unit="个",
    kind=Kind.COUNT,
    says="命名为示范的在营区域养老服务中心数",
    says_en="Operating regional elderly-care centres named as demonstrations",
    top=Words("示范区域养老服务中心", "demonstration regional centres"),
    measure=count(
        "facilities.operating", kinds=("regional_elderly_service_centre",), marks=("demonstration",)
    ),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
