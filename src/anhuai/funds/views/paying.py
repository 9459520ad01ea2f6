"""What moves a pay run on: two approvals, the file, the bank's answer, paying again."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from anhuai.funds import actions, queries
from anhuai.funds.catalogue import LAYOUTS
from anhuai.funds.forms import ApprovalForm, FileForm, ReasonForm, RepayForm, ResultForm
from anhuai.funds.rules.files import NEEDED, PayLayout
from anhuai.funds.rules.fingerprints import fingerprint
from anhuai.funds.views.words import money
from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.files import CSV, SHEETS, BadFile, sniff
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets import reading
from anhuai.platform.sheets.register import Column

MANAGE, APPROVE = Permit.FUNDS_MANAGE, Permit.FUNDS_APPROVE


def _url(run_id: int) -> str:
    return reverse("funds:run", args=[run_id])


def _sums(run: Any) -> str:
    return _("%(persons)s 人，发放 %(pay)s 元，追缴 %(claim)s 元。") % {
        "persons": f"{run.persons:,}", "pay": money(run.to_pay), "claim": money(run.to_claim),
    }  # fmt: skip


@page(MANAGE)
def run_check(request: ActorRequest, run_id: int) -> HttpResponse:
    """Give the first approval."""
    run = queries.run(request.actor, run_id, permit=MANAGE)
    form = ApprovalForm(request.POST or None, initial={"version": run.version})

    def perform(data: dict[str, Any]) -> None:
        actions.check_run(request.actor, run=run_id, version=data["version"], note=data["note"])

    return asked(
        request, form, perform, title=_("初审：%(title)s") % {"title": run.title},
        back=_url(run_id), more={"hint": _sums(run), "submit_title": _("初审通过")},
    )  # fmt: skip


@page(APPROVE)
def run_approve(request: ActorRequest, run_id: int) -> HttpResponse:
    """Give the second approval, which promises the money."""
    run = queries.run(request.actor, run_id, permit=APPROVE)
    form = ApprovalForm(request.POST or None, initial={"version": run.version})

    def perform(data: dict[str, Any]) -> None:
        actions.approve_run(request.actor, run=run_id, version=data["version"], note=data["note"])

    hint = _sums(run) + _("审批通过后占用预算，并可生成发放文件；编制人和初审人不能审批。")
    return asked(
        request, form, perform, title=_("审批：%(title)s") % {"title": run.title},
        back=_url(run_id), more={"hint": hint, "submit_title": _("审批通过")},
    )  # fmt: skip


@page(MANAGE)
def run_cancel(request: ActorRequest, run_id: int) -> HttpResponse:
    """Cancel a run before its file was made."""
    run = queries.run(request.actor, run_id, permit=MANAGE)
    form = ReasonForm(request.POST or None, initial={"version": run.version})

    def perform(data: dict[str, Any]) -> None:
        actions.cancel_run(
            request.actor, run=run_id, version=data["version"] or 0, reason=data["reason"]
        )

    return asked(
        request, form, perform, title=_("撤销：%(title)s") % {"title": run.title},
        back=_url(run_id),
        more={"hint": _("撤销后可按新数据重新编制；已占用的预算会冲回。"), "danger": True},
    )  # fmt: skip


@page(MANAGE)
def run_file(request: ActorRequest, run_id: int) -> HttpResponse:
    """Make the pay file of an approved run in the bank's layout."""
    run = queries.run(request.actor, run_id, permit=MANAGE)
    form = FileForm(request.POST or None, initial={"version": run.version})

    def perform(data: dict[str, Any]) -> None:
        actions.make_file(request.actor, run=run_id, version=data["version"], layout=data["layout"])

    hint = _(
        "生成后批次不能再撤销。文件格式未见本县代发协议（未核实），请先与代发银行核对列和字样。"
    )
    return asked(
        request, form, perform, title=_("生成发放文件：%(title)s") % {"title": run.title},
        back=_url(run_id), more={"hint": hint, "submit_title": _("生成文件")},
    )  # fmt: skip


@page(MANAGE)
def run_download(request: ActorRequest, run_id: int) -> HttpResponse:
    """Give the pay file, the same bytes each time, or its rows as a workbook."""
    run = queries.run(request.actor, run_id, permit=MANAGE)
    if run.state not in ("sent", "settled"):
        return HttpResponseRedirect(_url(run_id))
    made = actions.make_file(request.actor, run=run_id, version=run.version)
    body, name, kind = made.body, made.name, CSV
    if request.GET.get("as") == "xlsx":
        body, name = actions.as_workbook(made), f"{made.name.removesuffix('.csv')}.xlsx"
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(body, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003 - Django's own
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@page(MANAGE)
def run_result(request: ActorRequest, run_id: int) -> HttpResponse:
    """Take the bank's answer: whole, or refused whole with the rows and reasons."""
    run = queries.run(request.actor, run_id, permit=MANAGE)
    form = ResultForm(request.POST or None, request.FILES or None)

    def perform(data: dict[str, Any]) -> str:
        name, digest, rows = _read(data["workbook"], LAYOUTS[run.layout])
        taken = actions.take_result(request.actor, run=run_id, name=name, digest=digest, rows=rows)
        said = (
            _("已入账：成功 %(paid)s 笔，退汇 %(returned)s 笔。") if taken.is_new
            else _("这份回盘此前已经入账，没有变化：成功 %(paid)s 笔，退汇 %(returned)s 笔。")
        )  # fmt: skip
        messages.info(request, said % {"paid": taken.paid, "returned": taken.returned})
        return _url(run_id)

    if run.layout not in LAYOUTS:
        return HttpResponseRedirect(_url(run_id))
    hint = _("整份核对：有一行与发放文件不符，整份不入账，并说明行号和原因。")
    return asked(
        request, form, perform, title=_("导入银行回盘：%(title)s") % {"title": run.title},
        back=_url(run_id), more={"hint": hint, "submit_title": _("核对并入账")},
    )  # fmt: skip


def _read(upload: Any, layout: PayLayout) -> tuple[str, str, list[tuple[int, Any]]]:
    """Return the file's name, digest and rows; account numbers never stay on the disk."""
    body = upload.read()
    name = Path(upload.name or "").name
    kind = sniff(body[:4096], name)
    if kind not in SHEETS:
        raise BadFile(
            "kind", "请上传银行返回的 CSV 或 Excel（.xlsx）文件。",
            "Upload the CSV or Excel (.xlsx) file that the bank gave.", field="workbook",
        )  # fmt: skip
    columns = [Column(str(field), head, required=field in NEEDED) for field, head in layout.back]
    with TemporaryDirectory() as folder:
        scratch = Path(folder) / "answer"
        scratch.write_bytes(body)
        rows = [(row.number, row.values) for row in reading.opened(scratch, kind, columns).rows]
    return name, fingerprint(body), rows


@page(MANAGE)
def repay_new(request: ActorRequest) -> HttpResponse:
    """Prepare a run of what came back or waited for an account."""
    form = RepayForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> str:
        made = actions.prepare_repay(request.actor, month=Month.of(data["on"]), on=data["on"])
        return _url(made.pk)

    return asked(
        request, form, perform, title=_("编制退汇重发批次"), back=reverse("funds:unpaid"),
        more={"hint": _("只编入已登记发放账户的人；每笔退汇只会重发一次。")},
    )  # fmt: skip
