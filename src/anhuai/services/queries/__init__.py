"""Reads of the services room.

| module | promise |
|---|---|
| `parameters` | what the county sets: intervals, the circle of a house, how a rate counts |
| `listing` | whom a day lists, from the register |
| `targets` | a month's list: who stands how, who goes, the month's rate and its unvisited |
| `visits` | visits made: the list, one of them whole, a person's history |
| `visitors` | who visits; the phones |
| `field` | what a visitor's phone gets |
| `offerings` | who offers what at what price, and whether they may |
| `orders`, `order_matching` | orders and what is known of the providers that could take one |
| `order_settings` | what the county sets about orders |
| `walled` | what PostgreSQL itself shows to whom |
| `purchase` | the directory, undertakers, contracts and what is spent of them |
| `settling` | all that statements are computed from |
| `statements` | statements, anomalies, call-backs, the draw repeated |
| `limits` | what the county sets about settlement |
| `delivering` | what a care worker's phone gets |
| `rosters` | shifts, absences and phone accounts of providers; who is on duty |
| `route_settings` | what the county sets about routes |
| `routes` | a provider's day: routes drawn, plans on record |
| `meal_settings` | what the county sets about meals and points |
| `meals` | meal points, days and menus, orders, diets, one person's meals |
| `meal_sheet` | a point's sheet of a meal, its rounds, its hygiene records |
| `meal_figures` | counts of meals served; for pages and indicators |
| `mart` | marts, goods, points accounts and their movements |
| `adaptation` | adaptations of homes: lists, one whole, who may have one, what plans count |
| `family_beds` | family care beds: lists, one whole, how many on a day |
| `home_parameters` | what the county sets about both |
| `adapted_homes` | whose home is adapted, told to the rooms beside through people |
| `mutual` | mutual help: members, teams, pairs, tasks |
| `bank` | the time bank: settings, balances, statements |
| `volunteers` | activities, sign-ups, certificates of hours |
| `school` | the elders' school: courses, seats, presence, participation |
| `meal_cards` | meal cards and who reads them |
"""

