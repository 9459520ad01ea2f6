"""无人接听: no answer."""

from anhuai.desk.rules.calls import Direction, WrapUp
from anhuai.kernel.confidence import Basis, Confidence

definition = WrapUp(
    title="无人接听",
    title_en="No answer",
    directions=(Direction.OUT,),
    opens="",
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，未核"),
    examples=((Direction.IN, False), (Direction.OUT, True)),
)
