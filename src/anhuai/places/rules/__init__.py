"""Pure logic of divisions: names and measures, reforms, figures re-based onto other units."""

from anhuai.places.rules.rebasing import Link, Rebased, Step, origins, rebase, shares_of
from anhuai.places.rules.reforms import (
    BadReform,
    Kind,
    Moves,
    Roles,
    State,
    Succession,
    check,
    next_code,
    shares_by_weight,
    villages_follow,
)
from anhuai.places.rules.words import (
    UNKNOWN_START,
    Definition,
    OutlineBasis,
    Place,
    PopulationMeasure,
    short_name,
)

__all__ = [
    "UNKNOWN_START",
    "BadReform",
    "Definition",
    "Kind",
    "Link",
    "Moves",
    "OutlineBasis",
    "Place",
    "PopulationMeasure",
    "Rebased",
    "Roles",
    "State",
    "Step",
    "Succession",
    "check",
    "next_code",
    "origins",
    "rebase",
    "shares_by_weight",
    "shares_of",
    "short_name",
    "villages_follow",
]
