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
from anhuai.services.models.visits import Phone, Proof, Target, Visit, Visitor

__all__ = [
    "Offering", "Order", "OrderPiece", "OrderProof", "OrderShare", "OrderStep", "Phone", "Proof",
    "Rating", "Target", "Visit", "Visitor",
]  # fmt: skip
