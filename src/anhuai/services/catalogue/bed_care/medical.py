"""Help with seeing a doctor, at a family care bed."""

from anhuai.services.catalogue.bed_care import PLANNED
from anhuai.services.rules.family_beds import CareItem

definition = CareItem(
    title="助医", title_en="Help with seeing a doctor", basis=PLANNED,
    least_level=0, service="medical_aid",
    examples=((0, True), (4, True),),
)  # fmt: skip
