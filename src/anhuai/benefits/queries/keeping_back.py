"""What institutions owe back of past subsidies, and how much a next subsidy may be kept for it.

No source says how much may be kept, so the share is a setting that starts at none.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.benefits.models import InstitutionDue
from anhuai.funds.rules.settling import most_withheld
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform import clock, parameters
from anhuai.platform.parameters import Setting, declare_setting

SHARE = "benefits.institution_set_off_share"
declare_setting(
    Setting(
        key=SHARE, title=gettext_lazy("机构应退补贴可从后续补贴中抵扣的比例"), unit="%",
        says=gettext_lazy(
            "编制机构补贴时，每笔最多抵扣这么多；0 表示不抵扣，应退的补贴由机构缴回。"
            "没有扣完的留到以后的补贴。"
        ),
        least=0, most=90,
        basis=Basis(document="", confidence=Confidence.D, note="未见可抵扣比例的规定"),
        default=lambda: 0,
        effect=lambda _value: _("只用于以后编制的机构补贴；已经编制的不变。"),
    )
)  # fmt: skip


def set_off_share() -> int:
    """Return the most per cent of a payment that may be kept today."""
    return int(parameters.value(SHARE, on=clock.today()))


def paid_of(one: InstitutionDue) -> InstitutionDue | None:
    """Return the last payment of a subsidy's period: what a recovery of it comes back from."""
    rows = InstitutionDue.objects.filter(
        facility=one.facility_id, item=one.item, period=one.period, state="paid", amount__gt=0
    )
    return rows.order_by("-number").first()


def owed_back(facility: int) -> list[InstitutionDue]:
    """Return the recoveries of an institution that nobody prepared yet, oldest period first."""
    rows = InstitutionDue.objects.filter(facility=facility, amount__lt=0, state="decided")
    return list(rows.order_by("period", "pk"))


def kept_of(payment: InstitutionDue) -> list[tuple[InstitutionDue, InstitutionDue, int]]:
    """Return what a payment would be kept for: recovery, what was paid then, fen kept of it.

    Never more than the county's share of the payment, and never all of it.
    """
    share, kept, found = set_off_share(), 0, []
    for back in owed_back(payment.facility_id) if payment.amount > 0 else ():
        source = paid_of(back)
        amount = most_withheld(
            payment.amount - kept, left=-back.amount, share=share, withheld=kept
        )  # fmt: skip
        if source is not None and amount:
            found.append((back, source, amount))
            kept += amount
    return found
