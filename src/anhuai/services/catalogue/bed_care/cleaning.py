"""Cleaning, at a family care bed."""

from anhuai.services.catalogue.bed_care import PLANNED
from anhuai.services.rules.family_beds import CareItem

definition = CareItem(
    title="助洁", title_en="Cleaning", basis=PLANNED,
    least_level=0, service="cleaning_aid",
    examples=((0, True), (4, True),),
)  # fmt: skip
