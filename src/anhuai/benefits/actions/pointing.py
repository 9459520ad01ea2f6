"""What the room holds of persons and at division codes: for merged files and reformed divisions."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.models import (
    Application,
    Declared,
    Entitlement,
    Finding,
    InstitutionDue,
    Reasons,
    Restatement,
    Run,
    StandardChange,
)
from anhuai.benefits.rules.procedure import CLOSED
from anhuai.platform import clock
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points


def _both_apply(kept: int, gone: int) -> str:
    """Two open applications for one benefit: somebody decides which goes on."""
    rows = Application.objects.filter(person__in=[kept, gone]).exclude(state__in=CLOSED)
    items = list(rows.values_list("item", flat=True))
    if len(items) == len(set(items)):
        return ""
    return str(_("两份档案都有同一待遇的申请在办；请先撤回其中一件。"))


def _one_running(kept: int, gone: int) -> None:
    """What one file is owed ends where the other is owed the same: one right, one person."""
    running = Entitlement.objects.filter(until=None, retracted_at=None)
    held = running.filter(person=kept).values_list("item", flat=True)
    _retract(running.filter(person=gone, item__in=list(held)))


def _retract(rows: "QuerySet[Entitlement]") -> None:
    rows.update(retracted_at=clock.now())


def _one_reasons(kept: int, gone: int) -> None:
    """The next night decides the one file anew."""
    if Reasons.objects.filter(person=kept).exists():
        Reasons.objects.filter(person=gone).delete()


def _one_finding(kept: int, gone: int) -> None:
    """A finding that both files have is the kept file's."""
    held = set(
        Finding.objects.filter(person=kept, gone_on=None).values_list("item", "kind", "code")
    )
    for one in Finding.objects.filter(person=gone, gone_on=None):
        if (one.item, one.kind, one.code) in held:
            Finding.objects.filter(pk=one.pk).update(gone_on=clock.today())


def _one_declared(kept: int, gone: int) -> None:
    """Of two declared values the kept file's holds."""
    rows = Declared.objects.filter(until=None, retracted_at=None)
    held = rows.filter(person=kept).values_list("fact", flat=True)
    rows.filter(person=gone, fact__in=list(held)).update(retracted_at=clock.now())


declare_points(
    Points(
        "benefits.application.person", _("待遇申请"), Application.objects.all, clash=_both_apply
    ),
    Points(
        "benefits.application.applicant", _("待遇申请的代办人"), Application.objects.all,
        column="applicant",
    ),
    Points(
        "benefits.entitlement.person", _("应发待遇"), Entitlement.objects.all,
        settle=_one_running, chosen=False,
    ),
    Points(
        "benefits.reasons.person", _("待遇理由"), Reasons.objects.all, settle=_one_reasons,
        chosen=False,
    ),
    Points(
        "benefits.finding.person", _("待遇线索"), Finding.objects.all, settle=_one_finding,
        chosen=False,
    ),
    Points(
        "benefits.restatement.person", _("往月重新核定"), Restatement.objects.all, chosen=False,
    ),
    Points(
        "benefits.declared.person", _("核对情况"), Declared.objects.all, settle=_one_declared,
    ),
)  # fmt: skip
declare_placed(
    Placed(
        "benefits.application.division", _("待遇申请"), How.NOW, Application.objects.all,
        listing="/benefits/applications/?division={code}", permit=Permit.BENEFITS_READ,
        version="version",
    ),
    Placed("benefits.entitlement.division", _("应发待遇"), How.NOW, Entitlement.objects.all),
    Placed(
        "benefits.finding.division", _("待遇线索"), How.NOW, Finding.objects.all,
        listing="/benefits/findings/?division={code}", permit=Permit.BENEFITS_READ,
        version="version",
    ),
    Placed(
        "benefits.restatement.division", _("往月重新核定"), How.NOW, Restatement.objects.all
    ),
    Placed(
        "benefits.institution_due.division", _("机构补贴"), How.NOW, InstitutionDue.objects.all,
        listing="/benefits/institutions?division={code}", permit=Permit.BENEFITS_READ,
        version="version",
    ),
    Placed("benefits.run.division", _("待遇核定"), How.STAYS, Run.objects.all),
    Placed(
        "benefits.standard_change.place", _("待遇标准"), How.STAYS, StandardChange.objects.all,
        column="place",
    ),
)  # fmt: skip