from anhuai.services.queries import adapted_homes as _adapted_homes  # noqa: F401 - declares
from anhuai.services.queries import limits as _limits  # noqa: F401 - declares
from anhuai.services.queries import walled as _walled  # noqa: F401 - declares
from anhuai.services.queries.adaptation import (
    SCHEME,
    AdaptationFile,
    Candidate,
    adaptation,
    adaptation_figures,
    adaptation_file,
    adaptation_page,
    adaptation_photo,
    adaptations,
    adaptations_of,
    adapted,
    all_adaptations,
    contractor,
    contractors,
    counted_adaptations,
    entitled,
    has_moved,
    needs,
    photo_bytes,
    shown_candidates,
    works_of,
)
from anhuai.services.queries.adaptation import candidates as adaptation_candidates
from anhuai.services.queries.arranging import (
    ARRANGEMENT_ROW,
    arrangement_page,
    arrangements,
    whole_arrangement,
)
from anhuai.services.queries.bank import balances, book_total, ending, statement
from anhuai.services.queries.delivering import Errand, Rounds, rounds
from anhuai.services.queries.family_beds import (
    BedFile,
    all_beds,
    bed,
    bed_figures,
    bed_file,
    bed_page,
    beds,
    beds_of,
    beds_on,
    carer_certificate,
    carer_course,
    carer_courses,
    check_due,
    close_to,
    counted_beds,
    keepers,
    respite_spans,
    shown_course,
    shown_courses,
)
from anhuai.services.queries.field import Card, Walk, cards, errands, walk
from anhuai.services.queries.home_parameters import (
    bed_level_on,
    bed_months_on,
    ceiling_on,
    check_days_on,
    clocks_on,
    respite_days_on,
)
from anhuai.services.queries.listing import Listed, houses, listed_on
from anhuai.services.queries.mart import (
    ENTRY_ROW,
    Purse,
    WhichEntries,
    accounts,
    all_entries,
    deeds,
    entry_page,
    exchange_in_scope,
    goods_of,
    lapse_key,
    lapsed_points,
    listed_entries,
    mart,
    mart_totals,
    marts,
    moves_of,
    points_left,
    purses,
)
from anhuai.services.queries.meal_cards import card_of, guest, person_of_card
from anhuai.services.queries.meal_figures import Counted, counts, meals_served, month_span, total
from anhuai.services.queries.meal_settings import (
    cutoff_minutes,
    days_ahead,
    each_fen,
    most_meals,
    points_months,
    sample_limits,
)
from anhuai.services.queries.meal_sheet import (
    Hygiene,
    Plate,
    Round,
    Sheet,
    homes_of,
    hygiene_of,
    sheet,
    staff_of,
)
from anhuai.services.queries.meal_sheet import rounds as meal_rounds
from anhuai.services.queries.meals import ORDER_ROW as MEAL_ROW
from anhuai.services.queries.meals import (
    Diet,
    MealFile,
    WhichOrders,
    all_orders,
    beyond,
    day,
    days,
    delivers_to,
    diet_need,
    diet_of,
    diets,
    dishes,
    facts_of,
    meal_file,
    menu_of,
    nearby,
    open_on,
    order,
    order_whole,
    point,
    points,
    run_day,
    sittings,
    standing_order,
    standings_of,
    words_of,
)
from anhuai.services.queries.meals import candidates as meal_candidates
from anhuai.services.queries.meals import listed_orders as listed_meals
from anhuai.services.queries.meals import order_page as meal_page
from anhuai.services.queries.meals import orders as meal_orders
from anhuai.services.queries.meals import own_persons as meal_persons
from anhuai.services.queries.mutual import choices as member_choices
from anhuai.services.queries.mutual import (
    help_of,
    kin_of,
    listed_members,
    listed_pairs,
    listed_tasks,
    listed_teams,
    member,
    member_file,
    member_page,
    members,
    open_near,
    open_version,
    own_members,
    own_persons,
    pair,
    pair_page,
    pairs,
    seats,
    task,
    task_page,
    task_whole,
    tasks,
    team,
    team_page,
)
from anhuai.services.queries.offerings import (
    OFFERING_ROW,
    Worker,
    able_workers,
    licensed_of,
    listed_offerings,
    offered_at,
    offering_in_scope,
    offering_page,
    offerings,
    operating_of,
    providers,
    services_offered,
)
from anhuai.services.queries.order_matching import candidates, purse_of, suggestions
from anhuai.services.queries.order_settings import answer_hours
from anhuai.services.queries.orders import (
    ORDER_ROW,
    Pooled,
    WholeOrder,
    bytes_of,
    listed_orders,
    may_take,
    order_count,
    order_in_scope,
    order_page,
    order_rows,
    orders,
    orders_by,
    orders_of,
    piece_in_scope,
    pool,
    to_do,
    waiting_since,
    whole_order,
)
from anhuai.services.queries.parameters import circle_metres, days_of, drops_gone, drops_refused
from anhuai.services.queries.redressing import ground_of
from anhuai.services.queries.rosters import (
    OnDuty,
    away,
    aways,
    carer,
    carers,
    in_days,
    is_staff,
    on_duty,
    own_carer,
    provider,
    rostered,
    shift,
    shifts,
    staff,
)
from anhuai.services.queries.routes import (
    INLINE,
    Drawn,
    Shown,
    count_open,
    day_plan,
    drawn,
    outline_of,
    plan_now,
    seen_version,
    versions,
)
from anhuai.services.queries.school import (
    course,
    course_page,
    courses,
    enrolled,
    learners,
    listed_courses,
    often,
    participation,
    roll,
    sites,
    term_on,
    terms,
)
from anhuai.services.queries.targets import (
    Load,
    Rate,
    Stands,
    code_of,
    listed_targets,
    loads,
    rates,
    standing,
    standings,
    target,
    target_page,
    targets,
    tiers_now,
    unvisited,
)
from anhuai.services.queries.visitors import (
    in_post,
    own,
    phone,
    phone_is_known,
    phone_is_revoked,
    phones,
    visitor,
    visitors,
)
from anhuai.services.queries.visits import (
    Whole,
    history,
    image_of,
    last_visits,
    listed_visits,
    proof,
    visit,
    visit_page,
    visits,
    whole,
)
from anhuai.services.queries.volunteers import (
    activity,
    activity_page,
    certificate,
    certificates,
    listed_activities,
    served,
    signups,
    soon,
    verified,
)

