"""Writes of the room."""

from anhuai.benefits.actions import pointing as _pointing  # noqa: F401 - declares
from anhuai.benefits.actions.applications import (
    BadApplication,
    Doing,
    Escalated,
    accept,
    apply,
    begin_review,
    check,
    close_publication,
    complete_papers,
    confirm,
    end,
    escalate,
    hear,
    help_first,
    keep,
    publish,
    refuse,
    survey,
    withdraw,
)
from anhuai.benefits.actions.deciding import redecide
from anhuai.benefits.actions.declaring import BadDeclared, Evidence, declare_fact, declare_facts
from anhuai.benefits.actions.declaring_in import take_declared
from anhuai.benefits.actions.finding import BadFinding, handle_finding
from anhuai.benefits.actions.institutions import pay_institution, prepare_institution
from anhuai.benefits.actions.monitoring import Checked, record_visit
from anhuai.benefits.actions.paying import credit_month, prepare_month
from anhuai.benefits.actions.restating import Anew, restate
from anhuai.benefits.actions.standards import (
    BadStandard,
    Proposed,
    Several,
    approve_standard,
    propose_index,
    propose_standard,
    reject_standard,
    simulate,
    withdraw_standard,
)

__all__ = [
    "Anew",
    "BadApplication",
    "BadDeclared",
    "BadFinding",
    "BadStandard",
    "Checked",
    "Doing",
    "Escalated",
    "Evidence",
    "Proposed",
    "Several",
    "accept",
    "apply",
    "approve_standard",
    "begin_review",
    "check",
    "close_publication",
    "complete_papers",
    "confirm",
    "credit_month",
    "declare_fact",
    "declare_facts",
    "end",
    "escalate",
    "handle_finding",
    "hear",
    "help_first",
    "keep",
    "pay_institution",
    "prepare_institution",
    "prepare_month",
    "propose_index",
    "propose_standard",
    "publish",
    "record_visit",
    "redecide",
    "refuse",
    "reject_standard",
    "restate",
    "simulate",
    "survey",
    "take_declared",
    "withdraw",
    "withdraw_standard",
]
