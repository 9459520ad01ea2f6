"""在岗培训: training in the post, counted by the year."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import TrainingKind

definition = TrainingKind(
    title="在岗培训",
    title_en="On-the-job training",
    every_months=12,
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    examples=(
        (11, False),
        (12, True),
    ),
)
