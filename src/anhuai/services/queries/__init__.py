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
| `purchase` | the directory, undertakers, contracts and what is spent of them |
| `settling` | all that statements are computed from |
| `statements` | statements, anomalies, call-backs, the draw repeated |
| `limits` | what the county sets about settlement |
| `walled` | what PostgreSQL itself shows to whom |
"""

from anhuai.services.queries import limits as _limits  # noqa: F401 - declares
from anhuai.services.queries import walled as _walled  # noqa: F401 - declares
from anhuai.services.queries.field import Card, cards, errands
from anhuai.services.queries.listing import Listed, houses, listed_on
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

__all__ = [
    "OFFERING_ROW",
    "ORDER_ROW",
    "Card",
    "Listed",
    "Load",
    "Pooled",
    "Rate",
    "Stands",
    "Whole",
    "WholeOrder",
    "Worker",
    "able_workers",
    "answer_hours",
    "bytes_of",
    "candidates",
    "cards",
    "circle_metres",
    "code_of",
    "days_of",
    "drops_gone",
    "drops_refused",
    "errands",
    "history",
    "houses",
    "image_of",
    "in_post",
    "last_visits",
    "licensed_of",
    "listed_offerings",
    "listed_on",
    "listed_orders",
    "listed_targets",
    "listed_visits",
    "loads",
    "may_take",
    "offered_at",
    "offering_in_scope",
    "offering_page",
    "offerings",
    "operating_of",
    "order_count",
    "order_in_scope",
    "order_page",
    "order_rows",
    "orders",
    "orders_by",
    "orders_of",
    "own",
    "phone",
    "phone_is_known",
    "phone_is_revoked",
    "phones",
    "piece_in_scope",
    "pool",
    "proof",
    "providers",
    "purse_of",
    "rates",
    "services_offered",
    "standing",
    "standings",
    "suggestions",
    "target",
    "target_page",
    "targets",
    "tiers_now",
    "to_do",
    "unvisited",
    "visit",
    "visit_page",
    "visitor",
    "visitors",
    "visits",
    "waiting_since",
    "whole",
    "whole_order",
]
