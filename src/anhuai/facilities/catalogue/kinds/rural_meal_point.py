"""农村老饭桌: meals for older villagers."""

from datetime import date

from anhuai.facilities.rules import Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="农村老饭桌",
    title_en="Rural meal point",
    group=Group.ELDERLY_COMMUNITY,
    basis=Basis(
        document="推进养老服务高质量发展实施方案",
        date=date(2021, 9, 27),
        confidence=Confidence.A,
        note="利通区方案",
    ),
    has_services=True,
    licences=("food",),
    examples=(
        Example(says="有食品经营许可", licences=("food",)),
        Example(says="没有食品经营许可", finds=("licence:food",)),
    ),
)
