"""幸福驿站: a small station for older people of a community."""

from datetime import date

from anhuai.facilities.rules import BedUse, Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="幸福驿站",
    title_en="Community care station",
    group=Group.ELDERLY_COMMUNITY,
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    beds=BedUse.DAY,
    has_services=True,
    examples=(Example(says="不要求证照，也不限规模"),),
)
