"""保育师: certificate of a childcare worker."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import CertificateKind

definition = CertificateKind(
    title="保育师（保育员）证书",
    title_en="Childcare certificate",
    grades=(
        ("5", "五级（初级工）", "Level 5"),
        ("4", "四级（中级工）", "Level 4"),
        ("3", "三级（高级工）", "Level 3"),
        ("2", "二级（技师）", "Level 2"),
        ("1", "一级（高级技师）", "Level 1"),
    ),
    basis=Basis(document="", confidence=Confidence.C),
    examples=(
        ("", True),
        ("x", False),
        ("5", True),
    ),
)
