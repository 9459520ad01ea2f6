"""Writing plans: each function is an audited action within the actor's scope.

| module | actions |
|---|---|
| `loading` | `load_plan` from county data |
| `documents` | `give_document`, `read_now`: a file into drafts and findings |
| `drafting` | `decide_item`, `edit_item`, `split_item`, `merge_items`, `add_item` |
| `publishing` | `publish_draft` onto the board |
| `reporting` | `report_figure`, `confirm_figure`, `reject_figure` |
| `tasks` | `record_task_progress`, `close_task`, `reopen_task`, `edit_task_deadline` |
| `projects` | `set_project_status`, `record_spending`, `add_milestone`, `record_milestone` |
| `snapshots` | `take_snapshots`, `snapshot_history` |
"""

from anhuai.plans.actions.documents import enqueue, give_document, read_now
from anhuai.plans.actions.drafting import (
    add_item,
    decide_item,
    edit_item,
    merge_items,
    split_item,
)
from anhuai.plans.actions.loading import load_plan
from anhuai.plans.actions.projects import (
    add_milestone,
    record_milestone,
    record_spending,
    set_project_status,
)
from anhuai.plans.actions.publishing import publish_draft
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
    "add_item",
    "add_milestone",
    "close_task",
    "confirm_figure",
    "decide_item",
    "edit_item",
    "edit_task_deadline",
    "enqueue",
    "give_document",
    "load_plan",
    "merge_items",
    "publish_draft",
    "read_now",
    "record_milestone",
    "record_spending",
    "record_task_progress",
    "reject_figure",
    "reopen_task",
    "report_figure",
    "set_project_status",
    "snapshot_history",
    "split_item",
    "take_snapshots",
]
