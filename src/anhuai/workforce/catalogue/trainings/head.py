"""负责人培训: heads of institutions, every two years."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import TrainingKind

definition = TrainingKind(
    title="负责人培训",
    title_en="Training of heads",
    every_months=24,
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    examples=(
        (23, False),
        (24, True),
    ),
)
