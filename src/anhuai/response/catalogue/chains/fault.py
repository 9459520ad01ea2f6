"""设备故障: duty officers once; it waits in their queue."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules import Chain, Step, To

definition = Chain(
    title="设备故障",
    title_en="Device fault",
    severities=(3, 4),
    steps=(Step("", (To.DUTY,)),),
    repeats=False,
    basis=Basis(document="", confidence=Confidence.C, note="产品约定，未核"),
    examples=((0, (To.DUTY,)),),
)
