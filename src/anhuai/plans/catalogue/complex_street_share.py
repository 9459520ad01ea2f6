"""涉改街道社区养老服务综合体建成比例."""

from anhuai.plans.rules import STREETS, Domain, Example, Indicator, Kind, Words, share_of, source

definition = Indicator(
    title="涉改街道社区养老服务综合体建成比例",
    title_en="Share of streets with a completed community elderly-care complex",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="有在营社区养老服务综合体的街道所占百分比",
    says_en="Streets with an operating community elderly-care complex",
    top=Words("有综合体的街道", "streets with a complex"),
    bottom=Words("全部街道", "all streets"),
    measure=share_of(STREETS, source("facilities.operating", kinds=("elderly_service_complex",))),
    note="分母为全部街道，记录不区分是否涉及改革",
    note_en="All streets count: the records do not say which were merged",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
)
