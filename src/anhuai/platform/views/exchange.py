"""Workbooks in and out, files, saved views."""

from io import BytesIO

from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anhuai.kernel.unfit import Unfit
from anhuai.platform import files
from anhuai.platform.accounts import keep_view
from anhuai.platform.acting import NotHere
from anhuai.platform.forms import SavedViewForm, UploadForm
from anhuai.platform.listing import badge
from anhuai.platform.models import Job
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import sent
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets import exporting, importing, writing
from anhuai.platform.sheets.register import Register, givers, registers
from anhuai.platform.views.trail import progress_of


def _register(code: str) -> Register:
    register = registers().get(code)
    if register is None:
        raise NotHere("register", code)
    return register


def _attached(content: BytesIO, name: str) -> FileResponse:
    return FileResponse(content, as_attachment=True, filename=name, content_type=files.XLSX)


@page(Permit.SELF)
def sheet_template(request: ActorRequest, code: str) -> HttpResponseBase:
    """The empty workbook to fill in."""
    register = _register(code)
    request.actor.require(register.take_permit)
    out = BytesIO()
    writing.template(register, out)
    out.seek(0)
    return _attached(out, f"{register.title}-模板.xlsx")


@page(Permit.SELF)
def sheet_import(request: ActorRequest, code: str) -> HttpResponse:
    """Upload a workbook for preview."""
    register = _register(code)
    request.actor.require(register.take_permit)
    form = UploadForm(request.POST or None, request.FILES or None)

    def perform(data: dict[str, object]) -> str:
        upload = data["workbook"]
        run = importing.upload(request.actor, register, upload, name=upload.name)  # type: ignore[arg-type, attr-defined]
        return reverse("platform:import", args=[run.pk])

    done = sent(request, form, perform)
    if done is not None:
        return done
    context = {
        "title": _("导入%(register)s") % {"register": register.title},
        "form": form,
        "register": register,
        "template_url": reverse("platform:sheet_template", args=[code]),
        "cancel_url": register.list_url,
        "submit_title": _("上传并预览"),
    }
    return render(request, "platform/import_new.html", context)


@page(Permit.SELF)
def import_detail(request: ActorRequest, import_id: int) -> HttpResponse:
    """An import: its preview, its progress, what it did."""
    run, register = importing.own(request.actor, import_id)
    request.actor.require(register.take_permit)
    context: dict[str, object] = {
        "title": _("导入%(register)s") % {"register": register.title},
        "run": run,
        "register": register,
        "list_url": register.list_url,
    }
    if run.status == "previewed":
        try:
            context |= _preview_context(
                request, importing.preview(request.actor, run, register), register
            )
        except Unfit as error:
            context["error"] = error
    elif run.job is not None and run.status == "running":
        context["job"] = progress_of(run.job, request.actor) | {"poll_url": request.path}
    if request.headers.get("HX-Request") and "job" in context:
        return render(request, "platform/_progress.html", context)
    response = render(request, "platform/import.html", context)
    if request.headers.get("HX-Request"):
        response["HX-Redirect"] = request.path
    return response


def _preview_context(
    request: ActorRequest, preview: importing.Preview, register: Register
) -> dict[str, object]:
    del request
    shown = [
        (
            outcome.row.number,
            badge(_("有误"), "red") if outcome.errors else badge(_("可导入"), "green"),
            [outcome.row.values.get(column.key, "") for column in register.columns],
            [says for _column, says in outcome.errors],
        )
        for outcome in preview.shown
    ]
    return {"preview": preview, "shown": shown}


@page(Permit.SELF)
@require_POST
def import_run(request: ActorRequest, import_id: int) -> HttpResponse:
    """Take the good rows in."""
    run, register = importing.own(request.actor, import_id)
    request.actor.require(register.take_permit)
    if run.status == "previewed":
        importing.start(request.actor, run)
    return HttpResponseRedirect(reverse("platform:import", args=[run.pk]))


@page(Permit.SELF)
def sheet_export(request: ActorRequest, code: str) -> HttpResponseBase:
    """A list as workbook: short ones at once, long ones as a job."""
    register = givers().get(code)
    if register is None:
        raise NotHere("register", code)
    query = {key: str(value) for key, value in request.GET.items() if value}
    made = exporting.export(request.actor, register, query)
    if isinstance(made, Job):
        return HttpResponseRedirect(reverse("platform:job", args=[made.pk]))
    return _attached(BytesIO(made), exporting.file_name(register))


@page(Permit.SELF)
def file_download(request: ActorRequest, file_id: int) -> HttpResponseBase:
    """A file of one's own."""
    return files.download(files.own(request.actor, file_id))


@page(Permit.SELF)
@require_POST
def save_view(request: ActorRequest) -> HttpResponse:
    """Keep a list with its filters under a name."""
    form = SavedViewForm(request.POST)

    def perform(data: dict[str, object]) -> str:
        kept = keep_view(
            request.actor,
            list=str(data["list"]),
            title=str(data["title"]),
            query=str(data["query"]),
        )
        return f"{kept.list}?{kept.query}"

    done = sent(request, form, perform)
    return done if done is not None else HttpResponseRedirect("/")
