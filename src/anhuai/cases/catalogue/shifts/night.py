"""夜班: night shift."""

from anhuai.cases.rules import ShiftKind
from anhuai.kernel.confidence import Basis, Confidence

definition = ShiftKind(
    title="夜班",
    title_en="Night shift",
    begins=20,
    ends=8,
    basis=Basis(document="", confidence=Confidence.C, note="全天有人值守；班次时刻为产品约定"),
    examples=((19, False), (20, True), (3, True), (8, False)),
)
