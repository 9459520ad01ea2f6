"""法人登记: registered as a legal person of its own."""

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="法人登记",
    title_en="Registered as legal person",
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    basis=Basis(
        document="养老育幼基本公共服务能力提升工作方案", confidence=Confidence.A, note="四川省方案"
    ),
    examples=(
        ("", True),
        ("x", False),
    ),
)
