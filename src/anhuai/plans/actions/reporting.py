"""Figures no record can compute: one person reports with evidence, another confirms."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from anhuai.plans.actions.scope import NotPossible, require_past, require_scope
from anhuai.plans.models import Department, Report
from anhuai.plans.queries import indicator
from anhuai.plans.rules import Indicator
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.models import StoredFile
from anhuai.platform.notices.telling import tell
from anhuai.platform.permits import Permit

_LOGS = ("key", "division", "on", "value", "department")


@action(permit=Permit.PLANS_REPORT, title=_("填报指标数值"), logs=_LOGS, subject="report")
def report_figure(
    actor: Actor,
    *,
    key: str,
    division: str,
    on: date,
    value: Decimal,
    department: str,
    evidence: str,
    evidence_file: StoredFile | None = None,
) -> Report:
    """Report a figure of a division on a day in the name of a department, with its evidence.

    It counts once a second person confirms it. Raises `NotPossible`, `NotHere`.
    """
    definition = indicator(key)
    require_scope(actor, Permit.PLANS_REPORT, division, "division", division)
    require_past(on)
    _check(definition, value, evidence)
    return Report.objects.create(
        indicator=key,
        division=division,
        on=on,
        value=value,
        department=_department(definition, department),
        evidence=evidence.strip(),
        evidence_file=evidence_file,
        reported_by=actor.account or 0,
        reported_name=actor.name,
        reported_at=clock.now(),
    )


def _check(definition: Indicator, value: Decimal, evidence: str) -> None:
    if definition.is_computed:
        raise NotPossible(
            "computed",
            "这项指标由系统按记录计算，不能填报。请到相应名册更正记录。",
            "This indicator is computed from records and cannot be reported: correct the records.",
        )
    floor, ceiling = definition.bounds
    if (floor is not None and value < floor) or (ceiling is not None and value > ceiling):
        most = f"—{ceiling}" if ceiling is not None else " 以上"
        raise NotPossible(
            "bounds",
            f"数值应在 {floor}{most} 之间，请核对。" if ceiling is not None
            else f"数值不能小于 {floor}，请核对。",
            f"The value should be between {floor} and {ceiling}: check it."
            if ceiling is not None else f"The value cannot be under {floor}: check it.",
            field="value",
        )  # fmt: skip
    if not evidence.strip():
        raise NotPossible(
            "evidence",
            "请写明依据，例如文件名称和页码、台账名称。",
            "Say what it rests on: a document with its page, a ledger.",
            field="evidence",
        )


def _department(definition: Indicator, name: str) -> Department:
    found = Department.objects.filter(name=name).first()
    if found is not None:
        return found
    if definition.reported is not None and name in definition.reported.by:
        return Department.objects.create(name=name)
    raise NotPossible(
        "department",
        "没有这个部门，请从列表中选择。",
        "There is no such department: choose one of the list.",
        field="department",
    )


def _waiting(actor: Actor, key: int) -> Report:
    found = Report.objects.select_for_update().filter(pk=key).first()
    if found is None or not actor.scope(Permit.PLANS_CONFIRM).covers(found.division):
        raise NotHere("report", key)
    if found.confirmed_by is not None or found.rejected_reason:
        raise NotPossible(
            "decided",
            "这条填报已有人处理，请刷新页面查看结果。",
            "Somebody has decided on this report already: reload the page.",
        )
    if found.reported_by == (actor.account or 0):
        raise NotPossible(
            "second_person",
            "填报人不能确认自己的填报，请由另一人核对。",
            "Whoever reported a figure cannot confirm it: ask a second person.",
        )
    return found


@action(permit=Permit.PLANS_CONFIRM, title=_("确认填报数值"), logs=("report",), subject="report")
def confirm_figure(actor: Actor, *, report: int) -> Report:
    """Confirm another person's report: from now on it is the figure. Raises `NotPossible`."""
    found = _waiting(actor, report)
    found.confirmed_by = actor.account or 0
    found.confirmed_name = actor.name
    found.confirmed_at = clock.now()
    found.save(update_fields=["confirmed_by", "confirmed_name", "confirmed_at"])
    return found


@action(permit=Permit.PLANS_CONFIRM, title=_("退回填报数值"), logs=("report",), subject="report")
def reject_figure(actor: Actor, *, report: int, reason: str) -> Report:
    """Send another person's report back with a reason; it never becomes the figure."""
    found = _waiting(actor, report)
    if not reason.strip():
        raise NotPossible(
            "evidence", "请写明退回原因。", "Say why the report is sent back.", field="reason"
        )
    found.rejected_reason = reason.strip()[:200]
    found.save(update_fields=["rejected_reason"])
    definition = indicator(found.indicator)
    tell(
        "plan_report_returned", [found.reported_by], url="/plans/reports/",
        indicator=[definition.title, definition.title_en],
    )  # fmt: skip
    return found
