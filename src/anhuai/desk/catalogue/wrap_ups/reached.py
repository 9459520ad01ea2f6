"""已联系上: reached."""

from anhuai.desk.rules.calls import Direction, WrapUp
from anhuai.kernel.confidence import Basis, Confidence

definition = WrapUp(
    title="已联系上",
    title_en="Reached",
    directions=(Direction.OUT,),
    opens="",
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，未核"),
    examples=((Direction.IN, False), (Direction.OUT, True)),
)
