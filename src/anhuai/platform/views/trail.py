"""The jobs as a list, and what lists here share."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks.base import TaskResultStatus

from anhuai.platform import audit
from anhuai.platform.accounts import accounts_within
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.jobs import titles
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    filled,
    heads,
    link,
    window,
)
from anhuai.platform.models import Account, Job
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

_STATES = {
    TaskResultStatus.READY: (gettext_lazy("排队"), "grey"),
    TaskResultStatus.RUNNING: (gettext_lazy("运行中"), "blue"),
    TaskResultStatus.SUCCESSFUL: (gettext_lazy("完成"), "green"),
    TaskResultStatus.FAILED: (gettext_lazy("失败"), "red"),
}


def shown_at(at: object) -> str:
    """Return an instant as people here read it."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at else ""  # type: ignore[arg-type]


def within(actor: Actor, permit: Permit) -> Q:
    """Return the condition for rows of accounts in the permit's scope, and of nobody's."""
    return Q(account=None) | Q(account__in=accounts_within(actor.scope(permit)).values("pk"))


def called(kind: str, name: str) -> str:
    """Return what an entry is called; one of an action that no longer exists by its name."""
    if kind == audit.Kind.REFUSAL and name in list(Permit):
        return _("没有权限，已拒绝")
    return str(audit.titles().get(name, name))


def next_url(request: ActorRequest, cursor: str) -> str:
    """Return the address of the next page, "" after the last."""
    return changed(request, after=cursor) if cursor else ""


def shown_list(request: ActorRequest, table: Table, title: str) -> HttpResponse:
    """Answer with a whole list page, or just its rows when htmx asks."""
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "platform/list.html"
    return render(request, template, {"table": table, "title": title})


JOB_COLUMNS = (
    Column("title", gettext_lazy("任务")),
    Column("status", gettext_lazy("状态")),
    Column("progress", gettext_lazy("进度"), css="num"),
    Column("enqueued", gettext_lazy("提交时间")),
    Column("finished", gettext_lazy("结束时间")),
    Column("attempts", gettext_lazy("次数"), css="num"),
)


@page(
    Permit.JOBS_READ,
    menu=Menu(gettext_lazy("任务"), "clock", 30, group="system"),
    name="platform:jobs",
)
def job_list(request: ActorRequest) -> HttpResponse:
    """Every job with its state, newest first."""
    filters = filled(
        request,
        [
            Filter(
                "status",
                gettext_lazy("状态"),
                "select",
                [(state.value, title) for state, (title, _colour) in _STATES.items()],
            )
        ],
    )
    jobs = Job.objects.filter(within(request.actor, Permit.JOBS_READ))
    if filters[0].value in TaskResultStatus.values:
        jobs = jobs.filter(status=filters[0].value)
    fields = (
        "pk",
        "title",
        "task",
        "status",
        "progress",
        "total",
        "enqueued_at",
        "finished_at",
        "attempts",
    )
    try:
        seen = window(jobs, fields=fields, order=["-pk"], after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(jobs, fields=fields, order=["-pk"], after="")
    table = Table(
        key="jobs",
        columns=heads(request, JOB_COLUMNS, ""),
        rows=[_job_cells(*row) for row in seen.rows],
        filters=filters,
        next_url=next_url(request, seen.next),
        empty_title=_("还没有任务"),
        empty_hint=_("导入、导出和每月快照会出现在这里。"),
    )
    return shown_list(request, table, _("任务"))


def _job_cells(  # noqa: PLR0913 - one argument a column
    key: int, title: str, task: str, status: str, progress: int, total: int,
    enqueued: object, finished: object, attempts: int,
) -> tuple[object, ...]:  # fmt: skip
    state, colour = _STATES[TaskResultStatus(status)]
    come = f"{progress} / {total}" if total else ""
    name = link(f"/jobs/{key}/", titles.said(title) or task.removeprefix("anhuai."))
    return (name, badge(state, colour), come, shown_at(enqueued), shown_at(finished), attempts)


@page(Permit.SELF)
def job_detail(request: ActorRequest, job_id: int) -> HttpResponse:
    """One job's progress; its owner and holders of the jobs permit may look."""
    mine = Q(account=request.actor.account)
    reached = mine | within(request.actor, Permit.JOBS_READ)
    visible = reached if request.actor.may(Permit.JOBS_READ) else mine
    job = Job.objects.filter(visible, pk=job_id).first()
    if job is None:
        raise NotHere("job", job_id)
    context = {"job": progress_of(job, request.actor), "title": titles.said(job.title) or _("任务")}
    template = (
        "platform/_progress.html" if request.headers.get("HX-Request") else "platform/progress.html"
    )
    return render(request, template, context)


def progress_of(job: Job, actor: Actor) -> dict[str, object]:
    """Return what the progress page shows of a job; its result is for whoever asked for it."""
    states = {"READY": "waiting", "RUNNING": "running", "SUCCESSFUL": "done", "FAILED": "failed"}
    is_own = job.account == actor.account
    asker = (
        "" if is_own else Account.objects.filter(pk=job.account or 0).values_list("name").first()
    )
    file_id = (job.result or {}).get("file") if isinstance(job.result, dict) else None
    back = (job.result or {}).get("url", "") if isinstance(job.result, dict) else ""
    return {
        "title": titles.said(job.title),
        "state": states[job.status],
        "done": job.progress,
        "total": job.total,
        "poll_url": f"/jobs/{job.pk}/",
        "topic": f"job:{job.pk}",
        "message": job.error.strip().splitlines()[-1]
        if job.status == "FAILED" and job.error
        else "",
        "download_url": f"/files/{file_id}" if file_id and is_own else "",
        "result_url": back if is_own else "",
        "result_of": asker[0] if asker and (file_id or back) else "",
    }
