"""Rehabilitation, at a family care bed."""

from anhuai.services.catalogue.bed_care import PLANNED
from anhuai.services.rules.family_beds import CareItem

definition = CareItem(
    title="康复", title_en="Rehabilitation", basis=PLANNED,
    least_level=2, service="rehabilitation",
    examples=((2, True), (1, False),),
)  # fmt: skip
