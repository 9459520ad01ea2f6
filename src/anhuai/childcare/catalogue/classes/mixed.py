"""混合编班: 18 months and over, at most 18; the strictest member's ratio unless set."""

from anhuai.childcare.rules.classes import ClassKind, Example
from anhuai.facilities.rules.childcare import CLASS_SIZE, ChildcareClass
from anhuai.kernel.confidence import Basis, Confidence

definition = ClassKind(
    title="混合编班",
    title_en="Mixed class",
    least=18,
    most=36,
    places=CLASS_SIZE[ChildcareClass.MIXED],
    ratio=None,
    basis=Basis(
        document="托育机构设置标准（试行）", confidence=Confidence.B, note="国卫人口发〔2019〕58号"
    ),
    ratio_basis=Basis(
        document="",
        confidence=Confidence.D,
        note="未规定混合编班的比例，按班内最小月龄所属班的比例，可由县里设置",
    ),
    examples=(
        Example(says="有不满 24 月的，按 1:5", months=(19,) + (30,) * 9, carers=2),
        Example(says="都满 24 月，按 1:7", months=(30,) * 10, carers=2),
        Example(says="8 个孩子里有不满 24 月的", months=(23,) + (25,) * 7, carers=2),
        Example(says="18 个孩子里有不满 24 月的", months=(20,) + (30,) * 17, carers=4),
        Example(says="18 个都满 24 月", months=(30,) * 18, carers=3),
    ),
)
