"""Bathing, at a family care bed."""

from anhuai.services.catalogue.bed_care import PLANNED
from anhuai.services.rules.family_beds import CareItem

definition = CareItem(
    title="助浴", title_en="Bathing", basis=PLANNED,
    least_level=1, service="bathing_aid",
    examples=((1, True), (0, False),),
)  # fmt: skip
