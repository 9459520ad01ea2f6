"""Forms of the placements room."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.money import Fen, yuan
from anhuai.kernel.unfit import Unfit
from anhuai.placements.rules.contract import Grade, Risk
from anhuai.placements.rules.prepaid import Ahead
from anhuai.placements.rules.words import Away, Ending, Kind, Severity
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm, say
from anhuai.platform.words import word, words

Choices = Sequence[tuple[str, str]]


class MoneyField(forms.CharField):
    """An amount in yuan, kept in fen."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def clean(self, value: Any) -> Fen:
        """Return the amount, nothing for an empty field."""
        text = super().clean(value)
        try:
            return yuan(text) if text else Fen(0)
        except Unfit as error:
            raise forms.ValidationError(say(error)) from error


class AskingForm(OnceForm):
    """What is asked for."""

    kind = forms.ChoiceField(label=_("申请什么"), choices=lambda: words(Kind))
    first = forms.ChoiceField(label=_("第一志愿"), required=False)
    second = forms.ChoiceField(label=_("第二志愿"), required=False)
    third = forms.ChoiceField(label=_("第三志愿"), required=False)
    nursing = forms.BooleanField(label=_("需要护理型床位"), required=False)
    until = day(_("拟住至"), required=False, help_text=_("短期托养、喘息服务填写"))
    is_inquiry = forms.BooleanField(
        label=_("先咨询，暂不排队"), required=False, help_text=_("以后可以转为正式申请")
    )
    note = forms.CharField(label=_("说明"), required=False, max_length=400)

    def __init__(self, *args: Any, homes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second", "third"):
            empty = _("不限，先轮到的公办机构") if name == "first" else "—"
            self.fields[name].choices = [("", empty), *homes]  # type: ignore[attr-defined]


class PersonForm(OnceForm):
    """Who is meant, by the ID number."""

    identity = forms.CharField(label=_("身份证号"), max_length=30)


class OfferForm(OnceForm):
    """A free bed for the next on the list."""

    label = forms.ChoiceField(label=_("床位"))
    application = forms.ChoiceField(label=_("通知谁"), help_text=_("按轮候顺序列出，第一位在前"))
    reason = forms.CharField(
        label=_("不按顺序的原因"), required=False, max_length=200,
        help_text=_("通知第一位时不用填；会公开记录"),
    )  # fmt: skip

    def __init__(self, *args: Any, beds: Choices, waiting: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].choices = beds  # type: ignore[attr-defined]
        self.fields["application"].choices = waiting  # type: ignore[attr-defined]


class ReasonForm(OnceForm):
    """Why something is closed or taken back."""

    reason = forms.CharField(label=_("原因"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RiskForm(OnceForm):
    """The nine risks, one by one."""

    measures = forms.CharField(label=_("应对措施"), required=False, max_length=400)
    told = forms.CharField(
        label=_("被告知的家属"), max_length=64, help_text=_("评估结果应告知家属并签字")
    )
    on = day(_("日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in Risk:
            self.fields[f"risk_{one}"] = forms.ChoiceField(
                label=word(one), choices=[("", "—"), *words(Grade)], required=False
            )

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the nine, then the rest."""
        nine = [self[f"risk_{one}"] for one in Risk]
        return [(str(_("九项安全风险")), nine), (str(_("告知")), [
            self["measures"], self["told"], self["on"],
        ])]  # fmt: skip

    def risks(self) -> dict[str, str]:
        """Return what was graded."""
        given = {str(one): self.cleaned_data.get(f"risk_{one}", "") for one in Risk}
        return {code: grade for code, grade in given.items() if grade}


class AdmissionForm(RiskForm):
    """Contract, the nine risks, bed and day."""

    identity = forms.CharField(label=_("身份证号"), max_length=30, required=False)
    kind = forms.ChoiceField(label=_("入住类型"), choices=lambda: words(Kind), required=False)
    label = forms.ChoiceField(label=_("床位"), required=False)
    number = forms.CharField(label=_("合同编号"), required=False, max_length=60)
    signed_on = day(_("签订日期"))
    care_level = forms.CharField(label=_("照护等级"), required=False, max_length=20)
    bed_fee = MoneyField(label=_("床位费（元/月）"))
    care_fee = MoneyField(label=_("护理费（元/月）"), required=False)
    meal_fee = MoneyField(label=_("伙食费（元/月）"), required=False)
    prepaid_months = forms.IntegerField(
        label=_("预收几个月服务费"), min_value=0, initial=1, help_text=_("最多 12 个月")
    )
    deposit = MoneyField(
        label=_("押金（元）"), required=False, help_text=_("最多为月床位费的 12 倍")
    )
    membership = MoneyField(
        label=_("会员费（元）"), required=False, help_text=_("公办、公建民营机构不得收取")
    )
    in_custody = forms.BooleanField(label=_("押金、会员费已存入专用存管账户"), required=False)
    reason = forms.CharField(
        label=_("不经轮候入住的原因"), required=False, max_length=200,
        help_text=_("公办机构有人轮候时填写"),
    )  # fmt: skip

    def __init__(self, *args: Any, beds: Choices, offered: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].choices = [("", "—"), *beds]  # type: ignore[attr-defined]
        if offered:
            for name in ("identity", "kind", "reason"):
                del self.fields[name]

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return who and where, the contract, the nine, the rest."""
        groups = [
            (str(_("入住")), ("identity", "kind", "label", "on", "reason")),
            (str(_("合同")), (
                "number", "signed_on", "care_level", "bed_fee", "care_fee", "meal_fee",
                "prepaid_months", "deposit", "membership", "in_custody",
            )),
            (str(_("九项安全风险")), tuple(f"risk_{one}" for one in Risk)),
            (str(_("告知")), ("measures", "told")),
        ]  # fmt: skip
        return [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in groups
        ]


class MoveForm(OnceForm):
    """Another bed for a resident."""

    label = forms.ChoiceField(label=_("换到"))
    on = day(_("日期"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, beds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].choices = beds  # type: ignore[attr-defined]


class AwayForm(OnceForm):
    """On leave or in hospital."""

    kind = forms.ChoiceField(label=_("外出原因"), choices=lambda: words(Away))
    on = day(_("日期"))
    says = forms.CharField(label=_("说明"), required=False, max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class BackForm(OnceForm):
    """Back from leave or hospital."""

    on = day(_("返回日期"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class LevelForm(OnceForm):
    """Another care level."""

    care_level = forms.CharField(label=_("照护等级"), max_length=20)
    told = forms.CharField(label=_("同意人"), max_length=64)
    on = day(_("日期"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DischargeForm(OnceForm):
    """The end of a stay."""

    ending = forms.ChoiceField(
        label=_("离院原因"),
        choices=lambda: words([one for one in Ending if one is not Ending.DIED]),
        help_text=_("去世请在人员档案登记，入住随之结束"),
    )
    on = day(_("离院日期"), help_text=_("从这一天起床位空出"))
    reason = forms.CharField(label=_("说明"), required=False, max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReportForm(OnceForm):
    """A day's figures, filled in from the records: look, correct, send."""

    on = day(_("日期"))
    residents = forms.IntegerField(label=_("在住人数"), min_value=0)
    away = forms.IntegerField(label=_("其中外出"), min_value=0)
    free = forms.IntegerField(label=_("空床"), min_value=0)
    says = forms.CharField(label=_("说明"), required=False, max_length=400)


class IncidentForm(OnceForm):
    """What happened."""

    on = day(_("发生日期"))
    risk = forms.ChoiceField(
        label=_("事件类型"), choices=lambda: [*words(Risk), ("other", str(_("其他")))]
    )
    severity = forms.ChoiceField(label=_("严重程度"), choices=lambda: words(Severity))
    stay = forms.ChoiceField(label=_("涉及老人"), required=False)
    says = forms.CharField(
        label=_("经过"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    measures = forms.CharField(label=_("处置"), required=False, max_length=400)
    family_told = forms.BooleanField(label=_("已告知家属"), required=False)

    def __init__(self, *args: Any, residents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stay"].choices = [("", "—"), *residents]  # type: ignore[attr-defined]


class DrawForm(OnceForm):
    """The month to draw bills for."""

    month = forms.DateField(
        label=_("月份"), input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
        help_text=_("写成 2026-10"),
    )  # fmt: skip


class SettleForm(OnceForm):
    """The day a bill was paid."""

    on = day(_("付款日期"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class VoidForm(OnceForm):
    """Why a bill is wrong."""

    reason = forms.CharField(label=_("作废原因"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AssetsForm(OnceForm):
    """An institution's net fixed assets as a report says."""

    amount = MoneyField(label=_("净固定资产（元，扣除已抵押的）"))
    as_of = day(_("截至日期"))
    document = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("审计报告或资产评估的名称、编号")
    )


class BalanceForm(OnceForm):
    """What a bank's statement says lay in the custody account."""

    amount = MoneyField(label=_("存管账户余额（元）"))
    as_of = day(_("对账单日期"), help_text=_("余额是这一天终了时的数"))
    document = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("开户银行和对账单编号；不要填账号")
    )


class BalanceCorrectionForm(BalanceForm):
    """What it says in truth, and why the entry was wrong."""

    reason = forms.CharField(label=_("更正原因"), max_length=200)


class PrepaidForm(OnceForm):
    """Money taken ahead, or given back."""

    kind = forms.ChoiceField(label=_("款项"), choices=lambda: words(Ahead))
    amount = MoneyField(label=_("金额（元）"))
    on = day(_("日期"))
    in_custody = forms.BooleanField(label=_("押金、会员费已存入专用存管账户"), required=False)
    note = forms.CharField(label=_("说明"), required=False, max_length=200)

    def __init__(self, *args: Any, taking: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not taking:
            del self.fields["in_custody"]


class SetOffForm(OnceForm):
    """The day a bill is set off."""

    on = day(_("抵扣日期"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
