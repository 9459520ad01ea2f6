"""紧急呼叫: emergency."""

from anhuai.desk.rules.calls import Direction, WrapUp
from anhuai.kernel.confidence import Basis, Confidence

definition = WrapUp(
    title="紧急呼叫",
    title_en="Emergency",
    directions=(Direction.IN, Direction.OUT),
    opens="help",
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，未核"),
    examples=((Direction.IN, True), (Direction.OUT, True)),
)
