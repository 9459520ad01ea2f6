"""乳儿班: 6 to 12 months, at most 10, one carer for 3."""

from anhuai.childcare.rules.classes import ClassKind, Example
from anhuai.facilities.rules.childcare import CHILDREN_PER_CARER, CLASS_SIZE, ChildcareClass
from anhuai.kernel.confidence import Basis, Confidence

definition = ClassKind(
    title="乳儿班",
    title_en="Infant class",
    least=6,
    most=12,
    places=CLASS_SIZE[ChildcareClass.INFANT],
    ratio=CHILDREN_PER_CARER[ChildcareClass.INFANT],
    basis=Basis(
        document="托育机构设置标准（试行）", confidence=Confidence.B, note="国卫人口发〔2019〕58号"
    ),
    ratio_basis=Basis(document="托育机构设置标准（试行）", confidence=Confidence.B),
    examples=(
        Example(says="10 个孩子", months=(8,) * 10, carers=4),
        Example(says="3 个孩子", months=(6, 7, 11), carers=1),
    ),
)
