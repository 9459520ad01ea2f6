"""Addresses of the plans room; a plan's code comes last, after every fixed word."""

from django.urls import path, register_converter

from anhuai.plans.views import (
    boards,
    catalogue,
    causes,
    comparing,
    documents,
    drafting,
    following,
    indicators,
    leaders,
    meetings,
    orders,
    projects,
    proposals,
    record,
    reports,
    sites,
    statistics,
    tasks,
)


class PaperKind:
    """The end of a paper's name: docx or pdf."""

    regex = "docx|pdf"

    def to_python(self, value: str) -> str:
        """Return it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it stands."""
        return value


register_converter(PaperKind, "paper")
app_name = "plans"
urlpatterns = [
    path("", boards.plan_list, name="list"),
    path("compare", comparing.compare, name="compare"),
    path("documents/", documents.document_list, name="documents"),
    path("documents/new", documents.document_new, name="document_new"),
    path("documents/<int:document_id>/", documents.document_page, name="document"),
    path("documents/<int:document_id>/stop", documents.document_stop, name="document_stop"),
    path("documents/<int:document_id>/file", documents.document_file, name="document_file"),
    path(
        "documents/<int:document_id>/findings",
        documents.document_findings,
        name="document_findings",
    ),
    path("drafts/<int:draft_id>/", drafting.draft_page, name="draft"),
    path("drafts/<int:draft_id>/add", drafting.item_add, name="item_add"),
    path("drafts/<int:draft_id>/publish", documents.draft_publish, name="draft_publish"),
    path("drafts/<int:draft_id>/draft.yaml", documents.draft_yaml, name="draft_yaml"),
    path("drafts/<int:draft_id>/draft.xlsx", documents.draft_workbook, name="draft_workbook"),
    path("items/<int:item_id>/", drafting.item_page, name="item"),
    path("items/<int:item_id>/decide", drafting.item_decide, name="item_decide"),
    path("items/<int:item_id>/edit", drafting.item_edit, name="item_edit"),
    path("items/<int:item_id>/split", drafting.item_split, name="item_split"),
    path("items/<int:item_id>/merge", drafting.item_merge, name="item_merge"),
    path("indicators/", catalogue.indicator_list, name="indicators"),
    path("indicators/<slug:key>/", indicators.indicator_page, name="indicator"),
    path("indicators/<slug:key>/who", indicators.who, name="who"),
    path("indicators/<slug:key>/report", reports.report_new, name="report_new"),
    path("reports/", reports.report_list, name="reports"),
    path("reports/<int:report_id>/", reports.report_page, name="report"),
    path("reports/<int:report_id>/confirm", reports.report_confirm, name="report_confirm"),
    path("reports/<int:report_id>/reject", reports.report_reject, name="report_reject"),
    path("reports/<int:report_id>/evidence", reports.report_evidence, name="report_evidence"),
    path("tasks/", tasks.task_list, name="tasks"),
    path("tasks/export", tasks.tasks_export, name="tasks_export"),
    path("tasks/<int:task_id>/", tasks.task_page, name="task"),
    path("tasks/<int:task_id>/progress", tasks.task_progress, name="task_progress"),
    path("tasks/<int:task_id>/close", tasks.task_close, name="task_close"),
    path("tasks/<int:task_id>/reopen", tasks.task_reopen, name="task_reopen"),
    path("tasks/<int:task_id>/deadline", tasks.task_deadline, name="task_deadline"),
    path("tasks/<int:task_id>/parts", following.task_break_down, name="task_break_down"),
    path("tasks/<int:task_id>/livelihood", following.task_livelihood, name="task_livelihood"),
    path("tasks/<int:task_id>/rate", following.task_rate, name="task_rate"),
    path("ratings/<int:rating_id>/verify", following.rating_verify, name="rating_verify"),
    path("departments/", leaders.department_list, name="departments"),
    path("departments/export", leaders.departments_export, name="departments_export"),
    path("orders/", orders.order_list, name="orders"),
    path("orders/export", orders.orders_export, name="orders_export"),
    path("orders/new", orders.order_new, name="order_new"),
    path("orders/<int:order_id>/", orders.order_page, name="order"),
    path("orders/<int:order_id>/answer", orders.order_answer, name="order_answer"),
    path("orders/<int:order_id>/close", orders.order_close, name="order_close"),
    path("orders/<int:order_id>/evidence", orders.order_evidence, name="order_evidence"),
    path("orders/<int:order_id>/order.<paper:kind>", orders.order_paper_file, name="order_paper"),
    path("meetings/", meetings.meeting_list, name="meetings"),
    path("meetings/export", meetings.meetings_export, name="meetings_export"),
    path("meetings/new", meetings.meeting_new, name="meeting_new"),
    path("meetings/<int:meeting_id>/", meetings.meeting_page, name="meeting"),
    path("meetings/<int:meeting_id>/decide", meetings.decision_new, name="decision_new"),
    path("meetings/<int:meeting_id>/file", meetings.meeting_file, name="meeting_file"),
    path("decisions/<int:decision_id>/done", meetings.decision_done, name="decision_done"),
    path("proposals/", proposals.proposal_list, name="proposals"),
    path("proposals/export", proposals.proposals_export, name="proposals_export"),
    path("proposals/new", proposals.proposal_new, name="proposal_new"),
    path("proposals/<int:proposal_id>/", proposals.proposal_page, name="proposal"),
    path("proposals/<int:proposal_id>/decide", proposals.proposal_decide, name="proposal_decide"),
    path(
        "proposals/<int:proposal_id>/withdraw",
        proposals.proposal_withdraw,
        name="proposal_withdraw",
    ),
    path(
        "proposals/<int:proposal_id>/proposal.<paper:kind>",
        proposals.proposal_paper,
        name="proposal_paper",
    ),
    path("proposal-lines/<int:line_id>/", proposals.line_adjust, name="proposal_line"),
    path("targets/<int:target_id>/cause", causes.cause_new, name="cause_new"),
    path("steps/<int:step_id>/evidence", tasks.step_evidence, name="step_evidence"),
    path("projects/<int:project_id>/", projects.project_page, name="project"),
    path("projects/<int:project_id>/status", projects.project_status, name="project_status"),
    path("projects/<int:project_id>/spending", projects.project_spend, name="project_spend"),
    path("projects/<int:project_id>/funding", sites.project_funding, name="project_funding"),
    path("projects/<int:project_id>/photos", sites.project_photo, name="project_photo"),
    path("photos/<int:photo_id>/file", sites.photo_file, name="photo_file"),
    path(
        "projects/<int:project_id>/milestones",
        projects.project_milestone,
        name="project_milestone",
    ),
    path(
        "milestones/<int:milestone_id>/reached",
        projects.milestone_reached,
        name="milestone_reached",
    ),
    path("<slug:code>/", boards.board_page, name="board"),
    path("<slug:code>/board.xlsx", boards.board_export, name="board_export"),
    path("<slug:code>/summary.pdf", boards.board_pdf, name="board_pdf"),
    path("<slug:code>/plan.xlsx", record.plan_workbook, name="plan_workbook"),
    path("<slug:code>/plan.yaml", record.plan_yaml, name="plan_yaml"),
    path("<slug:code>/sheets/<int:department_id>.<paper:kind>", leaders.sheet, name="sheet"),
    path(
        "<slug:code>/evaluations/<slug:stage>.<paper:kind>", leaders.evaluation, name="evaluation"
    ),
    path("<slug:code>/causes", causes.cause_list, name="causes"),
    path("<slug:code>/causes.xlsx", causes.causes_export, name="causes_export"),
    path("<slug:code>/statistics", statistics.statistics_page, name="statistics"),
    path("<slug:code>/statistics.xlsx", statistics.statistics_export, name="statistics_export"),
    path(
        "<slug:code>/statistics.<paper:kind>",
        statistics.statistics_paper,
        name="statistics_paper",
    ),
    path("<slug:code>/findings", boards.findings, name="findings"),
    path("<slug:code>/projects", projects.project_list, name="projects"),
    path("<slug:code>/projects.xlsx", projects.projects_export, name="projects_export"),
]
