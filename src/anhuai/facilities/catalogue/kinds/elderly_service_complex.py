"""养老服务综合体: day care, short stays and home services of a street under one roof."""

from anhuai.facilities.rules import BedUse, Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="养老服务综合体",
    title_en="Elderly service complex",
    group=Group.ELDERLY_COMMUNITY,
    basis=Basis(
        document="养老育幼基本公共服务能力提升工作方案", confidence=Confidence.A, note="四川省方案"
    ),
    beds=BedUse.RESIDENTIAL,
    has_services=True,
    licences=("fire_safety",),
    examples=(
        Example(says="有消防验收", licences=("fire_safety",)),
        Example(says="没有消防验收", finds=("licence:fire_safety",)),
    ),
)
