"""Forms of settlement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.funds.catalogue import FUNDS, PURPOSES
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions, words
from anhuai.services.rules.sampling import CallResult


class _Seen(OnceForm):
    """A form on a record as the page showed it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MonthForm(OnceForm):
    """A month that has ended."""

    month = forms.CharField(
        label=_("月份"), max_length=7, widget=forms.TextInput(attrs={"type": "month"}),
        help_text=_("如 2026-05；月份结束以后才能办理"),
    )  # fmt: skip


class DrawForm(MonthForm):
    """A month's draw with its published seed."""

    seed = forms.CharField(
        label=_("抽签种子"), max_length=60,
        help_text=_("用月末以后才知道的公开数字，如某期福利彩票开奖号码；凭它任何人都能重抽核对"),
    )  # fmt: skip


class DecideForm(_Seen):
    """Whether an anomaly is harmless, and why."""

    harmless = forms.TypedChoiceField(
        label=_("核定"), coerce=lambda text: text == "yes", empty_value=None,
        choices=lambda: [("", "—"), ("yes", _("属于正常，可以支付")), ("no", _("属实，不予支付"))],
    )  # fmt: skip
    reason = forms.CharField(label=_("理由"), max_length=200)


class CallForm(_Seen):
    """What the elder or the family said."""

    result = forms.ChoiceField(label=_("回访结果"), choices=lambda: words(CallResult))
    note = forms.CharField(
        label=_("情况"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("没有服务或做得不全的，写明老人或家属怎么说"),
    )  # fmt: skip


class ReasonForm(_Seen):
    """Why a statement is withdrawn or made anew."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class NoteForm(_Seen):
    """An approval."""

    note = forms.CharField(label=_("意见"), max_length=200, required=False)


class PayForm(_Seen):
    """Out of which money what no contract pays is paid."""

    on = day(_("支付日期"))
    document = forms.CharField(label=_("依据文件或凭证号"), max_length=120)
    fund = forms.ChoiceField(
        label=_("补贴和消费券的资金来源"), choices=lambda: definitions(FUNDS),
        help_text=_("政府购买部分按合同的资金来源支付"),
    )  # fmt: skip
    purpose = forms.ChoiceField(
        label=_("补贴和消费券的用途"), choices=lambda: definitions(PURPOSES)
    )


class DisputeForm(OnceForm):
    """A provider's objection to one order."""

    number = forms.CharField(label=_("订单号"), max_length=20)
    says = forms.CharField(
        label=_("异议理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(_Seen):
    """The answer to an objection."""

    accepts = forms.TypedChoiceField(
        label=_("答复"), coerce=lambda text: text == "yes", empty_value=None,
        choices=lambda: [("", "—"), ("yes", _("采纳，重新编制时支付")), ("no", _("不采纳"))],
    )  # fmt: skip
    answer = forms.CharField(label=_("说明"), max_length=300)


def seen(data: dict[str, Any]) -> int:
    """Return the version of the record that the page showed."""
    return int(data["version"] or 0)
