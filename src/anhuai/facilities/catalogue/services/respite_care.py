"""喘息服务: care that lets the family rest."""

from anhuai.facilities.rules import Group, ServiceKind
from anhuai.kernel.confidence import Basis, Confidence

definition = ServiceKind(
    title="喘息服务",
    title_en="Respite care",
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    basis=Basis(document="", confidence=Confidence.C),
    examples=(
        (Group.ELDERLY_RESIDENTIAL, True),
        (Group.CHILDCARE, False),
    ),
)
