"""Reading roads, measurements and scenarios.

| module | promise |
|---|---|
| `roads` | the network in force, its nodes and edges |
| `leading` | ways to one place, for rooms below that send somebody |
| `access` | how far villages are from what they need |
| `facing` | facilities and dwellings as arrays, for engines |
| `field` | homes, facilities and candidate villages on the roads; one more site |
| `demand` | the population to 2035 by town and what it needs; `demography` its rates |
| `norms` | which norm of elder-care premises holds where |
| `provision` | premises against norms, housing projects, community rooms |
| `plans` | scenarios in the actor's divisions |
"""

from anhuai.siting.queries.access import Totals, latest, lost, measurement, ranked, totals, villages
from anhuai.siting.queries.demand import BANDS, Ahead, Demand, ahead, demand, growth, ratios_on
from anhuai.siting.queries.demography import SOURCE, backcast
from anhuai.siting.queries.facing import Offer, kind_title, offers
from anhuai.siting.queries.field import Field, WhatIf, existing_reached, field_of, what_if
from anhuai.siting.queries.leading import roads_to
from anhuai.siting.queries.norms import norm_for, stated_for
from anhuai.siting.queries.plans import scenario, scenarios
from anhuai.siting.queries.provision import (
    Held,
    Provided,
    Provision,
    completed_projects,
    dues_of,
    facts_of,
    handover_by,
    largest_rooms,
    project,
    projects,
    provision,
    room,
    rooms,
    rooms_on,
)
from anhuai.siting.queries.roads import network, networks, raw_of

__all__ = [
    "BANDS",
    "SOURCE",
    "Ahead",
    "Demand",
    "Field",
    "Held",
    "Offer",
    "Provided",
    "Provision",
    "Totals",
    "WhatIf",
    "ahead",
    "backcast",
    "completed_projects",
    "demand",
    "dues_of",
    "existing_reached",
    "facts_of",
    "field_of",
    "growth",
    "handover_by",
    "kind_title",
    "largest_rooms",
    "latest",
    "lost",
    "measurement",
    "network",
    "networks",
    "norm_for",
    "offers",
    "project",
    "projects",
    "provision",
    "ranked",
    "ratios_on",
    "raw_of",
    "roads_to",
    "room",
    "rooms",
    "rooms_on",
    "scenario",
    "scenarios",
    "stated_for",
    "totals",
    "villages",
    "what_if",
]
