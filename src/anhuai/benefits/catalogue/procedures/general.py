"""Applications where no source prescribes more than accepting, surveying and deciding."""

from anhuai.benefits.rules.procedure import Clock, Procedure, Step
from anhuai.kernel.confidence import Basis, Confidence

_SILENT = Basis(document="", confidence=Confidence.D, note="未见天数规定，由县里定")

definition = Procedure(
    title="一般申请",
    title_en="General application",
    says="乡镇受理、核实并提出意见，县级确认。",
    says_en="The township accepts, verifies and advises; the county confirms.",
    items=(
        "old_age_allowance", "elderly_service_subsidy", "nursing_subsidy", "elder_care_voucher",
        "meal_subsidy", "home_adaptation", "institution_stay_subsidy", "orphan_allowance",
        "unattended_child_allowance",
    ),
    path=(Step.ACCEPT, Step.SURVEY, Step.CONFIRM),
    clocks={},
    whole=Clock(days=0, basis=_SILENT),
)  # fmt: skip
