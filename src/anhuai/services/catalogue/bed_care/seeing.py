"""Visits of concern, at a family care bed."""

from anhuai.services.catalogue.bed_care import PLANNED
from anhuai.services.rules.family_beds import CareItem

definition = CareItem(
    title="巡访关爱", title_en="Visits of concern", basis=PLANNED, least_level=0,
    examples=((0, True), (4, True),),
)  # fmt: skip
