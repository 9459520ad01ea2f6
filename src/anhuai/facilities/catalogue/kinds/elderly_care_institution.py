"""养老院: a registered and filed institution that lodges and cares for older people."""

from datetime import date

from anhuai.facilities.catalogue import residential
from anhuai.facilities.rules import BedUse, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="养老院",
    title_en="Elderly care institution",
    group=Group.ELDERLY_RESIDENTIAL,
    basis=Basis(document="养老机构管理办法", date=date(2020, 11, 1), confidence=Confidence.B),
    beds=BedUse.RESIDENTIAL,
    has_services=True,
    licences=residential.LICENCES,
    limits=residential.LIMITS,
    examples=residential.EXAMPLES,
)
