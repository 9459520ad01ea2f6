"""示范机构: a model for others, named by the authority."""

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="示范机构",
    title_en="Demonstration facility",
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
        Group.CHILDCARE,
        Group.CHILDREN,
        Group.SOCIAL_WORK,
        Group.EDUCATION,
        Group.COMMUNITY,
    ),
    basis=Basis(
        document="养老育幼基本公共服务能力提升工作方案", confidence=Confidence.A, note="四川省方案"
    ),
    examples=(
        ("", True),
        ("x", False),
    ),
)
