"""Applications for temporary relief of the spending kind."""

from anhuai.benefits.rules.procedure import Clock, Procedure, Step
from anhuai.kernel.confidence import Basis, Confidence

_SILENT = Basis(document="", confidence=Confidence.D, note="未见天数规定，由县里定")

definition = Procedure(
    title="临时救助的申请",
    title_en="Application for temporary relief",
    says="急难发生地乡镇受理、调查、公示，县级确认；情况紧急的走“小额快救”。",
    says_en="Accepted, surveyed and published by the township where the emergency happened, "
    "confirmed by the county; urgent cases take the quick way.",
    items=("temporary_aid",),
    path=(Step.ACCEPT, Step.SURVEY, Step.PUBLISH, Step.CLOSE, Step.CONFIRM),
    clocks={
        Step.CLOSE: Clock(
            days=0, is_working=False,
            basis=Basis(document="", confidence=Confidence.D, note="公示天数由县里定"),
        )
    },
    whole=Clock(days=0, basis=_SILENT),
)  # fmt: skip
