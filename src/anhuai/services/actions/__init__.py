"""Writes of the services room, each an audited `@action`.

| module | what it changes |
|---|---|
| `visitors` | who visits; a lost phone |
| `planning` | a month's list and who goes |
| `visiting` | visits put on record, once; their photos and signatures; a withdrawn one |
| `offerings` | what providers offer, where and at what price |
| `ordering` | an order placed, matched with a provider, cancelled, replaced |
| `arranging` | services ordered month by month, of hours or a care plan, by a job |
| `serving` | a provider's part: accepted, assigned, begun, ended, proven |
| `confirming` | confirmed and paid from vouchers once; rated, complained of, missed |
| `purchase` | what the county buys, of whom, under which contracts |
| `checking` | what looks wrong is decided; a sample is called back |
| `statements`, `statement_steps` | a provider's month, from frozen facts to its money |
| `rosters` | shifts, absences and phone accounts of a provider's workers |
| `delivering` | a care worker's phone: deeds at the door, once each |
| `routes` | a provider's day: planned, planned again, given to the workers |
| `importing`, `meal_importing`, `sheet_rows` | price lists, dishes, menus by workbook |
| `meals` | meal points, dishes and menus; diets |
| `meal_orders` | meals ordered, cancelled, standing |
| `meal_serving` | meals served and paid for, rounds, hygiene, closing |
| `mart` | the points mart |
| `adaptation` | a home's adaptation from being taken up to the agreement, and its end |
| `adaptation_works` | who builds, the work, its photos, acceptance, money, follow-up |
| `family_beds` | family care beds: asked for, surveyed, signed, planned, checked, ended |
| `family_carers` | family carers trained, and their certificates |
| `volunteers` | activities, certificates of hours |
| `school` | the elders' school |
| `redressing` | a confirmed order put right: what was paid is given back |
| `mutual`, `helping`, `bank`, `undoing` | mutual help; its hours in double entry |
"""

