"""Reading placements: every function takes the actor and returns only what that actor may see.

| module | promise |
|---|---|
| `reach` | whose applications and stays a permit reaches |
| `parameters` | what the county sets: ranks of the rules, clocks |
| `waiting` | the waiting list: its order, recomputed, and why somebody stands there |
| `applications` | applications: lists, one whole |
| `boards` | beds by state on any day; reports held against it |
| `stays` | who lives where: lists, one whole, counts for plans |
| `living` | who lives where, told to the rooms beside through facilities |
| `findings` | what the county should look into at institutions |
| `walled` | what PostgreSQL itself shows to whom |
"""

from anhuai.placements.queries import living as _living  # noqa: F401 - declares
from anhuai.placements.queries import walled as _walled  # noqa: F401 - declares
from anhuai.placements.queries.applications import (
    APPLICATION_ROW,
    ApplicationFile,
    all_applications,
    application,
    application_file,
    application_page,
    listed_applications,
    of_person,
)
from anhuai.placements.queries.boards import (
    Shown,
    bed_facts,
    board_of,
    facility_in_scope,
    free_beds,
    free_counts,
    institutions,
    known_on,
    reports,
    shown_board,
)
from anhuai.placements.queries.findings import findings
from anhuai.placements.queries.parameters import offer_days, ranks_on, risk_months
from anhuai.placements.queries.reach import applications, stays
from anhuai.placements.queries.stays import (
    STAY_ROW,
    StayFile,
    all_stays,
    incidents,
    listed_stays,
    occupied,
    resident_names,
    stay,
    stay_file,
    stay_page,
    stays_of_person,
)
from anhuai.placements.queries.waiting import (
    Line,
    facts_of,
    line_of,
    next_of,
    nursing_of,
    published_list,
    rules_today,
    waiting_lines,
)

__all__ = [
    "APPLICATION_ROW",
    "STAY_ROW",
    "ApplicationFile",
    "Line",
    "Shown",
    "StayFile",
    "all_applications",
    "all_stays",
    "application",
    "application_file",
    "application_page",
    "applications",
    "bed_facts",
    "board_of",
    "facility_in_scope",
    "facts_of",
    "findings",
    "free_beds",
    "free_counts",
    "incidents",
    "institutions",
    "known_on",
    "line_of",
    "listed_applications",
    "listed_stays",
    "next_of",
    "nursing_of",
    "occupied",
    "of_person",
    "offer_days",
    "published_list",
    "ranks_on",
    "reports",
    "resident_names",
    "risk_months",
    "rules_today",
    "shown_board",
    "stay",
    "stay_file",
    "stay_page",
    "stays",
    "stays_of_person",
    "waiting_lines",
]
