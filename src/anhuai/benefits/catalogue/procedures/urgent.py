"""Urgent, small help: first the help, then the papers."""

from anhuai.benefits.rules.procedure import Clock, Procedure, Step
from anhuai.kernel.confidence import Basis, Confidence

_GUIDANCE = Basis(
    document="民政部、财政部2026年1月关于临时救助的指导意见",
    confidence=Confidence.B, note="转引，未核原文；先行救助依社会救助法第五十条",
)  # fmt: skip

definition = Procedure(
    title="小额快救",
    title_en="Quick small help",
    says="急难发生地直接登记、先行救助，不查家庭经济状况、不公示，事后补办手续。",
    says_en="Registered where the emergency happened and helped at once: no means test, "
    "no publication, the papers afterwards.",
    items=("urgent_small_aid",),
    path=(Step.HELP, Step.PAPERS),
    clocks={Step.HELP: Clock(days=3, is_working=False, basis=_GUIDANCE)},
    whole=Clock(days=0, basis=Basis(document="", confidence=Confidence.D, note="补办期限由县里定")),
)
