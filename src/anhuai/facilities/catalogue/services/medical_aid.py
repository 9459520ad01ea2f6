"""助医: help to see a doctor and take medicine, one of the six aids."""

from datetime import date

from anhuai.facilities.rules import Group, ServiceKind
from anhuai.kernel.confidence import Basis, Confidence

definition = ServiceKind(
    title="助医",
    title_en="Medical aid",
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    is_aid=True,
    basis=Basis(
        document="推进养老服务高质量发展实施方案",
        date=date(2021, 9, 27),
        confidence=Confidence.A,
        note="利通区方案",
    ),
    examples=(
        (Group.ELDERLY_RESIDENTIAL, True),
        (Group.CHILDCARE, False),
    ),
)
