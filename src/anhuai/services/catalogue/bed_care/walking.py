"""Help with walking, at a family care bed."""

from anhuai.services.catalogue.bed_care import PLANNED
from anhuai.services.rules.family_beds import CareItem

definition = CareItem(
    title="助行", title_en="Help with walking", basis=PLANNED,
    least_level=1, service="mobility_aid",
    examples=((1, True), (0, False),),
)  # fmt: skip
