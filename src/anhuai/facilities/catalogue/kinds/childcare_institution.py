"""托育机构: care of children under three, registered and filed."""

from anhuai.facilities.rules import Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="托育机构",
    title_en="Childcare institution",
    group=Group.CHILDCARE,
    basis=Basis(
        document="托育机构设置标准（试行）", confidence=Confidence.B, note="国卫人口发〔2019〕58号"
    ),
    has_places=True,
    licences=("childcare_filing", "fire_safety", "food"),
    examples=(
        Example(says="证照齐全", children=60, licences=("childcare_filing", "fire_safety", "food")),
        Example(
            says="没有备案",
            children=60,
            licences=("fire_safety", "food"),
            finds=("licence:childcare_filing",),
        ),
    ),
)
