"""Tables of the services room, one file a subject.

Nothing here is ever deleted: what ends keeps the day it ended and why.
"""

from anhuai.services.models.orders import (
    Offering,
    Order,
    OrderPiece,
    OrderProof,
    OrderShare,
    OrderStep,
    Rating,
)
from anhuai.services.models.rosters import Away, Carer, Shift
from anhuai.services.models.routes import DayPlan, PlannedRoute, PlannedStop
from anhuai.services.models.visits import Phone, Proof, Target, Visit, Visitor

__all__ = [
    "Away", "Carer", "DayPlan", "Offering", "Order", "OrderPiece", "OrderProof", "OrderShare",
    "OrderStep", "Phone", "PlannedRoute", "PlannedStop", "Proof", "Rating", "Shift", "Target",
    "Visit", "Visitor",
]  # fmt: skip
