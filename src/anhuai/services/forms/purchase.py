"""Forms of government purchase."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.funds.catalogue import FUNDS, PURPOSES
from anhuai.funds.forms import MoneyField
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions, words
from anhuai.services.queries.wares import choices, service_title
from anhuai.services.rules.purchase import ContractFacts, Licence, LicenceKind

Choices = Sequence[tuple[str, str]]
PRICE = "price_"


def _document() -> forms.CharField:
    return forms.CharField(label=_("依据文件"), max_length=120)


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


def _reason() -> forms.CharField:
    return forms.CharField(label=_("原因"), max_length=200)


class DirectoryForm(OnceForm):
    """A service the county buys."""

    service = forms.ChoiceField(label=_("服务项目"), choices=choices)
    since = day(_("起始日期"))
    document = _document()


class DirectoryEndForm(OnceForm):
    """The first day a service is no longer bought."""

    until = day(_("停止日期"), help_text=_("从这天起不能再签入新合同；已签的合同执行到期"))
    version = _version()


class LicenceForm(OnceForm):
    """A licence as it reads."""

    kind = forms.ChoiceField(label=_("证照类型"), choices=lambda: words(LicenceKind))
    number = forms.CharField(label=_("证照编号"), max_length=60)
    issuer = forms.CharField(label=_("发证机关"), max_length=80, required=False)
    since = day(_("有效期自"))
    last = day(_("有效期至"), required=False, help_text=_("长期有效的不填"))

    def licence(self, data: dict[str, Any], *, since: str = "since") -> Licence:
        """Return the licence that was filled in; its `until` is the day after the last."""
        last = data["last"]
        return Licence(
            kind=data["kind"], number=data["number"], issuer=data["issuer"], since=data[since],
            until=last + timedelta(days=1) if last else None,
        )  # fmt: skip


class UndertakerForm(LicenceForm):
    """An organisation for the list, with its first licence."""

    organisation = forms.ChoiceField(
        label=_("单位"), help_text=_("没有的，先在机构页的“运营单位”里登记")
    )
    listed = day(_("列入日期"))
    document = _document()
    field_order = ("organisation", "listed", "document")

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "—"), *organisations]  # type: ignore[attr-defined]


class RemoveForm(OnceForm):
    """The first day an undertaker is off the list."""

    until = day(_("移出日期"), help_text=_("从这天起的服务不再支付"))
    reason = _reason()
    version = _version()


class ContractForm(OnceForm):
    """A contract as it was signed; a price for each service of the directory it covers."""

    number = forms.CharField(label=_("合同编号"), max_length=40)
    title = forms.CharField(label=_("合同名称"), max_length=120)
    organisation = forms.ChoiceField(label=_("承接主体"))
    signed = day(_("签订日期"))
    since = day(_("合同期自"))
    last = day(_("合同期至"))
    ceiling = MoneyField(label=_("合同总额（元）"), max_length=24)
    fund = forms.ChoiceField(label=_("资金来源"), choices=lambda: definitions(FUNDS))
    purpose = forms.ChoiceField(label=_("用途"), choices=lambda: definitions(PURPOSES))
    document = _document()

    def __init__(
        self, *args: Any, organisations: Choices, services: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "—"), *organisations]  # type: ignore[attr-defined]
        for code in services:
            self.fields[f"{PRICE}{code}"] = MoneyField(
                label=_("%(what)s单价（元）") % {"what": service_title(code)}, max_length=24,
                required=False, help_text=_("不购买的不填"),
            )  # fmt: skip

    def facts(self, data: dict[str, Any]) -> ContractFacts:
        """Return the contract that was filled in."""
        prices = {
            name.removeprefix(PRICE): price
            for name, price in data.items() if name.startswith(PRICE) and price
        }  # fmt: skip
        return ContractFacts(
            number=data["number"], title=data["title"], organisation=int(data["organisation"]),
            since=data["since"], until=data["last"] + timedelta(days=1), ceiling=data["ceiling"],
            fund=data["fund"], purpose=data["purpose"], document=data["document"], prices=prices,
        )  # fmt: skip


class AmendForm(OnceForm):
    """A contract's new ceiling and last day."""

    ceiling = MoneyField(label=_("合同总额（元）"), max_length=24)
    last = day(_("合同期至"))
    on = day(_("签订日期"))
    document = _document()
    reason = _reason()
    version = _version()


class EndForm(OnceForm):
    """The first day a contract no longer holds."""

    on = day(_("终止日期"), help_text=_("从这天起的服务不再按本合同支付"))
    reason = _reason()
    version = _version()
