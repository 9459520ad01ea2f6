"""Writes of the assessments room, each an audited `@action`.

| module | what it changes |
|---|---|
| `assessors` | who may assess |
| `tasks` | who is due, asked for, appealed, assigned, called off |
| `submitting` | a finished form, once; a withdrawn one |
| `importing` | finished assessments of another system, by workbook |
"""

from anhuai.assessments.actions import reforms as _reforms  # noqa: F401 - declares
from anhuai.assessments.actions.assessors import end_assessor, enter_assessor
from anhuai.assessments.actions.importing import take_assessments
from anhuai.assessments.actions.submitting import submit, withdraw
from anhuai.assessments.actions.tasks import (
    Assigned,
    Opened,
    appeal,
    ask,
    assign,
    cancel,
    open_due,
)
from anhuai.assessments.rules.submitting import BadForm

__all__ = [
    "Assigned",
    "BadForm",
    "Opened",
    "appeal",
    "ask",
    "assign",
    "cancel",
    "end_assessor",
    "enter_assessor",
    "open_due",
    "submit",
    "take_assessments",
    "withdraw",
]
