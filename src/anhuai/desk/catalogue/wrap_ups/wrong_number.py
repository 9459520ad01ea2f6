"""打错: wrong number."""

from anhuai.desk.rules.calls import Direction, WrapUp
from anhuai.kernel.confidence import Basis, Confidence

definition = WrapUp(
    title="打错",
    title_en="Wrong number",
    directions=(Direction.IN,),
    opens="",
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，未核"),
    examples=((Direction.IN, True), (Direction.OUT, False)),
)
