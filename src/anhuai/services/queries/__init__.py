"""Reads of the services room.

| module | promise |
|---|---|
| `parameters` | what the county sets: intervals, the circle of a house, how a rate counts |
| `listing` | whom a day lists, from the register |
| `targets` | a month's list: who stands how, who goes, the month's rate and its unvisited |
| `visits` | visits made: the list, one of them whole, a person's history |
| `visitors` | who visits; the phones |
| `field` | what a visitor's phone gets |
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
    "Card",
    "Listed",
    "Load",
    "Rate",
    "Stands",
    "Whole",
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
    "listed_on",
    "listed_targets",
    "listed_visits",
    "loads",
    "own",
    "phone",
    "phone_is_known",
    "phone_is_revoked",
    "phones",
    "proof",
    "rates",
    "standing",
    "standings",
    "target",
    "target_page",
    "targets",
    "tiers_now",
    "unvisited",
    "visit",
    "visit_page",
    "visitor",
    "visitors",
    "visits",
    "whole",
]
