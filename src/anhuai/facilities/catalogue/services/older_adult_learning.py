"""老年教育: courses for older people."""

from anhuai.facilities.rules import Group, ServiceKind
from anhuai.kernel.confidence import Basis, Confidence

definition = ServiceKind(
    title="老年教育",
    title_en="Learning for older adults",
    groups=(
        Group.EDUCATION,
        Group.ELDERLY_COMMUNITY,
    ),
    basis=Basis(
        document="关于进一步促进养老托育服务健康发展的实施方案",
        confidence=Confidence.A,
        note="文山州方案",
    ),
    examples=(
        (Group.EDUCATION, True),
        (Group.ELDERLY_RESIDENTIAL, False),
    ),
)
