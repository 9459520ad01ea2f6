"""Writes of the services room, each an audited `@action`.

| module | what it changes |
|---|---|
| `visitors` | who visits; a lost phone |
| `planning` | a month's list and who goes |
| `visiting` | visits put on record, once; their photos and signatures; a withdrawn one |
| `rosters` | shifts, absences and phone accounts of a provider's workers |
| `routes` | a provider's day: planned, planned again, given to the workers |
"""

from anhuai.services.actions import reforms as _reforms  # noqa: F401 - declares
from anhuai.services.actions.planning import Planned, plan_month, reassign
from anhuai.services.actions.rosters import (
    end_carer,
    end_shift,
    enter_carer,
    record_away,
    set_shift,
    withdraw_away,
)
from anhuai.services.actions.routes import plan_day, publish_day, replan
from anhuai.services.actions.visiting import Taken, add_proof, record, sync, withdraw
from anhuai.services.actions.visitors import end_visitor, enter_visitor, meet_phone, revoke_phone
from anhuai.services.rules.visiting import BadVisit

__all__ = [
    "BadVisit",
    "Planned",
    "Taken",
    "add_proof",
    "end_carer",
    "end_shift",
    "end_visitor",
    "enter_carer",
    "enter_visitor",
    "meet_phone",
    "plan_day",
    "plan_month",
    "publish_day",
    "reassign",
    "record",
    "record_away",
    "replan",
    "revoke_phone",
    "set_shift",
    "sync",
    "withdraw",
    "withdraw_away",
]
