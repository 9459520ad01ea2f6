"""Writes of the services room, each an audited `@action`.

| module | what it changes |
|---|---|
| `visitors` | who visits; a lost phone |
| `planning` | a month's list and who goes |
| `meals` | meal points, dishes and menus; diets |
| `meal_orders` | meals ordered, cancelled, standing |
| `meal_serving` | meals served and paid for, rounds, hygiene, closing |
| `mart` | the points mart |
| `visiting` | visits put on record, once; their photos and signatures; a withdrawn one |
"""

from anhuai.services.actions import meal_pointing as _meal_pointing  # noqa: F401 - declares
from anhuai.services.actions import reforms as _reforms  # noqa: F401 - declares
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
from anhuai.services.actions.planning import Planned, plan_month, reassign
from anhuai.services.actions.visiting import Taken, add_proof, record, sync, withdraw
from anhuai.services.actions.visitors import end_visitor, enter_visitor, meet_phone, revoke_phone
from anhuai.services.rules.mart import BadMart
from anhuai.services.rules.meals import BadMeal
from anhuai.services.rules.visiting import BadVisit

__all__ = [
    "SCHEME",
    "BadMart",
    "BadMeal",
    "BadVisit",
    "Closed",
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
    "add_dish",
    "add_proof",
    "arrive",
    "award",
    "cancel_meal",
    "change_point",
    "close_mart",
    "close_meal",
    "close_past",
    "end_diet",
    "end_dish",
    "end_standing",
    "end_visitor",
    "enter_visitor",
    "exchange",
    "keep_standing",
    "lapse",
    "list_deed",
    "meet_phone",
    "note_diet",
    "open_days",
    "open_mart",
    "order_meal",
    "pause_standing",
    "plan_month",
    "plan_rounds",
    "publish_menu",
    "quote",
    "reassign",
    "record",
    "record_hygiene",
    "revoke_phone",
    "serve",
    "set_sitting",
    "stand",
    "start_point",
    "stock_goods",
    "sync",
    "throw_samples",
    "unserve",
    "withdraw",
]
