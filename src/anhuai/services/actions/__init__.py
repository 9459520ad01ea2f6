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
| `meals` | meal points, dishes and menus; diets |
| `meal_orders` | meals ordered, cancelled, standing |
| `meal_serving` | meals served and paid for, rounds, hygiene, closing |
| `mart` | the points mart |
"""

from anhuai.services.actions import checking, purchase, statement_steps, statements
from anhuai.services.actions import meal_pointing as _meal_pointing  # noqa: F401 - declares
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
from anhuai.services.actions.mart import (
    Holder,
    Lapsed,
    award,
    close_mart,
    exchange,
    lapse,
    list_deed,
    open_mart,
    stock_goods,
)
from anhuai.services.actions.meal_orders import (
    KeptStanding,
    Rhythm,
    Wish,
    cancel_meal,
    end_standing,
    keep_standing,
    order_meal,
    pause_standing,
    stand,
)
from anhuai.services.actions.meal_serving import (
    SCHEME,
    Closed,
    Samples,
    arrive,
    close_meal,
    close_past,
    plan_rounds,
    quote,
    record_hygiene,
    serve,
    throw_samples,
    unserve,
)
from anhuai.services.actions.meals import (
    Opened,
    Serving,
    add_dish,
    change_point,
    end_diet,
    end_dish,
    note_diet,
    open_days,
    publish_menu,
    set_sitting,
    start_point,
)
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
from anhuai.services.rules.mart import BadMart
from anhuai.services.rules.meals import BadMeal
from anhuai.services.rules.ordering import BadOrder
from anhuai.services.rules.visiting import BadVisit

__all__ = [
    "SCHEME",
    "Assent",
    "BadMart",
    "BadMeal",
    "BadOrder",
    "BadVisit",
    "Closed",
    "Done",
    "Holder",
    "KeptStanding",
    "Lapsed",
    "Opened",
    "Planned",
    "Rhythm",
    "Samples",
    "Serving",
    "Taken",
    "Wish",
    "accept",
    "add_dish",
    "add_piece",
    "add_proof",
    "arrive",
    "assign",
    "award",
    "cancel",
    "cancel_meal",
    "change_point",
    "checking",
    "close_mart",
    "close_meal",
    "close_past",
    "complain",
    "confirm",
    "confirm_own",
    "deliver",
    "deliver_piece",
    "end_carer",
    "end_diet",
    "end_dish",
    "end_offering",
    "end_offering_for",
    "end_shift",
    "end_standing",
    "end_visitor",
    "enter_carer",
    "enter_visitor",
    "exchange",
    "finish",
    "keep_standing",
    "lapse",
    "list_deed",
    "match",
    "meet_phone",
    "missed",
    "no_show",
    "note_diet",
    "number_of",
    "offer",
    "offer_for",
    "open_days",
    "open_mart",
    "order_meal",
    "pause_standing",
    "place",
    "plan_day",
    "plan_month",
    "plan_rounds",
    "publish_day",
    "publish_menu",
    "purchase",
    "quote",
    "rate",
    "reassign",
    "record",
    "record_away",
    "record_hygiene",
    "refuse",
    "replan",
    "revoke_phone",
    "serve",
    "set_out",
    "set_shift",
    "set_sitting",
    "settle_dispute",
    "shares_now",
    "stand",
    "start",
    "start_planning",
    "start_point",
    "statement_steps",
    "statements",
    "stock_goods",
    "substitute",
    "sync",
    "take",
    "throw_samples",
    "time_out",
    "unserve",
    "withdraw",
    "withdraw_away",
]
