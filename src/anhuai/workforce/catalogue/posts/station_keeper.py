"""站点负责人: keeps a day-care centre, meal point or children's home."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="站点负责人",
    title_en="Keeper of a service point",
    at=At.FACILITY,
    basis=Basis(document="", confidence=Confidence.C),
    examples=(((), True),),
)
