"""农村幸福院: older villagers keep each other company and help each other."""

from datetime import date

from anhuai.facilities.rules import BedUse, Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="农村幸福院",
    title_en="Rural mutual-aid home",
    group=Group.ELDERLY_COMMUNITY,
    basis=Basis(
        document="推进养老服务高质量发展实施方案",
        date=date(2021, 9, 27),
        confidence=Confidence.A,
        note="利通区方案",
    ),
    beds=BedUse.DAY,
    has_services=True,
    examples=(Example(says="不要求证照，也不限规模"),),
)
