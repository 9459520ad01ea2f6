"""Writes of the services room, each an audited `@action`.

| module | what it changes |
|---|---|
| `visitors` | who visits; a lost phone |
| `planning` | a month's list and who goes |
| `visiting` | visits put on record, once; their photos and signatures; a withdrawn one |
| `mutual`, `helping`, `bank` | mutual help; its hours in double entry |
| `volunteers` | activities, certificates of hours |
| `school` | the elders' school |
"""

from anhuai.services.actions import reforms as _reforms  # noqa: F401 - declares
from anhuai.services.actions.bank import (
    gift_hours,
    grant_hours,
    lapse_hours,
    transfer_hours,
)
from anhuai.services.actions.helping import (
    Confirming,
    accept_offer,
    ask_help,
    cancel_task,
    confirm_task,
    finish_task,
    offer_help,
    take_task,
)
from anhuai.services.actions.mutual import (
    end_member,
    enter_member,
    found_team,
    join_team,
    leave_team,
    pair,
    unpair,
)
from anhuai.services.actions.planning import Planned, plan_month, reassign
from anhuai.services.actions.school import enrol, leave, open_course, open_site, open_term, tap
from anhuai.services.actions.visiting import Taken, add_proof, record, sync, withdraw
from anhuai.services.actions.visitors import end_visitor, enter_visitor, meet_phone, revoke_phone
from anhuai.services.actions.volunteers import (
    call_off_activity,
    hold_activity,
    issue_certificate,
    plan_activity,
    sign_off,
    sign_up,
    withdraw_certificate,
)
from anhuai.services.rules.visiting import BadVisit

__all__ = [
    "BadVisit",
    "Confirming",
    "Planned",
    "Taken",
    "accept_offer",
    "add_proof",
    "ask_help",
    "call_off_activity",
    "cancel_task",
    "confirm_task",
    "end_member",
    "end_visitor",
    "enrol",
    "enter_member",
    "enter_visitor",
    "finish_task",
    "found_team",
    "gift_hours",
    "grant_hours",
    "hold_activity",
    "issue_certificate",
    "join_team",
    "lapse_hours",
    "leave",
    "leave_team",
    "meet_phone",
    "offer_help",
    "open_course",
    "open_site",
    "open_term",
    "pair",
    "plan_activity",
    "plan_month",
    "reassign",
    "record",
    "revoke_phone",
    "sign_off",
    "sign_up",
    "sync",
    "take_task",
    "tap",
    "transfer_hours",
    "unpair",
    "withdraw",
    "withdraw_certificate",
]
