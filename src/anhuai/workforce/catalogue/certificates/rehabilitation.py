"""康复治疗专业技术资格: qualification of a therapist."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import CertificateKind

definition = CertificateKind(
    title="康复治疗专业技术资格",
    title_en="Rehabilitation qualification",
    basis=Basis(document="", confidence=Confidence.C),
    examples=(
        ("", True),
        ("x", False),
    ),
)
