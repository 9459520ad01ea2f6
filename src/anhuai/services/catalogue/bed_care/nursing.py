"""Nursing care, at a family care bed."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.family_beds import CareItem

definition = CareItem(
    title="护理", title_en="Nursing care", basis=Basis(
        document="", confidence=Confidence.C, note="规划未列举，常见做法"
    ), least_level=2, service="nursing_visit",
    examples=((2, True), (1, False),),
)  # fmt: skip
