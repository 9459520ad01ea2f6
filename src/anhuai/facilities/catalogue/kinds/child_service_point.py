"""儿童服务点: services for children of a village that was merged away."""

from anhuai.facilities.rules import Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="儿童服务点",
    title_en="Child service point",
    group=Group.CHILDREN,
    basis=Basis(
        document="养老育幼基本公共服务能力提升工作方案", confidence=Confidence.A, note="四川省方案"
    ),
    examples=(Example(says="不要求证照，也不限规模"),),
)
