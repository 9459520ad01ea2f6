"""居家养老服务中心: sends help into homes."""

from datetime import date

from anhuai.facilities.rules import BedUse, Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="居家养老服务中心",
    title_en="Home care service centre",
    group=Group.ELDERLY_COMMUNITY,
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    beds=BedUse.RESIDENTIAL,
    has_services=True,
    examples=(Example(says="不要求证照，也不限规模"),),
)
