"""社会工作者职业资格: assistant, social worker, senior."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import CertificateKind

definition = CertificateKind(
    title="社会工作者职业资格证书",
    title_en="Social worker qualification",
    grades=(
        ("assistant", "助理社会工作师", "Assistant"),
        ("social_worker", "社会工作师", "Social worker"),
        ("senior", "高级社会工作师", "Senior"),
    ),
    basis=Basis(document="", confidence=Confidence.C),
    examples=(
        ("", True),
        ("x", False),
        ("assistant", True),
    ),
)
