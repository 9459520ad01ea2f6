"""岗前培训: before the first shift."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import TrainingKind

definition = TrainingKind(
    title="岗前培训",
    title_en="Induction",
    basis=Basis(
        document="养老机构服务安全基本规范",
        date=date(2022, 1, 1),
        confidence=Confidence.B,
        note="GB 38600-2019：护理人员上岗前应培训",
    ),
    examples=((240, False),),
)
