"""健康证明: yearly health certificate of food handlers."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import CertificateKind

definition = CertificateKind(
    title="健康证明",
    title_en="Health certificate",
    basis=Basis(document="", confidence=Confidence.C),
    examples=(
        ("", True),
        ("x", False),
    ),
)
