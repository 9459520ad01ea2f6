"""What is measured of whom, what norms ask for, and what the coming years will need."""

from anhuai.siting.rules.aims import (
    AIMS,
    Aim,
    BadSiting,
    Basis,
    Pace,
    Question,
    Subject,
    reach_dm,
    share,
)
from anhuai.siting.rules.demand import HORIZON, LEVELS, VARIANTS, Needed, Ratios, needed
from anhuai.siting.rules.provision import (
    Applies,
    AreaBasis,
    Due,
    Norm,
    ProjectFacts,
    Stated,
    implied_units,
    lateness,
    required_m2,
    shortfall_m2,
)

__all__ = [
    "AIMS",
    "HORIZON",
    "LEVELS",
    "VARIANTS",
    "Aim",
    "Applies",
    "AreaBasis",
    "BadSiting",
    "Basis",
    "Due",
    "Needed",
    "Norm",
    "Pace",
    "ProjectFacts",
    "Question",
    "Ratios",
    "Stated",
    "Subject",
    "implied_units",
    "lateness",
    "needed",
    "reach_dm",
    "required_m2",
    "share",
    "shortfall_m2",
]
