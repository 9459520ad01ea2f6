"""Reading roads, measurements and scenarios.

| module | promise |
|---|---|
| `roads` | the network in force, its nodes and edges |
| `access` | how far villages are from what they need |
| `facing` | facilities and dwellings as arrays, for engines |
| `field` | homes, facilities and candidate villages on the roads; one more site |
| `plans` | scenarios in the actor's divisions |
"""

from anhuai.siting.queries.access import Totals, latest, lost, measurement, ranked, totals, villages
from anhuai.siting.queries.facing import Offer, kind_title, offers
from anhuai.siting.queries.field import Field, WhatIf, existing_reached, field_of, what_if
from anhuai.siting.queries.plans import scenario, scenarios
from anhuai.siting.queries.roads import network, networks, raw_of

__all__ = [
    "Field",
    "Offer",
    "Totals",
    "WhatIf",
    "existing_reached",
    "field_of",
    "kind_title",
    "latest",
    "lost",
    "measurement",
    "network",
    "networks",
    "offers",
    "ranked",
    "raw_of",
    "scenario",
    "scenarios",
    "totals",
    "villages",
    "what_if",
]
