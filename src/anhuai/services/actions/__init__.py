"""Writes of the services room, each an audited `@action`.

| module | what it changes |
|---|---|
| `visitors` | who visits; a lost phone |
| `planning` | a month's list and who goes |
| `visiting` | visits put on record, once; their photos and signatures; a withdrawn one |
| `offerings` | what providers offer, where and at what price |
| `ordering` | an order placed, matched with a provider, cancelled, replaced |
| `serving` | a provider's part: accepted, assigned, begun, ended, proven |
| `confirming` | confirmed and paid from vouchers once; rated, complained of, missed |
| `purchase` | what the county buys, of whom, under which contracts |
| `checking` | what looks wrong is decided; a sample is called back |
| `statements`, `statement_steps` | a provider's month, from frozen facts to its money |
| `rosters` | shifts, absences and phone accounts of a provider's workers |
| `delivering` | a care worker's phone: deeds at the door, once each |
| `routes` | a provider's day: planned, planned again, given to the workers |
"""

from anhuai.services.actions import checking, purchase, statement_steps, statements
from anhuai.services.actions import reforms as _reforms  # noqa: F401 - declares
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
from anhuai.services.actions.delivering import Done, deliver, deliver_piece
from anhuai.services.actions.offerings import end_offering, end_offering_for, offer, offer_for
from anhuai.services.actions.ordering import cancel, match, number_of, place, substitute
from anhuai.services.actions.planning import Planned, plan_month, reassign
from anhuai.services.actions.rosters import (
    end_carer,
    end_shift,
    enter_carer,
    record_away,
    set_shift,
    withdraw_away,
)
from anhuai.services.actions.routes import plan_day, publish_day, replan, start_planning
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
from anhuai.services.actions.visiting import Taken, add_proof, record, sync, withdraw
from anhuai.services.actions.visitors import end_visitor, enter_visitor, meet_phone, revoke_phone
from anhuai.services.rules.ordering import BadOrder
from anhuai.services.rules.visiting import BadVisit

__all__ = [
    "Assent",
    "BadOrder",
    "BadVisit",
    "Done",
    "Planned",
    "Taken",
    "accept",
    "add_piece",
    "add_proof",
    "assign",
    "cancel",
    "checking",
    "complain",
    "confirm",
    "confirm_own",
    "deliver",
    "deliver_piece",
    "end_carer",
    "end_offering",
    "end_offering_for",
    "end_shift",
    "end_visitor",
    "enter_carer",
    "enter_visitor",
    "finish",
    "match",
    "meet_phone",
    "missed",
    "no_show",
    "number_of",
    "offer",
    "offer_for",
    "place",
    "plan_day",
    "plan_month",
    "publish_day",
    "purchase",
    "rate",
    "reassign",
    "record",
    "record_away",
    "refuse",
    "replan",
    "revoke_phone",
    "set_out",
    "set_shift",
    "settle_dispute",
    "shares_now",
    "start",
    "start_planning",
    "statement_steps",
    "statements",
    "substitute",
    "sync",
    "take",
    "time_out",
    "withdraw",
    "withdraw_away",
]
