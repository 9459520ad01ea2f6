"""Writes of the services room, each an audited `@action`.

| module | what it changes |
|---|---|
| `visitors` | who visits; a lost phone |
| `planning` | a month's list and who goes |
| `purchase` | what the county buys, of whom, under which contracts |
| `checking` | what looks wrong is decided; a sample is called back |
| `statements`, `statement_steps` | a provider's month, from frozen facts to its money |
| `visiting` | visits put on record, once; their photos and signatures; a withdrawn one |
| `offerings` | what providers offer, where and at what price |
| `ordering` | an order placed, matched with a provider, cancelled, replaced |
| `serving` | a provider's part: accepted, assigned, begun, ended, proven |
| `confirming` | confirmed and paid from vouchers once; rated, complained of, missed |
"""

from anhuai.services.actions import reforms as _reforms  # noqa: F401 - declares
from anhuai.services.actions.checking import (
    decide_anomaly,
    draw_sample,
    record_call,
    screen_month,
)
from anhuai.services.actions.confirming import (
    Assent,
    complain,
    confirm,
    confirm_own,
    missed,
    no_show,
    rate,
    settle_dispute,
    shares_now,
)
from anhuai.services.actions.offerings import end_offering, end_offering_for, offer, offer_for
from anhuai.services.actions.ordering import cancel, match, number_of, place, substitute
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
from anhuai.services.actions.serving import (
    accept,
    add_piece,
    assign,
    finish,
    refuse,
    set_out,
    start,
    take,
    time_out,
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
from anhuai.services.rules.ordering import BadOrder
from anhuai.services.rules.visiting import BadVisit

__all__ = [
    "Assent",
    "BadOrder",
    "BadVisit",
    "Planned",
    "Taken",
    "accept",
    "add_licence",
    "add_piece",
    "add_proof",
    "amend_contract",
    "answer_dispute",
    "approve_statement",
    "assign",
    "cancel",
    "check_statement",
    "complain",
    "confirm",
    "confirm_own",
    "confirm_statement",
    "decide_anomaly",
    "draw_sample",
    "end_contract",
    "end_directory",
    "end_offering",
    "end_offering_for",
    "end_visitor",
    "enter_directory",
    "enter_visitor",
    "finish",
    "list_undertaker",
    "match",
    "meet_phone",
    "missed",
    "no_show",
    "number_of",
    "offer",
    "offer_for",
    "pay_statement",
    "place",
    "plan_month",
    "prepare_month",
    "prepare_statement",
    "raise_dispute",
    "rate",
    "reassign",
    "record",
    "record_call",
    "redo_statement",
    "refuse",
    "remove_undertaker",
    "revoke_phone",
    "screen_month",
    "set_out",
    "settle_dispute",
    "shares_now",
    "sign_contract",
    "start",
    "substitute",
    "sync",
    "take",
    "time_out",
    "withdraw",
    "withdraw_statement",
]
