"""Help with meals, at a family care bed."""

from anhuai.services.catalogue.bed_care import PLANNED
from anhuai.services.rules.family_beds import CareItem

definition = CareItem(
    title="助餐", title_en="Help with meals", basis=PLANNED,
    least_level=0, service="meal_aid",
    examples=((0, True), (4, True),),
)  # fmt: skip
