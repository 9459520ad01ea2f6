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
from anhuai.services.models.arranged import ArrangedOrder, Arrangement
from anhuai.services.models.family_beds import BedCheck, BedPause, BedPlan, CarerCourse, FamilyBed
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
from anhuai.services.models.mutual import (
    HelpTask,
    Member,
    Pair,
    Team,
    TeamMember,
    TimeAccount,
    TimeEntry,
    TimeLot,
    TimePosting,
)
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
from anhuai.services.models.school import ElderCourse, Enrolment, Lesson, Presence, SchoolSite, Term
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
from anhuai.services.models.sponsoring import Sponsored, Sponsorship
from anhuai.services.models.visits import Phone, Proof, Target, Visit, Visitor
from anhuai.services.models.volunteers import Activity, HoursCertificate, SignUp

__all__ = [
    "Activity", "Adaptation", "AdaptationEntry", "AdaptationPhoto", "AdaptationWork", "Amendment",
    "ArrangedOrder", "Arrangement", "Away", "BedCheck", "BedPause", "BedPlan", "CallBack", "Carer",
    "CarerCourse", "Contract", "ContractPrice", "Contractor", "DayPlan", "Deed", "DietNeed",
    "DirectoryEntry", "Dish", "Draw", "ElderCourse", "Enrolment", "FamilyBed", "Goods", "HelpTask",
    "HoursCertificate", "HygieneRecord", "Lesson", "Mart", "MealDay", "MealOrder", "MealPoint",
    "MealRound", "MealSitting", "Member", "Offering", "Order", "OrderAnomaly", "OrderPiece",
    "OrderProof", "OrderShare", "OrderStep", "Pair", "Phone", "PlannedRoute", "PlannedStop",
    "PointAccount", "PointEntry", "PointLot", "Presence", "Proof", "Rating", "SchoolSite", "Shift",
    "SignUp", "Sponsored", "Sponsorship", "StandingOrder", "StandingPause", "StandingSkip",
    "Statement", "StatementApproval", "StatementDispute", "StatementLine", "StatementPayment",
    "StockMove", "Target", "Team", "TeamMember", "Term", "TimeAccount", "TimeEntry", "TimeLot",
    "TimePosting", "Undertaker", "UndertakerLicence", "UnpaidOrder", "Visit", "Visitor",
]  # fmt: skip
