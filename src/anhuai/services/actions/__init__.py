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

from anhuai.services.actions import reforms as _reforms  # noqa: F401 - declares
from anhuai.services.actions.checking import (
    decide_anomaly,
    draw_sample,
    record_call,
    screen_month,
)
from anhuai.services.actions.planning import Planned, plan_month, reassign
from anhuai.services.actions.purchase import (
    add_licence,
    amend_contract,
    end_contract,
    end_directory,
    enter_directory,
    list_undertaker,
    remove_undertaker,
    sign_contract,
)
from anhuai.services.actions.statement_steps import (
    answer_dispute,
    approve_statement,
    check_statement,
    confirm_statement,
    pay_statement,
    raise_dispute,
)
from anhuai.services.actions.statements import (
    prepare_month,
    prepare_statement,
    redo_statement,
    withdraw_statement,
)
from anhuai.services.actions.visiting import Taken, add_proof, record, sync, withdraw
from anhuai.services.actions.visitors import end_visitor, enter_visitor, meet_phone, revoke_phone
from anhuai.services.rules.visiting import BadVisit

__all__ = [
    "BadVisit",
    "Planned",
    "Taken",
    "add_licence",
    "add_proof",
    "amend_contract",
    "answer_dispute",
    "approve_statement",
    "check_statement",
    "confirm_statement",
    "decide_anomaly",
    "draw_sample",
    "end_contract",
    "end_directory",
    "end_visitor",
    "enter_directory",
    "enter_visitor",
    "list_undertaker",
    "meet_phone",
    "pay_statement",
    "plan_month",
    "prepare_month",
    "prepare_statement",
    "raise_dispute",
    "reassign",
    "record",
    "record_call",
    "redo_statement",
    "remove_undertaker",
    "revoke_phone",
    "screen_month",
    "sign_contract",
    "sync",
    "withdraw",
    "withdraw_statement",
]
