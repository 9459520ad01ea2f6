"""老年学校: a town's school for older learners."""

from anhuai.facilities.rules import Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="老年学校",
    title_en="School for older adults",
    group=Group.EDUCATION,
    basis=Basis(
        document="关于进一步促进养老托育服务健康发展的实施方案",
        confidence=Confidence.A,
        note="文山州方案",
    ),
    examples=(Example(says="不要求证照，也不限规模"),),
)
