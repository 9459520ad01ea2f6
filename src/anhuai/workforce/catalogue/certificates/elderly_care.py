"""养老护理员职业技能等级: skill certificate of a care worker."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import CertificateKind

definition = CertificateKind(
    title="养老护理员职业技能等级证书",
    title_en="Elderly care skill certificate",
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
