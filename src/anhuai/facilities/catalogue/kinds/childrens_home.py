"""儿童之家: a free place for children to play, learn and be looked after."""

from anhuai.facilities.rules import Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="儿童之家",
    title_en="Children's home",
    group=Group.CHILDREN,
    basis=Basis(
        document="中华人民共和国未成年人保护法", article="第四十四条", confidence=Confidence.A
    ),
    examples=(Example(says="不要求证照，也不限规模"),),
)
