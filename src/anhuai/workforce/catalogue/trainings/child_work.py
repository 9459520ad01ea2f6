"""儿童工作培训: child officers and supervisors."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import TrainingKind

definition = TrainingKind(
    title="儿童工作培训",
    title_en="Training for child work",
    every_months=12,
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    examples=(
        (11, False),
        (12, True),
    ),
)
