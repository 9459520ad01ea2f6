"""延伸服务: the institution also serves people in their homes."""

from datetime import date

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="开展居家社区延伸服务",
    title_en="Outreach services",
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    basis=Basis(
        document="推进养老服务高质量发展实施方案",
        date=date(2021, 9, 27),
        confidence=Confidence.A,
        note="利通区方案",
    ),
    examples=(
        ("", True),
        ("x", False),
    ),
)
