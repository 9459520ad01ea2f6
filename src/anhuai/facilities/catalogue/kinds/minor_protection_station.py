"""未成年人保护工作站: the town's place for protecting minors."""

from anhuai.facilities.rules import Example, FacilityKind, Group, Limit, Measure
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="未成年人保护工作站",
    title_en="Minor protection station",
    group=Group.CHILDREN,
    basis=Basis(document="", confidence=Confidence.C, note="面积要求见于萧县、上海等地做法"),
    limits=(
        Limit(
            measure=Measure.BUILDING_AREA,
            at_least=30,
            says="未成年人保护工作站面积一般不少于 30 平方米",
            says_en="A minor protection station usually has at least 30 m²",
            basis=Basis(document="", confidence=Confidence.C, note="萧县、上海做法"),
        ),
    ),
    examples=(
        Example(says="30 平方米", building_area=30),
        Example(says="29 平方米", building_area=29, finds=("building_area",)),
    ),
)
