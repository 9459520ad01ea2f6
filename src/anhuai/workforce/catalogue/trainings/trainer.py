"""师资培训: who will train others."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import TrainingKind

definition = TrainingKind(
    title="师资培训",
    title_en="Training of trainers",
    basis=Basis(document="", confidence=Confidence.C),
    examples=((240, False),),
)
