"""已立工单: ticket opened."""

from anhuai.desk.rules.calls import Direction, WrapUp
from anhuai.kernel.confidence import Basis, Confidence

definition = WrapUp(
    title="已立工单",
    title_en="Ticket opened",
    directions=(Direction.IN, Direction.OUT),
    opens="inquiry",
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，未核"),
    examples=((Direction.IN, True), (Direction.OUT, True)),
)
