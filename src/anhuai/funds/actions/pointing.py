"""What of this room points at a person, when two files turn out to be one (ADR 0018)."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from anhuai.funds.models import (
    Account,
    Change,
    Claim,
    ClosingCertificate,
    Grant,
    Line,
    Payee,
    Payment,
    Voucher,
)
from anhuai.platform.pointing import Points, Text, declare_points


def _two_grants(kept: int, gone: int) -> Text:
    open_now = Grant.objects.filter(person__in=[kept, gone], until=None)
    twice = open_now.values("scheme").annotate(n=Count("pk")).filter(n__gt=1)
    return _("两份档案都有生效的同一项待遇，请先停发其中一份。") if twice.exists() else ""


def _two_lines(kept: int, gone: int) -> Text:
    live = Line.objects.filter(person__in=[kept, gone], is_live=True)
    twice = live.values("scheme", "period", "sequence").annotate(n=Count("pk")).filter(n__gt=1)
    if twice.exists():
        return _("两份档案发放过同一月份的同一项待遇，请先核清重复发放的款项。")
    return ""


def _two_payments(kept: int, gone: int) -> Text:
    same = Payment.objects.filter(person__in=[kept, gone], repays=None)
    twice = same.values("run", "scheme", "fund", "purpose", "division").annotate(n=Count("pk"))
    if twice.filter(n__gt=1).exists():
        return _("两份档案在同一批次中都有同一项待遇的发放，请先核清重复发放的款项。")
    return ""


def _two_accounts(kept: int, gone: int) -> Text:
    held = Account.objects.filter(person__in=[kept, gone])
    twice = held.values("scheme", "unit", "book").annotate(n=Count("pk")).filter(n__gt=1)
    return _("两份档案都有同一项个人额度，请先用完其中一份。") if twice.exists() else ""


def _two_vouchers(kept: int, gone: int) -> Text:
    same = Voucher.objects.filter(person__in=[kept, gone])
    twice = same.values("scheme", "period").annotate(n=Count("pk")).filter(n__gt=1)
    return _("两份档案都有同一个月的消费券或时长，请先核清。") if twice.exists() else ""


def _two_certificates(kept: int, gone: int) -> Text:
    found = ClosingCertificate.objects.filter(person__in=[kept, gone], retracted_at=None).count()
    return _("两份档案都出具过停发证明，请先核对。") if found > 1 else ""


def _one_payee(kept: int, gone: int) -> None:
    """A person has one open account: where both have one, the other's ends today as it stands."""
    if Payee.objects.filter(person=kept, until=None).exists():
        for one in Payee.objects.filter(person=gone, until=None):
            one.until = one.since
            one.save(update_fields=["until"])


declare_points(
    Points("funds.grant.person", _("待遇"), Grant.objects.all, clash=_two_grants),
    Points("funds.line.person", _("发放明细"), Line.objects.all, clash=_two_lines),
    Points("funds.change.person", _("发放差异"), Change.objects.all),
    Points(
        "funds.payment.person", _("发放记录"), Payment.objects.all, clash=_two_payments,
    ),
    Points("funds.payee.person", _("发放账户"), Payee.objects.all, settle=_one_payee),
    Points("funds.claim.person", _("追缴"), Claim.objects.all),
    Points(
        "funds.closingcertificate.person", _("停发证明"), ClosingCertificate.objects.all,
        clash=_two_certificates,
    ),
    Points("funds.voucher.person", _("消费券和时长"), Voucher.objects.all, clash=_two_vouchers),
    Points("funds.account.person", _("个人额度账户"), Account.objects.all, clash=_two_accounts),
)  # fmt: skip
