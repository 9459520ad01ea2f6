"""需尽快处置: duty officers, then the village and the town, until answered."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules import Chain, Step, To

definition = Chain(
    title="需尽快处置的呼叫",
    title_en="Urgent call",
    severities=(2,),
    steps=(
        Step("", (To.DUTY,)),
        Step("response.escalate_next", (To.DUTY, To.VILLAGE, To.TOWN)),
    ),
    repeats=True,
    basis=Basis(document="", confidence=Confidence.C, note="产品约定，未核"),
    examples=((0, (To.DUTY,)), (1, (To.DUTY, To.VILLAGE, To.TOWN))),
)
