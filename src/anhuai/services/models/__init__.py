"""Tables of the services room, one file a subject.

Nothing here is ever deleted: what ends keeps the day it ended and why.
"""

from anhuai.services.models.adaptation import (
    Adaptation,
    AdaptationEntry,
    AdaptationPhoto,
    AdaptationWork,
    Contractor,
)
from anhuai.services.models.family_beds import BedCheck, BedPause, BedPlan, CarerCourse, FamilyBed
from anhuai.services.models.visits import Phone, Proof, Target, Visit, Visitor

__all__ = [
    "Adaptation",
    "AdaptationEntry",
    "AdaptationPhoto",
    "AdaptationWork",
    "BedCheck",
    "BedPause",
    "BedPlan",
    "CarerCourse",
    "Contractor",
    "FamilyBed",
    "Phone",
    "Proof",
    "Target",
    "Visit",
    "Visitor",
]
