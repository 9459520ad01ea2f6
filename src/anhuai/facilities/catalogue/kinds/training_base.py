"""养老实训基地: where carers are trained in practice."""

from anhuai.facilities.rules import Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="养老实训基地",
    title_en="Elderly care training base",
    group=Group.EDUCATION,
    basis=Basis(document="", confidence=Confidence.C, note="见于其他县规划"),
    examples=(Example(says="不要求证照，也不限规模"),),
)
