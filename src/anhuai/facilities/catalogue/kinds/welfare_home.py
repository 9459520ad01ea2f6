"""福利院: a government home for older people (and others) without support."""

from datetime import date

from anhuai.facilities.catalogue import residential
from anhuai.facilities.rules import BedUse, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="福利院",
    title_en="Welfare home",
    group=Group.ELDERLY_RESIDENTIAL,
    basis=Basis(document="养老机构管理办法", date=date(2020, 11, 1), confidence=Confidence.B),
    beds=BedUse.RESIDENTIAL,
    has_services=True,
    licences=residential.LICENCES,
    limits=residential.LIMITS,
    examples=residential.EXAMPLES,
)
