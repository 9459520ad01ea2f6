"""未成年人救助保护中心: the county's shelter for minors."""

from datetime import date

from anhuai.facilities.rules import BedUse, Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="未成年人救助保护中心",
    title_en="Minor rescue and protection centre",
    group=Group.CHILDREN,
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    beds=BedUse.RESIDENTIAL,
    licences=("fire_safety",),
    examples=(
        Example(says="有消防验收", licences=("fire_safety",)),
        Example(says="没有消防验收", finds=("licence:fire_safety",)),
    ),
)
