"""Writing plans: each function is an audited action within the actor's scope.

| module | actions |
|---|---|
| `loading` | `load_plan` from county data |
| `reporting` | `report_figure`, `confirm_figure`, `reject_figure` |
| `tasks` | `record_task_progress`, `close_task`, `reopen_task`, `edit_task_deadline` |
| `projects` | `set_project_status`, `record_spending`, `add_milestone`, `record_milestone` |
| `snapshots` | `take_snapshots`, `snapshot_history` |
"""

from anhuai.plans.actions.loading import load_plan
from anhuai.plans.actions.projects import (
    add_milestone,
    record_milestone,
    record_spending,
    set_project_status,
)
from anhuai.plans.actions.reforms import HELD
from anhuai.plans.actions.reporting import confirm_figure, reject_figure, report_figure
from anhuai.plans.actions.scope import NotPossible
from anhuai.plans.actions.snapshots import snapshot_history, take_snapshots
from anhuai.plans.actions.tasks import (
    close_task,
    edit_task_deadline,
    record_task_progress,
    reopen_task,
)

__all__ = [
    "HELD",
    "NotPossible",
    "add_milestone",
    "close_task",
    "confirm_figure",
    "edit_task_deadline",
    "load_plan",
    "record_milestone",
    "record_spending",
    "record_task_progress",
    "reject_figure",
    "reopen_task",
    "report_figure",
    "set_project_status",
    "snapshot_history",
    "take_snapshots",
]
