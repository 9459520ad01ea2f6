"""助餐点: meals for older people of a community."""

from datetime import date

from anhuai.facilities.rules import Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="助餐点",
    title_en="Meal point",
    group=Group.ELDERLY_COMMUNITY,
    basis=Basis(
        document="关于推进基本养老服务体系建设的意见",
        date=date(2023, 5, 21),
        confidence=Confidence.B,
    ),
    has_services=True,
    licences=("food",),
    examples=(
        Example(says="有食品经营许可", licences=("food",)),
        Example(says="没有食品经营许可", finds=("licence:food",)),
    ),
)
