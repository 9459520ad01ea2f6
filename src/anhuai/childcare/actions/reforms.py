"""What points at a person in this room, for merges and splits of files."""

from django.utils.translation import gettext_lazy as _

from anhuai.childcare.models import (
    Application,
    Attendance,
    Bill,
    Booking,
    Enrolment,
    Incident,
    PickUp,
    SubsidyLine,
)
from anhuai.childcare.rules.words import LIVE
from anhuai.platform.pointing import Points, declare_points


def _both_apply(kept: int, gone: int) -> str:
    rows = Application.objects.filter(state__in=LIVE)
    both = rows.filter(person=kept).exists() and rows.filter(person=gone).exists()
    return "两份档案都有在办的托位申请；请先撤回其中一份。" if both else ""


def _both_enrolled(kept: int, gone: int) -> str:
    rows = Enrolment.objects.filter(until=None)
    both = rows.filter(person=kept).exists() and rows.filter(person=gone).exists()
    return "两份档案都在托；请先办理其中一个离托。" if both else ""


def _both_there(kept: int, gone: int) -> str:
    rows = Attendance.objects.filter(left_at=None)
    both = rows.filter(person=kept).exists() and rows.filter(person=gone).exists()
    return "两份档案今天都已入园；请先办理其中一个离园。" if both else ""


def _guards_itself(kept: int, gone: int) -> str:
    rows = Application.objects.filter(person__in=[kept, gone], guardian__in=[kept, gone])
    return "一份档案是另一份的监护人，不是同一个人；请核对。" if rows.exists() else ""


def _same_hours(kept: int, gone: int) -> str:
    rows = Booking.objects.filter(cancelled_at=None)
    days = rows.filter(person=gone).values_list("day", "begins")
    taken = set(rows.filter(person=kept).values_list("day", "begins"))
    return "两份档案预约了同一时间；请先取消其中一个。" if taken & set(days) else ""


def _both_billed(kept: int, gone: int) -> str:
    rows = Bill.objects.values_list("nursery", "month", "number")
    both = set(rows.filter(person=kept)) & set(rows.filter(person=gone))
    return "两份档案在同一机构同一月份都有托育账单，不能合并；请先核清。" if both else ""


def _both_subsidised(kept: int, gone: int) -> str:
    rows = SubsidyLine.objects.filter(counts=True, amount__gt=0).values_list("month", flat=True)
    both = set(rows.filter(person=kept)) & set(rows.filter(person=gone))
    return "两份档案在同一个月都计入了普惠托位补助；请先退回其中一份。" if both else ""


declare_points(
    Points(
        "childcare.application.person", _("托位申请"), Application.objects.all, clash=_both_apply
    ),
    Points(
        "childcare.application.guardian", _("托位申请的监护人"), Application.objects.all,
        column="guardian", clash=_guards_itself,
    ),
    Points("childcare.enrolment.person", _("在托"), Enrolment.objects.all, clash=_both_enrolled),
    Points("childcare.booking.person", _("托育预约"), Booking.objects.all, clash=_same_hours),
    Points("childcare.pickup.person", _("接送人"), PickUp.objects.all),
    Points(
        "childcare.attendance.person", _("入园离园"), Attendance.objects.all, clash=_both_there
    ),
    Points("childcare.bill.person", _("托育账单"), Bill.objects.all, clash=_both_billed),
    Points(
        "childcare.subsidyline.person", _("普惠托位补助明细"), SubsidyLine.objects.all,
        clash=_both_subsidised,
    ),
    Points("childcare.incident.person", _("托育事件"), Incident.objects.all),
)  # fmt: skip
