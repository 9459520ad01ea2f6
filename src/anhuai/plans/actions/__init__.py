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
| `allotting` | `propose_funding`, `adjust_line`, `decide_proposal`, `withdraw_proposal` |
| `causes` | `record_cause`: why a target was not met |
| `reminding` | `remind_progress`, `remind_causes`: who is asked for what is missing |
| `snapshots` | `take_snapshots`, `snapshot_history` |
"""

from anhuai.plans.actions.allotting import (
    adjust_line,
    decide_proposal,
    propose_funding,
    withdraw_proposal,
)
from anhuai.plans.actions.causes import record_cause
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
from anhuai.plans.actions.reminding import remind_causes, remind_progress
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
    "adjust_line",
    "answer_order",
    "break_down",
    "close_order",
    "close_task",
    "confirm_figure",
    "decide_item",
    "decide_proposal",
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
    "propose_funding",
    "publish_draft",
    "rate_task",
    "read_now",
    "read_text",
    "record_cause",
    "record_meeting",
    "record_milestone",
    "record_spending",
    "record_task_progress",
    "reject_figure",
    "remind_causes",
    "remind_progress",
    "reopen_task",
    "report_figure",
    "set_project_status",
    "snapshot_history",
    "split_item",
    "stop_reading",
    "take_snapshots",
    "verify_rating",
    "withdraw_proposal",
]
