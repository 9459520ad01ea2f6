"""区域养老服务中心: a rural centre that serves several towns."""

from anhuai.facilities.rules import BedUse, Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="区域养老服务中心",
    title_en="Regional elderly service centre",
    group=Group.ELDERLY_COMMUNITY,
    basis=Basis(
        document="养老育幼基本公共服务能力提升工作方案", confidence=Confidence.A, note="四川省方案"
    ),
    beds=BedUse.RESIDENTIAL,
    has_services=True,
    licences=("elderly_care_filing", "fire_safety", "food"),
    examples=(
        Example(says="证照齐全", licences=("elderly_care_filing", "fire_safety", "food")),
        Example(
            says="没有食品经营许可",
            licences=("elderly_care_filing", "fire_safety"),
            finds=("licence:food",),
        ),
    ),
)
