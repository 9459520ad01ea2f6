"""白班: day shift."""

from anhuai.cases.rules import ShiftKind
from anhuai.kernel.confidence import Basis, Confidence

definition = ShiftKind(
    title="白班",
    title_en="Day shift",
    begins=8,
    ends=20,
    basis=Basis(document="", confidence=Confidence.C, note="全天有人值守；班次时刻为产品约定"),
    examples=((7, False), (8, True), (19, True), (20, False)),
)
