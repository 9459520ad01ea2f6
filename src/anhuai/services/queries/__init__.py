"""Reads of the services room.

| module | promise |
|---|---|
| `parameters` | what the county sets: intervals, the circle of a house, how a rate counts |
| `listing` | whom a day lists, from the register |
| `targets` | a month's list: who stands how, who goes, the month's rate and its unvisited |
| `visits` | visits made: the list, one of them whole, a person's history |
| `visitors` | who visits; the phones |
| `field` | what a visitor's phone gets |
| `rosters` | shifts, absences and phone accounts of providers; who is on duty |
| `routes` | a provider's day: routes drawn, plans on record |
| `walled` | what PostgreSQL itself shows to whom |
"""

from anhuai.services.queries import walled as _walled  # noqa: F401 - declares
from anhuai.services.queries.field import Card, cards, errands
from anhuai.services.queries.listing import Listed, houses, listed_on
from anhuai.services.queries.parameters import circle_metres, days_of, drops_gone, drops_refused
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
    providers,
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
    "INLINE",
    "Card",
    "Drawn",
    "Listed",
    "Load",
    "OnDuty",
    "Rate",
    "Shown",
    "Stands",
    "Whole",
    "away",
    "aways",
    "cards",
    "carer",
    "carers",
    "circle_metres",
    "code_of",
    "count_open",
    "day_plan",
    "days_of",
    "drawn",
    "drops_gone",
    "drops_refused",
    "errands",
    "history",
    "houses",
    "image_of",
    "in_days",
    "in_post",
    "is_staff",
    "last_visits",
    "listed_on",
    "listed_targets",
    "listed_visits",
    "loads",
    "on_duty",
    "outline_of",
    "own",
    "own_carer",
    "phone",
    "phone_is_known",
    "phone_is_revoked",
    "phones",
    "plan_now",
    "proof",
    "provider",
    "providers",
    "rates",
    "rostered",
    "seen_version",
    "shift",
    "shifts",
    "staff",
    "standing",
    "standings",
    "target",
    "target_page",
    "targets",
    "tiers_now",
    "unvisited",
    "versions",
    "visit",
    "visit_page",
    "visitor",
    "visitors",
    "visits",
    "whole",
]
