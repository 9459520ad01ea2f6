"""护士: a registered nurse."""

from anhuai.facilities.rules import Group
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="护士",
    title_en="Nurse",
    at=At.FACILITY,
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
        Group.CHILDCARE,
    ),
    certificates=("nurse_licence",),
    basis=Basis(document="", confidence=Confidence.C),
    examples=(
        (("nurse_licence",), True),
        ((), False),
    ),
)
