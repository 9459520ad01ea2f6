"""无声或骚扰: silent or nuisance."""

from anhuai.desk.rules.calls import Direction, WrapUp
from anhuai.kernel.confidence import Basis, Confidence

definition = WrapUp(
    title="无声或骚扰",
    title_en="Silent or nuisance",
    directions=(Direction.IN,),
    opens="",
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，未核"),
    examples=((Direction.IN, True), (Direction.OUT, False)),
)
