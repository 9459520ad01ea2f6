"""Writing divisions: loading them, population figures, reforms.

| module | actions |
|---|---|
| `loading` | `load_county` |
| `country` | `load_divisions` |
| `figures` | `record_figure` |
| `preparing` | `prepare_reform`, `assign_villages`, `withdraw_reform` |
| `deciding` | `confirm_reform`, `undo_reform`: a second officer, a reason, a job |
| `executing` | `execute_reform`, `revert_reform`, `catch_up`: what the jobs do |

`moving` and `edition` are what they share.
"""

from anhuai.places.actions.country import RowError, Taken, load_divisions
from anhuai.places.actions.deciding import confirm_reform, undo_reform
from anhuai.places.actions.executing import (
    catch_up,
    execute_reform,
    hold_back,
    revert_reform,
)
from anhuai.places.actions.figures import BadFigure, record_figure
from anhuai.places.actions.loading import county_facts, load_county
from anhuai.places.actions.preparing import (
    Part,
    assign_villages,
    prepare_reform,
    withdraw_reform,
)

__all__ = [
    "BadFigure",
    "Part",
    "RowError",
    "Taken",
    "assign_villages",
    "catch_up",
    "confirm_reform",
    "county_facts",
    "execute_reform",
    "hold_back",
    "load_county",
    "load_divisions",
    "prepare_reform",
    "record_figure",
    "revert_reform",
    "undo_reform",
    "withdraw_reform",
]
