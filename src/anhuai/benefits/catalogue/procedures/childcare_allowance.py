"""Applications for the childcare allowance."""

from anhuai.benefits.rules.procedure import Clock, Procedure, Step
from anhuai.kernel.confidence import Basis, Confidence

_RULE = Basis(
    document="", confidence=Confidence.C,
    note="2025 年起的育儿补贴：初审和确认合计不超过 30 个工作日（转引，文件名未核）",
)  # fmt: skip

definition = Procedure(
    title="育儿补贴的申请",
    title_en="Application for the childcare allowance",
    says="户籍地乡镇初审，县级确认，合计不超过 30 个工作日；以后每年续办一次。",
    says_en="First check by the township, confirmation by the county, within 30 working days; "
    "renewed each year.",
    items=("childcare_subsidy",),
    path=(Step.ACCEPT, Step.CONFIRM),
    clocks={},
    whole=Clock(days=30, basis=_RULE),
    review_months=12,
    review_basis=_RULE,
)
