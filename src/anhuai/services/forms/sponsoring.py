"""Forms of sponsors of orders."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.funds.catalogue import FUNDS, PURPOSES
from anhuai.funds.forms import MoneyField
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions, word
from anhuai.services.catalogue import CARE
from anhuai.services.rules.sponsoring import SPONSORS, SponsorFacts


class SponsorForm(OnceForm):
    """Money put aside for orders."""

    payer = forms.ChoiceField(
        label=_("付费方"), choices=lambda: [(str(one), word(one)) for one in SPONSORS]
    )
    title = forms.CharField(label=_("名称"), max_length=80)
    donor = forms.CharField(
        label=_("出资单位或捐赠人"), max_length=80, required=False,
        help_text=_("捐赠人不愿公开的不填"),
    )  # fmt: skip
    fund = forms.ChoiceField(label=_("资金来源"), choices=lambda: definitions(FUNDS))
    purpose = forms.ChoiceField(
        label=_("用途"), choices=lambda: definitions(PURPOSES), initial="elderly_care"
    )
    ceiling = MoneyField(label=_("总额（元）"), max_length=24)
    percent = forms.IntegerField(
        label=_("支付比例（%）"), min_value=1, max_value=100, initial=100,
        help_text=_("时长和消费券抵扣后余下部分的比例，其余自付"),
    )  # fmt: skip
    since = day(_("起始日期"))
    last = day(_("最后一天"))
    document = forms.CharField(label=_("依据文件"), max_length=120)
    services = forms.MultipleChoiceField(
        label=_("可支付的服务"), choices=lambda: definitions(CARE), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("不选的，所有可由其付费的服务都支付"),
    )  # fmt: skip

    @staticmethod
    def facts(data: dict[str, Any]) -> SponsorFacts:
        """Return what was filled in."""
        names = ("payer", "title", "donor", "fund", "purpose", "percent", "ceiling", "since",
                 "document")  # fmt: skip
        return SponsorFacts(
            **{name: data[name] for name in names}, services=tuple(data["services"]),
            until=data["last"] + timedelta(days=1),
        )  # fmt: skip


class AmendSponsorForm(OnceForm):
    """A sponsor's ceiling and last day anew."""

    ceiling = MoneyField(label=_("总额（元）"), max_length=24)
    last = day(_("最后一天"))
    reason = forms.CharField(label=_("原因"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NameForm(OnceForm):
    """Whose orders a sponsor pays, and how much a month."""

    person = forms.CharField(label=_("身份证号"), max_length=18)
    monthly = MoneyField(label=_("每月金额（元）"), max_length=24)


class EndNamedForm(OnceForm):
    """Why a person is named no longer."""

    reason = forms.CharField(label=_("原因"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
