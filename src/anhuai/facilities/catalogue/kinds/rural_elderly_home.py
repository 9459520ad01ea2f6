"""敬老院: a home for 特困 and other older people of a county or town."""

from anhuai.facilities.catalogue import residential
from anhuai.facilities.rules import BedUse, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="敬老院",
    title_en="Rural elderly home",
    group=Group.ELDERLY_RESIDENTIAL,
    basis=Basis(
        document="养老育幼基本公共服务能力提升工作方案", confidence=Confidence.A, note="四川省方案"
    ),
    beds=BedUse.RESIDENTIAL,
    has_services=True,
    has_tier=True,
    licences=residential.LICENCES,
    limits=residential.LIMITS,
    examples=residential.EXAMPLES,
)
