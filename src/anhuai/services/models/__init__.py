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
from anhuai.services.models.purchase import (
    Amendment,
    Contract,
    ContractPrice,
    DirectoryEntry,
    Undertaker,
    UndertakerLicence,
)
from anhuai.services.models.rosters import Away, Carer, Shift
from anhuai.services.models.routes import DayPlan, PlannedRoute, PlannedStop
from anhuai.services.models.settlement import (
    CallBack,
    Draw,
    OrderAnomaly,
    Statement,
    StatementApproval,
    StatementDispute,
    StatementLine,
    StatementPayment,
    UnpaidOrder,
)
from anhuai.services.models.visits import Phone, Proof, Target, Visit, Visitor

__all__ = [
    "Amendment",
    "Away",
    "CallBack",
    "Carer",
    "Contract",
    "ContractPrice",
    "DayPlan",
    "DirectoryEntry",
    "Draw",
    "Offering",
    "Order",
    "OrderAnomaly",
    "OrderPiece",
    "OrderProof",
    "OrderShare",
    "OrderStep",
    "Phone",
    "PlannedRoute",
    "PlannedStop",
    "Proof",
    "Rating",
    "Shift",
    "Statement",
    "StatementApproval",
    "StatementDispute",
    "StatementLine",
    "StatementPayment",
    "Target",
    "Undertaker",
    "UndertakerLicence",
    "UnpaidOrder",
    "Visit",
    "Visitor",
]
