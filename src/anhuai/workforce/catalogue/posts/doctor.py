"""医师: a licensed doctor."""

from anhuai.facilities.rules import Group
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="医师",
    title_en="Doctor",
    at=At.FACILITY,
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    certificates=("doctor_licence",),
    basis=Basis(document="", confidence=Confidence.C),
    examples=(
        (("doctor_licence",), True),
        ((), False),
    ),
)
