"""What plans hold at division codes: figures of their day, which keep the units of their day."""

from django.utils.translation import gettext_lazy as _

from anhuai.plans.models import (
    Plan,
    PlanDocument,
    ProposalLine,
    Report,
    Snapshot,
    SupervisionOrder,
)
from anhuai.platform.placed import How, Placed, declare_placed

HELD = declare_placed(
    Placed("plans.plan.division", _("规划"), How.STAYS, Plan.objects.all),
    Placed("plans.snapshot.division", _("指标快照"), How.STAYS, Snapshot.objects.all),
    Placed("plans.document.division", _("规划文件"), How.STAYS, PlanDocument.objects.all),
    Placed("plans.order.division", _("督办单"), How.STAYS, SupervisionOrder.objects.all),
    Placed("plans.proposal.division", _("资金建议"), How.STAYS, ProposalLine.objects.all),
    Placed("plans.report.division", _("指标填报"), How.STAYS, Report.objects.all),
)
