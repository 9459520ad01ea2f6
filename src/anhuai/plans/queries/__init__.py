"""Reading plans: what they promise, what it comes to, and who stands behind each figure.

| module | promise |
|---|---|
| `frame` | on which day, since which year, of which plan a figure is taken |
| `sources` | from a named fact to the rows of a lower room |
| `tallies` | each fact counted once by division, remembered until the next write |
| `measuring` | an indicator's figure: computed, reported or none; by town |
| `boards` | a plan's targets beside their figures, trends and status; plans side by side |
| `behind` | the people, facilities and divisions behind a figure |
| `documents` | plans, tasks, projects, findings |
| `drafts` | documents given to the reader, what of them is confirmed, what they contradict |
| `reports` | reported figures |
"""

from anhuai.plans.queries.behind import FIELDS, Behind, Side, sides_of, who
from anhuai.plans.queries.boards import (
    Board,
    PlanCell,
    Row,
    board,
    compare_plans,
    goal_of,
    judge_row,
    standing,
    trends_of,
)
from anhuai.plans.queries.documents import (
    TasksAsked,
    departments,
    evidence_of_step,
    findings,
    milestone,
    milestones,
    named_departments,
    overdue_tasks,
    own_plan,
    plan,
    plans,
    project,
    projects,
    sees_inside,
    spending,
    spent_of,
    steps,
    target_keys,
    targets,
    targets_of,
    task,
    tasks,
)
from anhuai.plans.queries.drafts import (
    Progress,
    document,
    documents,
    draft,
    draft_findings,
    drafts,
    item,
    item_steps,
    items,
    next_open,
    progress,
)
from anhuai.plans.queries.frame import Frame, period_start
from anhuai.plans.queries.measuring import (
    Measured,
    Origin,
    PartRow,
    computed,
    frame_for,
    indicator,
    is_comparable,
    measure,
    measure_many,
    parts_below,
    reaches,
    require_division,
)
from anhuai.plans.queries.rebasing import Retold, is_reformed, parts_now, trend_now
from anhuai.plans.queries.reports import evidence_of, report, reports, unreported, waiting_of
from anhuai.plans.queries.tallies import Tallies, forget

__all__ = [
    "FIELDS",
    "Behind",
    "Board",
    "Frame",
    "Measured",
    "Origin",
    "PartRow",
    "PlanCell",
    "Progress",
    "Retold",
    "Row",
    "Side",
    "Tallies",
    "TasksAsked",
    "board",
    "compare_plans",
    "computed",
    "departments",
    "document",
    "documents",
    "draft",
    "draft_findings",
    "drafts",
    "evidence_of",
    "evidence_of_step",
    "findings",
    "forget",
    "frame_for",
    "goal_of",
    "indicator",
    "is_comparable",
    "is_reformed",
    "item",
    "item_steps",
    "items",
    "judge_row",
    "measure",
    "measure_many",
    "milestone",
    "milestones",
    "named_departments",
    "next_open",
    "overdue_tasks",
    "own_plan",
    "parts_below",
    "parts_now",
    "period_start",
    "plan",
    "plans",
    "progress",
    "project",
    "projects",
    "reaches",
    "report",
    "reports",
    "require_division",
    "sees_inside",
    "sides_of",
    "spending",
    "spent_of",
    "standing",
    "steps",
    "target_keys",
    "targets",
    "targets_of",
    "task",
    "tasks",
    "trend_now",
    "trends_of",
    "unreported",
    "waiting_of",
    "who",
]
