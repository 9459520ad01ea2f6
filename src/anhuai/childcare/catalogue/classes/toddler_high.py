"""托大班: 24 to 36 months, at most 20, one carer for 7."""

from anhuai.childcare.rules.classes import ClassKind, Example
from anhuai.facilities.rules.childcare import CHILDREN_PER_CARER, CLASS_SIZE, ChildcareClass
from anhuai.kernel.confidence import Basis, Confidence

definition = ClassKind(
    title="托大班",
    title_en="Older toddlers' class",
    least=24,
    most=36,
    places=CLASS_SIZE[ChildcareClass.TODDLER_HIGH],
    ratio=CHILDREN_PER_CARER[ChildcareClass.TODDLER_HIGH],
    basis=Basis(
        document="托育机构设置标准（试行）", confidence=Confidence.B, note="国卫人口发〔2019〕58号"
    ),
    ratio_basis=Basis(document="托育机构设置标准（试行）", confidence=Confidence.B),
    examples=(
        Example(says="20 个孩子", months=(30,) * 20, carers=3),
        Example(says="8 个孩子", months=(24,) * 8, carers=2),
    ),
)
