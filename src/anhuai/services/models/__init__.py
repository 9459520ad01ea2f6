"""Tables of the services room, one file a subject.

Nothing here is ever deleted: what ends keeps the day it ended and why.
"""

from anhuai.services.models.mart import (
    Deed,
    Goods,
    Mart,
    PointAccount,
    PointEntry,
    PointLot,
    StockMove,
)
from anhuai.services.models.meals import (
    DietNeed,
    Dish,
    HygieneRecord,
    MealDay,
    MealOrder,
    MealPoint,
    MealRound,
    MealSitting,
    StandingOrder,
    StandingPause,
    StandingSkip,
)
from anhuai.services.models.visits import Phone, Proof, Target, Visit, Visitor

__all__ = [
    "Deed",
    "DietNeed",
    "Dish",
    "Goods",
    "HygieneRecord",
    "Mart",
    "MealDay",
    "MealOrder",
    "MealPoint",
    "MealRound",
    "MealSitting",
    "Phone",
    "PointAccount",
    "PointEntry",
    "PointLot",
    "Proof",
    "StandingOrder",
    "StandingPause",
    "StandingSkip",
    "StockMove",
    "Target",
    "Visit",
    "Visitor",
]
