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
from anhuai.benefits.actions.declaring import BadDeclared, declare_fact
from anhuai.benefits.actions.finding import BadFinding, handle_finding
from anhuai.benefits.actions.paying import prepare_month
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
    "Doing",
    "Escalated",
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
    "declare_fact",
    "end",
    "escalate",
    "handle_finding",
    "hear",
    "help_first",
    "keep",
    "prepare_month",
    "propose_index",
    "propose_standard",
    "publish",
    "redecide",
    "refuse",
    "reject_standard",
    "restate",
    "simulate",
    "survey",
    "withdraw",
    "withdraw_standard",
]
