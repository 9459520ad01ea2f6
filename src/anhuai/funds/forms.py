"""Forms of the funds room."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.funds.catalogue import FUNDS, LAYOUTS, PURPOSES
from anhuai.funds.rules.payees import Relation
from anhuai.kernel.money import Fen, yuan
from anhuai.kernel.unfit import Unfit
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm, say
from anhuai.platform.words import definitions, words

Choices = Sequence[tuple[str, Any]]


class MoneyField(forms.CharField):
    """An amount in yuan as people write it, given as fen."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        """Return the fen, or raise the sentence that says what is wrong."""
        text = super().clean(value)
        try:
            return yuan(text) if text else Fen(0)
        except Unfit as error:
            raise forms.ValidationError(say(error)) from error


def _amount() -> MoneyField:
    return MoneyField(label=_("金额（元）"), max_length=24)


def _document() -> forms.CharField:
    return forms.CharField(label=_("依据文件或凭证号"), max_length=120)


class PotForm(OnceForm):
    """Which money: fund, year, purpose, town."""

    fund = forms.ChoiceField(label=_("资金来源"), choices=lambda: definitions(FUNDS))
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    purpose = forms.ChoiceField(
        label=_("指定用途"), required=False,
        choices=lambda: [("", _("不指定")), *definitions(PURPOSES)],
        help_text=_("指定用途的资金专款专用"),
    )  # fmt: skip
    division = forms.ChoiceField(
        label=_("乡镇"), required=False, help_text=_("只有备用金按乡镇核算")
    )

    def __init__(self, *args: Any, towns: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("division", "to_division"):
            if name in self.fields:
                self.fields[name].choices = [("", "—"), *towns]  # type: ignore[attr-defined]


class AppropriationForm(PotForm):
    """Money that came in."""

    amount = _amount()
    on = day(_("下达日期"))
    document = _document()


class TransferForm(PotForm):
    """Budget moved to another account."""

    to_fund = forms.ChoiceField(label=_("调入资金"), choices=lambda: definitions(FUNDS))
    to_purpose = forms.ChoiceField(
        label=_("调入用途"), required=False,
        choices=lambda: [("", _("不指定")), *definitions(PURPOSES)],
    )  # fmt: skip
    to_division = forms.ChoiceField(label=_("调入乡镇"), required=False)
    amount = _amount()
    on = day(_("调剂日期"))
    document = _document()


class CarryForm(OnceForm):
    """Which budgets of a finished year are carried into the next."""

    pots = forms.MultipleChoiceField(
        label=_("结转的预算"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择要结转的预算。")},
    )  # fmt: skip
    on = day(_("结转日期"))
    document = _document()

    def __init__(self, *args: Any, pots: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pots"].choices = pots  # type: ignore[attr-defined]


class SpendingForm(PotForm):
    """Money spent without a pay run."""

    purpose = forms.ChoiceField(label=_("用途"), choices=lambda: definitions(PURPOSES))
    is_earmarked = forms.BooleanField(label=_("从指定用途的预算中支出"), required=False)
    says = forms.CharField(label=_("支出内容"), max_length=120)
    amount = _amount()
    on = day(_("支出日期"))
    document = _document()


class ReasonForm(OnceForm):
    """Why."""

    reason = forms.CharField(label=_("原因"), max_length=120)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReversalForm(ReasonForm):
    """Why an entry is reversed, and on which day."""

    on = day(_("冲正日期"))


class ApprovalForm(OnceForm):
    """An approval of exactly the run that was seen."""

    note = forms.CharField(label=_("意见"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class FileForm(OnceForm):
    """In which layout the bank wants its file."""

    layout = forms.ChoiceField(label=_("文件格式"), choices=lambda: definitions(LAYOUTS))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ResultForm(OnceForm):
    """The bank's answer."""

    workbook = forms.FileField(
        label=_("银行回盘文件"),
        help_text=_("银行返回的 CSV 或 Excel（.xlsx）原始文件，不要改动。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={
            "required": _("请先选择银行回盘文件。"),
            "empty": _("这个文件是空的，请重新选择。"),
        },
    )


class RepayForm(OnceForm):
    """In which month what came back is paid again."""

    on = day(_("编制日期"))


class ReturnForm(OnceForm):
    """That a payment came back."""

    on = day(_("退汇日期"))
    why = forms.CharField(label=_("退汇原因"), max_length=120)


class ReceiptForm(OnceForm):
    """Money received on a claim."""

    amount = _amount()
    on = day(_("收款日期"))
    evidence = forms.CharField(label=_("缴款凭证号"), max_length=120)


class SetOffForm(OnceForm):
    """Which payment a claim is set off against, and what its person said."""

    payment = forms.TypedChoiceField(label=_("从哪笔发放抵扣"), coerce=int)
    amount = _amount()
    heard = forms.CharField(
        label=_("本人意见"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("先听取本人意见再抵扣（社会救助法第四十八条）。"),
    )  # fmt: skip
    on = day(_("抵扣日期"))

    def __init__(self, *args: Any, payments: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payment"].choices = payments  # type: ignore[attr-defined]


class PayeeForm(OnceForm):
    """The account a person is paid into."""

    relation = forms.ChoiceField(label=_("账户属于"), choices=lambda: words(Relation))
    holder = forms.CharField(
        label=_("户名"), max_length=50, required=False, help_text=_("本人账户留空，取档案中的姓名")
    )
    account = forms.CharField(
        label=_("社会保障卡或银行账号"), max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    bank = forms.CharField(label=_("开户行"), max_length=60, required=False)
    on = day(_("启用日期"))
