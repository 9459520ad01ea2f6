"""助购: shopping and errands."""

from anhuai.facilities.rules import Group, ServiceKind
from anhuai.kernel.confidence import Basis, Confidence

definition = ServiceKind(
    title="助购",
    title_en="Shopping aid",
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    basis=Basis(document="", confidence=Confidence.C),
    examples=(
        (Group.ELDERLY_RESIDENTIAL, True),
        (Group.CHILDCARE, False),
    ),
)
