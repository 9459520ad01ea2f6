"""家庭照护培训: training for family carers."""

from datetime import date

from anhuai.facilities.rules import Group, ServiceKind
from anhuai.kernel.confidence import Basis, Confidence

definition = ServiceKind(
    title="家庭照护培训",
    title_en="Family carer training",
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    basis=Basis(
        document="关于推进基本养老服务体系建设的意见",
        date=date(2023, 5, 21),
        confidence=Confidence.B,
    ),
    examples=(
        (Group.ELDERLY_RESIDENTIAL, True),
        (Group.CHILDCARE, False),
    ),
)
