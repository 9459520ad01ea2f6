"""Which benefit is paid for which month out of which fund."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.queries import credited_choices, payable_choices
from anhuai.funds.catalogue import FUNDS
from anhuai.kernel.months import Month
from anhuai.kernel.unfit import Unfit
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm, say
from anhuai.platform.words import definitions


class CreditForm(OnceForm):
    """A voucher or hours, for which month, on which day."""

    item = forms.ChoiceField(label=_("待遇"), choices=credited_choices)
    month = forms.CharField(
        label=_("发放月份"), max_length=7, widget=forms.TextInput(attrs={"type": "month"})
    )
    on = day(_("发放日期"))

    def clean_month(self) -> Any:
        """Read a month as people write it."""
        return _month(self.cleaned_data["month"])


class PayForm(OnceForm):
    """A run's benefit, month, fund and day."""

    item = forms.ChoiceField(label=_("待遇"), choices=payable_choices)
    month = forms.CharField(
        label=_("发放月份"), max_length=7, widget=forms.TextInput(attrs={"type": "month"})
    )
    fund = forms.ChoiceField(
        label=_("资金来源"),
        choices=lambda: [
            ("", "—"),  # never one that nobody chose
            *definitions({code: one for code, one in FUNDS.items() if not one.by_town}),
        ],
    )
    on = day(_("编制日期"))

    def clean_month(self) -> Any:
        """Read a month as people write it."""
        return _month(self.cleaned_data["month"])


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except Unfit as error:
        raise forms.ValidationError(say(error)) from error