from anhuai.services.actions import community_pointing as _community_pointing  # noqa: F401 - declares
from anhuai.services.actions import home_pointing as _home_pointing  # noqa: F401 - declares
from anhuai.services.actions import meal_pointing as _meal_pointing  # noqa: F401 - declares
from anhuai.services.actions import reforms as _reforms  # noqa: F401 - declares
from anhuai.services.actions.adaptation import (
    Seen,
    agree_adaptation,
    cancel_adaptation,
    decline_plan,
    end_gone,
    open_adaptation,
    plan_adaptation,
    rehouse_adaptation,
    survey_adaptation,
)
from anhuai.services.actions.adaptation_works import (
    accept_adaptation,
    add_adaptation_photo,
    assign_contractor,
    finish_works,
    follow_up_adaptation,
    list_contractor,
    pay_adaptation,
    prepare_adaptation_pay,
    reject_works,
    start_works,
    unlist_contractor,
)
from anhuai.services.actions.arranging import (
    Ordered,
    arrange,
    arrange_bed,
    end_arrangement,
    place_arranged,
)
from anhuai.services.actions.bank import gift_hours, grant_hours, lapse_hours, transfer_hours
from anhuai.services.actions.checking import decide_anomaly, draw_sample, record_call, screen_month
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
from anhuai.services.actions.family_beds import (
    Checked,
    apply_for_bed,
    check_bed,
    end_bed,
    level_now,
    plan_care,
    renew_bed,
    resume_bed,
    sign_bed,
    survey_bed,
    suspend_bed,
)
from anhuai.services.actions.family_carers import (
    Taught,
    end_beds_gone,
    retract_carer_course,
    train_carer,
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
from anhuai.services.actions.importing import take_offerings, take_offerings_for
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
from anhuai.services.actions.mart_returning import return_exchange
from anhuai.services.actions.meal_importing import take_dishes, take_menus
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
    correct_meal,
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
from anhuai.services.actions.mutual import (
    end_member,
    enter_member,
    found_team,
    join_team,
    leave_team,
    pair,
    unpair,
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
from anhuai.services.actions.redressing import Redressed, redress
from anhuai.services.actions.rosters import (
    end_carer,
    end_shift,
    enter_carer,
    record_away,
    set_shift,
    withdraw_away,
)
from anhuai.services.actions.routes import plan_day, publish_day, replan, start_planning
from anhuai.services.actions.school import enrol, leave, open_course, open_site, open_term, tap
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
from anhuai.services.actions.sponsoring import (
    Filled,
    amend_sponsorship,
    end_sponsored,
    fill_sponsored,
    name_sponsored,
    open_sponsorship,
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
from anhuai.services.actions.undoing import undo_task
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
from anhuai.services.rules.mart import BadMart
from anhuai.services.rules.meals import BadMeal
from anhuai.services.rules.ordering import BadOrder
from anhuai.services.rules.sponsoring import BadSponsor
from anhuai.services.rules.visiting import BadVisit

__all__ = [
    "SCHEME", "Assent", "BadMart", "BadMeal", "BadOrder", "BadSponsor", "BadVisit", "Checked",
    "Closed", "Confirming", "Done", "Filled", "Holder", "KeptStanding", "Lapsed", "Opened",
    "Ordered", "Planned", "Redressed", "Rhythm", "Samples", "Seen", "Serving", "Taken", "Taught",
    "Wish", "accept", "accept_adaptation", "accept_offer", "add_adaptation_photo", "add_dish",
    "add_licence", "add_piece", "add_proof", "agree_adaptation", "amend_contract",
    "amend_sponsorship", "answer_dispute", "apply_for_bed", "approve_statement", "arrange",
    "arrange_bed", "arrive", "ask_help", "assign", "assign_contractor", "award",
    "call_off_activity", "cancel", "cancel_adaptation", "cancel_meal", "cancel_task",
    "change_point", "check_bed", "check_statement", "close_mart", "close_meal", "close_past",
    "complain", "confirm", "confirm_own", "confirm_statement", "confirm_task", "correct_meal",
    "decide_anomaly", "decline_plan", "deliver", "deliver_piece", "draw_sample", "end_arrangement",
    "end_bed", "end_beds_gone", "end_carer", "end_contract", "end_diet", "end_directory",
    "end_dish", "end_gone", "end_member", "end_offering", "end_offering_for", "end_shift",
    "end_sponsored", "end_standing", "end_visitor", "enrol", "enter_carer", "enter_directory",
    "enter_member", "enter_visitor", "exchange", "fill_sponsored", "finish", "finish_task",
    "finish_works", "follow_up_adaptation", "found_team", "gift_hours", "grant_hours",
    "hold_activity", "issue_certificate", "join_team", "keep_standing", "lapse", "lapse_hours",
    "leave", "leave_team", "level_now", "list_contractor", "list_deed", "list_undertaker", "match",
    "meet_phone", "missed", "name_sponsored", "no_show", "note_diet", "number_of", "offer",
    "offer_for", "offer_help", "open_adaptation", "open_course", "open_days", "open_mart",
    "open_site", "open_sponsorship", "open_term", "order_meal", "pair", "pause_standing",
    "pay_adaptation", "pay_statement", "place", "place_arranged", "plan_activity",
    "plan_adaptation", "plan_care", "plan_day", "plan_month", "plan_rounds",
    "prepare_adaptation_pay", "prepare_month", "prepare_statement", "publish_day", "publish_menu",
    "quote", "raise_dispute", "rate", "reassign", "record", "record_away", "record_call",
    "record_hygiene", "redo_statement", "redress", "refuse", "rehouse_adaptation", "reject_works",
    "remove_undertaker", "renew_bed", "replan", "resume_bed", "retract_carer_course",
    "return_exchange", "revoke_phone", "screen_month", "serve", "set_out", "set_shift",
    "set_sitting", "settle_dispute", "shares_now", "sign_bed", "sign_contract", "sign_off",
    "sign_up", "stand", "start", "start_planning", "start_point", "start_works", "stock_goods",
    "substitute", "survey_adaptation", "survey_bed", "suspend_bed", "sync", "take", "take_dishes",
    "take_menus", "take_offerings", "take_offerings_for", "take_task", "tap", "throw_samples",
    "time_out", "train_carer", "transfer_hours", "undo_task", "unlist_contractor", "unpair",
    "unserve", "withdraw", "withdraw_away", "withdraw_certificate", "withdraw_statement",
]  # fmt: skip
