"""Reading placements: every function takes the actor and returns only what that actor may see.

| module | promise |
|---|---|
| `reach` | whose applications and stays a permit reaches |
| `parameters` | what the county sets: ranks of the rules, clocks |
| `waiting` | the waiting list: its order, recomputed, and why somebody stands there |
| `applications` | applications: lists, one whole |
| `offers` | offers of beds, of an institution and one |
| `boards` | beds by state on any day; reports held against it |
| `stays` | who lives where: lists, one whole, counts for plans |
| `living` | who lives where, told to the rooms beside through facilities |
| `billing` | bills of residents |
| `prepaid` | money paid ahead for a stay |
| `held_ahead` | money paid ahead by institution, against its net assets |
| `custody` | balances of custody accounts, against what was held that day |
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
from anhuai.placements.queries.billing import (
    BILL_ROW,
    all_bills,
    bill,
    bill_file,
    bill_page,
    bill_sums,
    bill_values,
    bills,
    bills_of_stay,
    listed_bills,
    without_contract,
)
from anhuai.placements.queries.boards import (
    Shown,
    all_reports,
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
from anhuai.placements.queries.custody import custody_balance, custody_balances, custody_on
from anhuai.placements.queries.findings import findings
from anhuai.placements.queries.held_ahead import HeldAhead, assets_on, held_ahead, sums_ahead
from anhuai.placements.queries.offers import OFFER_ROW, offer, offers_of
from anhuai.placements.queries.parameters import (
    meals_while_away,
    offer_days,
    ranks_on,
    reserve_percent,
    risk_months,
)
from anhuai.placements.queries.prepaid import Prepaid, balances, prepaid
from anhuai.placements.queries.reach import applications, stays, with_number
from anhuai.placements.queries.stays import (
    STAY_ROW,
    StayFile,
    all_stays,
    discharged,
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
    "BILL_ROW",
    "OFFER_ROW",
    "STAY_ROW",
    "ApplicationFile",
    "HeldAhead",
    "Line",
    "Prepaid",
    "Shown",
    "StayFile",
    "all_applications",
    "all_bills",
    "all_reports",
    "all_stays",
    "application",
    "application_file",
    "application_page",
    "applications",
    "assets_on",
    "balances",
    "bed_facts",
    "bill",
    "bill_file",
    "bill_page",
    "bill_sums",
    "bill_values",
    "bills",
    "bills_of_stay",
    "board_of",
    "custody_balance",
    "custody_balances",
    "custody_on",
    "discharged",
    "facility_in_scope",
    "facts_of",
    "findings",
    "free_beds",
    "free_counts",
    "held_ahead",
    "incidents",
    "institutions",
    "known_on",
    "line_of",
    "listed_applications",
    "listed_bills",
    "listed_stays",
    "meals_while_away",
    "next_of",
    "nursing_of",
    "occupied",
    "of_person",
    "offer",
    "offer_days",
    "offers_of",
    "prepaid",
    "published_list",
    "ranks_on",
    "reports",
    "reserve_percent",
    "resident_names",
    "risk_months",
    "rules_today",
    "shown_board",
    "stay",
    "stay_file",
    "stay_page",
    "stays",
    "stays_of_person",
    "sums_ahead",
    "waiting_lines",
    "with_number",
    "without_contract",
]
