"""普惠: fees kept affordable by agreement with the government."""

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="普惠",
    title_en="Inclusive and affordable",
    groups=(
        Group.CHILDCARE,
        Group.ELDERLY_RESIDENTIAL,
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
