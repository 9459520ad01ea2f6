"""Applications for the two disability subsidies."""

from anhuai.benefits.rules.procedure import Clock, Procedure, Step
from anhuai.kernel.confidence import Basis, Confidence

_SILENT = Basis(document="", confidence=Confidence.D, note="未见天数规定，由县里定")

definition = Procedure(
    title="残疾人两项补贴的申请",
    title_en="Application for the disability subsidies",
    says="乡镇初审，县残联审核，县民政局审定；可以跨省通办。",
    says_en="First check by the township, check by the county's disabled persons' federation, "
    "decision by the civil affairs bureau; may be filed in another province.",
    items=("disability_living_subsidy", "disability_nursing_subsidy"),
    path=(Step.ACCEPT, Step.CHECK, Step.CONFIRM),
    clocks={},
    whole=Clock(days=0, basis=_SILENT),
    review_months=12,
    review_basis=Basis(document="", confidence=Confidence.C, note="定期复核的通行做法"),
)
