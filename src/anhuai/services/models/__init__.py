"""Tables of the services room, one file a subject.

Nothing here is ever deleted: what ends keeps the day it ended and why.
"""

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
from anhuai.services.models.school import (
    ElderCourse,
    Enrolment,
    Lesson,
    Presence,
    SchoolSite,
    Term,
)
from anhuai.services.models.visits import Phone, Proof, Target, Visit, Visitor
from anhuai.services.models.volunteers import Activity, HoursCertificate, SignUp

__all__ = [
    "Activity",
    "ElderCourse",
    "Enrolment",
    "HelpTask",
    "HoursCertificate",
    "Lesson",
    "Member",
    "Pair",
    "Phone",
    "Presence",
    "Proof",
    "SchoolSite",
    "SignUp",
    "Target",
    "Team",
    "TeamMember",
    "Term",
    "TimeAccount",
    "TimeEntry",
    "TimeLot",
    "TimePosting",
    "Visit",
    "Visitor",
]
