"""厨师: cooks for a facility or meal point."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="厨师",
    title_en="Cook",
    at=At.FACILITY,
    certificates=("health",),
    basis=Basis(document="", confidence=Confidence.C),
    examples=(
        (("health",), True),
        ((), False),
    ),
)
