"""消防安全培训: fire safety."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import TrainingKind

definition = TrainingKind(
    title="消防安全培训",
    title_en="Fire safety training",
    basis=Basis(document="", confidence=Confidence.C),
    examples=((240, False),),
)
