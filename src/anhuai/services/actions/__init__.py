"""Writes of the services room, each an audited `@action`.

| module | what it changes |
|---|---|
| `visitors` | who visits; a lost phone |
| `planning` | a month's list and who goes |
| `purchase` | what the county buys, of whom, under which contracts |
| `checking` | what looks wrong is decided; a sample is called back |
| `statements`, `statement_steps` | a provider's month, from frozen facts to its money |
| `visiting` | visits put on record, once; their photos and signatures; a withdrawn one |
"""

from anhuai.services.actions import checking, purchase, statement_steps, statements
from anhuai.services.actions import reforms as _reforms  # noqa: F401 - declares
from anhuai.services.actions.planning import Planned, plan_month, reassign
from anhuai.services.actions.visiting import Taken, add_proof, record, sync, withdraw
from anhuai.services.actions.visitors import end_visitor, enter_visitor, meet_phone, revoke_phone
from anhuai.services.rules.visiting import BadVisit

__all__ = [
    "BadVisit",
    "Planned",
    "Taken",
    "add_proof",
    "checking",
    "end_visitor",
    "enter_visitor",
    "meet_phone",
    "plan_month",
    "purchase",
    "reassign",
    "record",
    "revoke_phone",
    "statement_steps",
    "statements",
    "sync",
    "withdraw",
]
