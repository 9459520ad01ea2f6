"""Reading assessments: every function takes the actor and returns only what that actor may see.

| module | promise |
|---|---|
| `levels` | final levels on a scale with their days, in bulk: what other rooms use |
| `dues` | who is due, from the register; rates by town |
| `tasks` | the work: lists, one of it, an assessor's own |
| `records` | finished assessments: lists, one whole, a person's history |
| `assessors` | who may assess where |
| `parameters` | what the county sets |
| `walled` | what PostgreSQL itself shows to whom |
"""

from anhuai.assessments.queries import walled as _walled  # noqa: F401 - declares
from anhuai.assessments.queries.assessors import assessor, assessors, for_place, in_post, own
from anhuai.assessments.queries.dues import Rate, dues, rates, standings
from anhuai.assessments.queries.levels import (
    LevelHeld,
    changed_since,
    level_of,
    levels_held,
    levels_on,
)
from anhuai.assessments.queries.parameters import settings_on
from anhuai.assessments.queries.records import (
    RECORD_ROW,
    History,
    Report,
    assessment,
    assessments,
    health_of,
    history,
    image_of,
    listed_records,
    record_page,
    report,
    signature,
)
from anhuai.assessments.queries.tasks import (
    ROW,
    listed_tasks,
    own_task,
    own_tasks,
    task,
    task_detail,
    task_page,
    tasks,
)

__all__ = [
    "RECORD_ROW",
    "ROW",
    "History",
    "LevelHeld",
    "Rate",
    "Report",
    "assessment",
    "assessments",
    "assessor",
    "assessors",
    "changed_since",
    "dues",
    "for_place",
    "health_of",
    "history",
    "image_of",
    "in_post",
    "level_of",
    "levels_held",
    "levels_on",
    "listed_records",
    "listed_tasks",
    "own",
    "own_task",
    "own_tasks",
    "rates",
    "record_page",
    "report",
    "settings_on",
    "signature",
    "standings",
    "task",
    "task_detail",
    "task_page",
    "tasks",
]
