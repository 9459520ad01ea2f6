"""家庭养老床位: care at home with a bed fitted and watched."""

from anhuai.facilities.rules import Group, ServiceKind
from anhuai.kernel.confidence import Basis, Confidence

definition = ServiceKind(
    title="家庭养老床位",
    title_en="Home care bed",
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    basis=Basis(document="全国养老服务信息系统机构信息项", confidence=Confidence.B),
    examples=(
        (Group.ELDERLY_RESIDENTIAL, True),
        (Group.CHILDCARE, False),
    ),
)
