"""消防设施操作员: certificate for keeping fire facilities."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import CertificateKind

definition = CertificateKind(
    title="消防设施操作员证书",
    title_en="Fire facility operator certificate",
    basis=Basis(document="", confidence=Confidence.C),
    examples=(
        ("", True),
        ("x", False),
    ),
)
