"""The tables of the plans room: plans, what the reader reads, what supervision records."""

from anhuai.plans.models.drafts import (
    DraftFinding,
    DraftItem,
    DraftPlan,
    DraftStep,
    PlanDocument,
)
from anhuai.plans.models.plans import (
    Department,
    Finding,
    Milestone,
    Plan,
    Project,
    Report,
    Snapshot,
    Spending,
    Target,
    Task,
    TaskProgress,
)
from anhuai.plans.models.results import Cause, FundingProposal, ProposalLine
from anhuai.plans.models.supervising import (
    Decision,
    Funding,
    Meeting,
    Photo,
    SupervisionOrder,
    TaskRating,
)

__all__ = [
    "Cause",
    "Decision",
    "Department",
    "DraftFinding",
    "DraftItem",
    "DraftPlan",
    "DraftStep",
    "Finding",
    "Funding",
    "FundingProposal",
    "Meeting",
    "Milestone",
    "Photo",
    "Plan",
    "PlanDocument",
    "Project",
    "ProposalLine",
    "Report",
    "Snapshot",
    "Spending",
    "SupervisionOrder",
    "Target",
    "Task",
    "TaskProgress",
    "TaskRating",
]
