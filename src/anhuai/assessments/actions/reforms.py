"""What stands at a division or points at a person in this room, for reforms, merges and splits."""

from django.utils.translation import gettext_lazy as _

from anhuai.assessments.models import Assessment, Assessor, Task
from anhuai.assessments.rules.words import State
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points

declare_placed(
    Placed(
        "assessments.assessor.division", _("评估员"), How.NOW, Assessor.objects.all,
        listing="/assessments/assessors/", permit=Permit.ASSESSMENTS_READ, version="version",
    )
)  # fmt: skip


def _both_wait(kept: int, gone: int) -> str:
    """One person waits once a scale: one of two tasks must be called off first."""
    waiting = Task.objects.filter(state__in=[State.OPEN, State.ASSIGNED])
    same = waiting.filter(person=kept, scale__in=waiting.filter(person=gone).values("scale"))
    return "两份档案在同一量表都有待评估；请先取消其中一项。" if same.exists() else ""


def _unlink(kept: int, gone: int) -> None:
    if Assessor.objects.filter(person=kept).exists():
        Assessor.objects.filter(person=gone).update(person=None)


declare_points(
    Points("assessments.assessor.person", _("评估员"), Assessor.objects.all, settle=_unlink),
    Points("assessments.task.person", _("待评估"), Task.objects.all, clash=_both_wait),
    Points("assessments.assessment.person", _("能力评估"), Assessment.objects.all),
)
