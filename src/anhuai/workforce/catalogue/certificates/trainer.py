"""养老师资: entitles to train carers."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import CertificateKind

definition = CertificateKind(
    title="养老师资证书",
    title_en="Elderly care trainer certificate",
    basis=Basis(document="", confidence=Confidence.C),
    examples=(
        ("", True),
        ("x", False),
    ),
)
