"""医疗机构签约: a contract with a medical institution is in force."""

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="医疗机构签约",
    title_en="Medical service contract",
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
