"""家庭托育点: up to five children in a home."""

from anhuai.facilities.rules import Example, FacilityKind, Group, Limit, Measure
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="家庭托育点",
    title_en="Home childcare point",
    group=Group.CHILDCARE,
    basis=Basis(document="家庭托育点管理办法（试行）", confidence=Confidence.B),
    has_places=True,
    limits=(
        Limit(
            measure=Measure.CHILDREN,
            at_most=5,
            says="家庭托育点收托不超过 5 人，超过的按托育机构管理",
            says_en="A home childcare point takes at most 5 children; more make an institution",
            basis=Basis(document="家庭托育点管理办法（试行）", confidence=Confidence.B),
        ),
    ),
    examples=(
        Example(says="5 个托位", children=5),
        Example(says="6 个托位", children=6, finds=("children",)),
    ),
)