__all__ = [
    "ARRANGEMENT_ROW", "ENTRY_ROW", "INLINE", "MEAL_ROW", "OFFERING_ROW", "ORDER_ROW", "SCHEME",
    "AdaptationFile", "BedFile", "Candidate", "Card", "Counted", "Diet", "Drawn", "Errand",
    "Hygiene", "Listed", "Load", "MealFile", "OnDuty", "Plate", "Pooled", "Purse", "Rate", "Round",
    "Rounds", "Sheet", "Shown", "Stands", "Walk", "WhichEntries", "WhichOrders", "Whole",
    "WholeOrder", "Worker", "able_workers", "accounts", "activity", "activity_page", "adaptation",
    "adaptation_candidates", "adaptation_figures", "adaptation_file", "adaptation_page",
    "adaptation_photo", "adaptations", "adaptations_of", "adapted", "all_adaptations", "all_beds",
    "all_entries", "all_orders", "answer_hours", "arrangement_page", "arrangements", "away",
    "aways", "balances", "bed", "bed_figures", "bed_file", "bed_level_on", "bed_months_on",
    "bed_page", "beds", "beds_of", "beds_on", "beyond", "book_total", "bytes_of", "candidates",
    "card_of", "cards", "carer", "carer_certificate", "carer_course", "carer_courses", "carers",
    "ceiling_on", "certificate", "certificates", "check_days_on", "check_due", "circle_metres",
    "clocks_on", "close_to", "code_of", "contractor", "contractors", "count_open",
    "counted_adaptations", "counted_beds", "counts", "course", "course_page", "courses",
    "cutoff_minutes", "day", "day_plan", "days", "days_ahead", "days_of", "deeds", "delivers_to",
    "diet_need", "diet_of", "diets", "dishes", "drawn", "drops_gone", "drops_refused", "each_fen",
    "ending", "enrolled", "entitled", "entry_page", "errands", "exchange_in_scope", "facts_of",
    "goods_of", "ground_of", "guest", "has_moved", "help_of", "history", "homes_of", "houses",
    "hygiene_of", "image_of", "in_days", "in_post", "is_staff", "keepers", "kin_of", "lapse_key",
    "lapsed_points", "last_visits", "learners", "licensed_of", "listed_activities",
    "listed_courses", "listed_entries", "listed_meals", "listed_members", "listed_offerings",
    "listed_on", "listed_orders", "listed_pairs", "listed_targets", "listed_tasks", "listed_teams",
    "listed_visits", "loads", "mart", "mart_totals", "marts", "may_take", "meal_candidates",
    "meal_file", "meal_orders", "meal_page", "meal_persons", "meal_rounds", "meals_served",
    "member", "member_choices", "member_file", "member_page", "members", "menu_of", "month_span",
    "most_meals", "moves_of", "nearby", "needs", "offered_at", "offering_in_scope", "offering_page",
    "offerings", "often", "on_duty", "open_near", "open_on", "open_version", "operating_of",
    "order", "order_count", "order_in_scope", "order_page", "order_rows", "order_whole", "orders",
    "orders_by", "orders_of", "outline_of", "own", "own_carer", "own_members", "own_persons",
    "pair", "pair_page", "pairs", "participation", "person_of_card", "phone", "phone_is_known",
    "phone_is_revoked", "phones", "photo_bytes", "piece_in_scope", "plan_now", "point", "points",
    "points_left", "points_months", "pool", "proof", "provider", "providers", "purse_of", "purses",
    "rates", "respite_days_on", "respite_spans", "roll", "rostered", "rounds", "run_day",
    "sample_limits", "seats", "seen_version", "served", "services_offered", "sheet", "shift",
    "shifts", "shown_candidates", "shown_course", "shown_courses", "signups", "sites", "sittings",
    "soon", "staff", "staff_of", "standing", "standing_order", "standings", "standings_of",
    "statement", "suggestions", "target", "target_page", "targets", "task", "task_page",
    "task_whole", "tasks", "team", "team_page", "term_on", "terms", "tiers_now", "to_do", "total",
    "unvisited", "verified", "versions", "visit", "visit_page", "visitor", "visitors", "visits",
    "waiting_since", "walk", "whole", "whole_arrangement", "whole_order", "words_of", "works_of",
]  # fmt: skip
