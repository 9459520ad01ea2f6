"""Addresses of the plans room; a plan's code comes last, after every fixed word."""

from django.urls import path

from anhuai.plans.views import (
    boards,
    catalogue,
    comparing,
    indicators,
    projects,
    reports,
    tasks,
)

app_name = "plans"
urlpatterns = [
    path("", boards.plan_list, name="list"),
    path("compare", comparing.compare, name="compare"),
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
    path("steps/<int:step_id>/evidence", tasks.step_evidence, name="step_evidence"),
    path("projects/<int:project_id>/", projects.project_page, name="project"),
    path("projects/<int:project_id>/status", projects.project_status, name="project_status"),
    path("projects/<int:project_id>/spending", projects.project_spend, name="project_spend"),
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
    path("<slug:code>/findings", boards.findings, name="findings"),
    path("<slug:code>/projects", projects.project_list, name="projects"),
    path("<slug:code>/projects.xlsx", projects.projects_export, name="projects_export"),
]
