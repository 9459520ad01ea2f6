"""托小班: 12 to 24 months, at most 15, one carer for 5."""

from anhuai.childcare.rules.classes import ClassKind, Example
from anhuai.facilities.rules.childcare import CHILDREN_PER_CARER, CLASS_SIZE, ChildcareClass
from anhuai.kernel.confidence import Basis, Confidence

definition = ClassKind(
    title="托小班",
    title_en="Younger toddlers' class",
    least=12,
    most=24,
    places=CLASS_SIZE[ChildcareClass.TODDLER_LOW],
    ratio=CHILDREN_PER_CARER[ChildcareClass.TODDLER_LOW],
    basis=Basis(
        document="托育机构设置标准（试行）", confidence=Confidence.B, note="国卫人口发〔2019〕58号"
    ),
    ratio_basis=Basis(document="托育机构设置标准（试行）", confidence=Confidence.B),
    examples=(
        Example(says="15 个孩子", months=(18,) * 15, carers=3),
        Example(says="6 个孩子", months=(12,) * 6, carers=2),
    ),
)
