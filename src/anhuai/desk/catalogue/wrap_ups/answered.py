"""当场答复: answered at once."""

from anhuai.desk.rules.calls import Direction, WrapUp
from anhuai.kernel.confidence import Basis, Confidence

definition = WrapUp(
    title="当场答复",
    title_en="Answered at once",
    directions=(Direction.IN, Direction.OUT),
    opens="",
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，未核"),
    examples=((Direction.IN, True), (Direction.OUT, True)),
)
