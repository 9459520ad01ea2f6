"""无障碍达标: accepted as barrier-free."""

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="无障碍达标",
    title_en="Barrier-free",
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
        Group.CHILDCARE,
        Group.CHILDREN,
        Group.SOCIAL_WORK,
        Group.EDUCATION,
        Group.COMMUNITY,
    ),
    basis=Basis(document="中华人民共和国无障碍环境建设法", confidence=Confidence.A),
    examples=(
        ("", True),
        ("x", False),
    ),
)
