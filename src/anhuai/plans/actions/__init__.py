"""Writing plans: each function is an audited action within the actor's scope.

| module | actions |
|---|---|
| `loading` | `load_plan` from county data |
| `documents` | `give_document`, `read_now`, `stop_reading`: a file into drafts and findings |
| `drafting` | `decide_item`, `edit_item`, `split_item`, `merge_items`, `add_item` |
| `publishing` | `publish_draft` onto the board |
| `reporting` | `report_figure`, `confirm_figure`, `reject_figure` |
| `tasks` | `record_task_progress`, `close_task`, `reopen_task`, `edit_task_deadline` |
| `projects` | `set_project_status`, `record_spending`, `add_milestone`, `record_milestone` |
| `supervising` | tasks broken down and rated, supervision orders, meetings and decisions |
| `escalating` | `escalate_tasks`: who is told of what is near or late |
| `snapshots` | `take_snapshots`, `snapshot_history` |
"""

from anhuai.plans.actions.documents import (
    enqueue,
    give_document,
    read_now,
    read_text,
    stop_reading,
)
from anhuai.plans.actions.drafting import (
    add_item,
    decide_item,
    edit_item,
    merge_items,
    split_item,
)
from anhuai.plans.actions.escalating import escalate_tasks
from anhuai.plans.actions.loading import load_plan
from anhuai.plans.actions.projects import (
    add_milestone,
    add_photo,
    plan_funding,
    record_milestone,
    record_spending,
    set_project_status,
)
from anhuai.plans.actions.publishing import publish_draft
from anhuai.plans.actions.reforms import HELD
from anhuai.plans.actions.reporting import confirm_figure, reject_figure, report_figure
from anhuai.plans.actions.scope import NotPossible
from anhuai.plans.actions.snapshots import snapshot_history, take_snapshots
from anhuai.plans.actions.supervising import (
    add_decision,
    answer_order,
    break_down,
    close_order,
    finish_decision,
    issue_order,
    list_for_livelihood,
    rate_task,
    record_meeting,
    verify_rating,
)
from anhuai.plans.actions.tasks import (
    close_task,
    edit_task_deadline,
    record_task_progress,
    reopen_task,
)

__all__ = [
    "HELD",
    "NotPossible",
    "add_decision",
    "add_item",
    "add_milestone",
    "add_photo",
    "answer_order",
    "break_down",
    "close_order",
    "close_task",
    "confirm_figure",
    "decide_item",
    "edit_item",
    "edit_task_deadline",
    "enqueue",
    "escalate_tasks",
    "finish_decision",
    "give_document",
    "issue_order",
    "list_for_livelihood",
    "load_plan",
    "merge_items",
    "plan_funding",
    "publish_draft",
    "rate_task",
    "read_now",
    "read_text",
    "record_meeting",
    "record_milestone",
    "record_spending",
    "record_task_progress",
    "reject_figure",
    "reopen_task",
    "report_figure",
    "set_project_status",
    "snapshot_history",
    "split_item",
    "stop_reading",
    "take_snapshots",
    "verify_rating",
]
