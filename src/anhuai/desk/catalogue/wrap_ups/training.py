"""培训演练: training."""

from anhuai.desk.rules.calls import Direction, WrapUp
from anhuai.kernel.confidence import Basis, Confidence

definition = WrapUp(
    title="培训演练",
    title_en="Training",
    directions=(Direction.IN, Direction.OUT),
    opens="",
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，未核"),
    examples=((Direction.IN, True), (Direction.OUT, True)),
)
