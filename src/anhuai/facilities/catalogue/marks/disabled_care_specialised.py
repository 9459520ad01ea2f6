"""失能照护专业机构: specialised in caring for people who have lost ability."""

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="失能照护专业机构",
    title_en="Specialised in care of the disabled",
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    basis=Basis(
        document="关于进一步促进养老托育服务健康发展的实施方案",
        confidence=Confidence.A,
        note="文山州方案",
    ),
    examples=(
        ("", True),
        ("x", False),
    ),
)
