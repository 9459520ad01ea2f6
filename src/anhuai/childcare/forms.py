"""Forms of the childcare room."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.childcare.catalogue import CLASSES, PRIORITIES
from anhuai.childcare.rules.fees import Charge, Way
from anhuai.childcare.rules.words import (
    BY_HOUR,
    STANDING,
    Happening,
    Mode,
    Part,
    Relation,
    Seen,
    Vaccination,
)
from anhuai.childcare.rules.yearly import Inspected
from anhuai.funds.catalogue import FUNDS
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions, words

Choices = Sequence[tuple[str, str]]


def _none(choices: Choices) -> list[tuple[str, str]]:
    return [("", "—"), *choices]


class ChoosingForm(OnceForm):
    """A form some of whose fields choose from what the page knows."""

    def __init__(
        self, *args: Any, choices: dict[str, Choices] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, given in (choices or {}).items():
            self.fields[name].choices = _none(given)  # type: ignore[attr-defined]


class NurseryForm(ChoosingForm):
    """A facility takes children: hours and network."""

    facility = forms.ChoiceField(label=_("托育机构"))
    opens = forms.IntegerField(label=_("开门（时）"), min_value=0, max_value=23, initial=8)
    closes = forms.IntegerField(label=_("关门（时）"), min_value=1, max_value=24, initial=18)
    network = forms.CharField(
        label=_("托育网络"), required=False, max_length=40,
        help_text=_("填写相同名称的机构可互相预约计时托、临时托；不联网的留空"),
    )  # fmt: skip


class ClassForm(OnceForm):
    """A class."""

    group = forms.ChoiceField(label=_("班型"), choices=lambda: definitions(CLASSES))
    name = forms.CharField(label=_("班名"), max_length=40)
    room = forms.CharField(label=_("活动室"), required=False, max_length=40)
    places = forms.IntegerField(
        label=_("托位"), min_value=1, max_value=20,
        help_text=_("乳儿班最多 10，托小班 15，托大班 20，混合编班 18"),
    )  # fmt: skip
    since = day(_("开班日期"))


class EndForm(OnceForm):
    """The first day something is no longer so."""

    on = day(_("停止日期"), help_text=_("从这一天起不再有效"))
    reason = forms.CharField(label=_("原因"), required=False, max_length=120)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ApplyForm(ChoosingForm):
    """A family asks for a place."""

    person = forms.ChoiceField(label=_("孩子"))
    guardian = forms.ChoiceField(label=_("办理的监护人"))
    care = forms.ChoiceField(label=_("托育方式"), choices=lambda: words(STANDING))
    wanted_from = day(_("希望入托日期"))
    first = forms.ChoiceField(label=_("第一志愿"))
    second = forms.ChoiceField(label=_("第二志愿"), required=False)
    third = forms.ChoiceField(label=_("第三志愿"), required=False)
    note = forms.CharField(label=_("其他说明"), required=False, max_length=200)
    agreed = forms.BooleanField(
        label=_("我是孩子的父母或监护人，同意为办理入托处理孩子的个人信息"), required=False
    )


class ChildForm(ChoosingForm):
    """Which child an application is for."""

    person = forms.ChoiceField(label=_("孩子"))


class RuleForm(OnceForm):
    """The order in which groups are taken."""

    first, second, third, fourth, fifth = (
        forms.ChoiceField(
            label=title, required=False, choices=lambda: _none(definitions(PRIORITIES))
        )
        for title in (_("第一优先"), _("第二优先"), _("第三优先"), _("第四优先"), _("第五优先"))
    )
    mode = forms.ChoiceField(label=_("同等条件"), choices=lambda: words(Mode))
    document = forms.CharField(label=_("依据文件"), max_length=120)
    since = day(_("生效日期"))


class RankForm(OnceForm):
    """Order whoever waits for a kind of class."""

    group = forms.ChoiceField(label=_("班型"), choices=lambda: definitions(CLASSES))
    seed = forms.CharField(
        label=_("摇号种子"), required=False, max_length=80,
        help_text=_("摇号时填事先公布的种子；留空由系统随机产生并一同保存"),
    )  # fmt: skip


class OfferForm(ChoosingForm):
    """A place for an application."""

    nursery_class = forms.ChoiceField(label=_("班级"))
    starts = day(_("入托日期"))


class EnrolForm(OnceForm):
    """What is checked when a child enters."""

    since = day(_("入托日期"))
    vaccination = forms.ChoiceField(label=_("预防接种证查验"), choices=lambda: words(Vaccination))
    examined_on = day(_("入托体检日期"), help_text=_("入托前三个月以内"))
    allergies = forms.CharField(
        label=_("过敏"), required=False, max_length=200, help_text=_("没有的留空；加密保存")
    )


class PapersForm(OnceForm):
    """The papers of an enrolled child, brought up to date."""

    vaccination = forms.ChoiceField(label=_("预防接种证查验"), choices=lambda: words(Vaccination))
    examined_on = day(_("体检日期"), help_text=_("新做的体检应在三个月以内"))
    allergies = forms.CharField(
        label=_("过敏"), required=False, max_length=200, help_text=_("没有的留空；加密保存")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class VisitorForm(EnrolForm):
    """A child that comes by the hour only."""

    person = forms.CharField(label=_("儿童身份证号"), max_length=30)
    name = forms.CharField(
        label=_("孩子姓名"), max_length=50, help_text=_("照户口簿填写，须与登记的一致")
    )
    care = forms.ChoiceField(label=_("托育方式"), choices=lambda: words(BY_HOUR))
    agreed = forms.BooleanField(
        label=_("孩子的父母或监护人已当面出示证件，同意登记"), required=False
    )
    field_order = (
        "person", "name", "care", "since", "vaccination", "examined_on", "allergies", "agreed",
    )  # fmt: skip


class BookForm(ChoosingForm):
    """Hours of a day."""

    nursery_class = forms.ChoiceField(label=_("机构和班级"))
    day = day(_("日期"))
    begins = forms.IntegerField(label=_("几点来"), min_value=0, max_value=23)
    ends = forms.IntegerField(label=_("几点接"), min_value=1, max_value=24)


class PickUpForm(OnceForm):
    """Somebody who may fetch a child."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    relation = forms.ChoiceField(label=_("与孩子的关系"), choices=lambda: words(Relation))
    phone = forms.CharField(label=_("电话"), required=False, max_length=20)
    valid_to = day(_("有效期至"), required=False, help_text=_("含当天；长期有效的留空"))


class LeaveForm(ChoosingForm):
    """With whom a child leaves."""

    pick_up = forms.ChoiceField(label=_("接领人"), help_text=_("只列出监护人授权的人"))


class StrangerForm(OnceForm):
    """Somebody not named wanted to fetch a child."""

    says = forms.CharField(
        label=_("经过"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("来人怎么说、是否已联系监护人；孩子留在园里"),
    )  # fmt: skip


class CheckForm(OnceForm):
    """A morning or noon check."""

    part = forms.ChoiceField(label=_("晨检午检"), choices=lambda: words(Part))
    degrees = forms.DecimalField(
        label=_("体温（℃）"), min_value=34, max_value=42, decimal_places=1, max_digits=3
    )
    seen = forms.ChoiceField(label=_("结果"), choices=lambda: words(Seen))


class DutyForm(ChoosingForm):
    """A carer comes on a class."""

    worker = forms.ChoiceField(label=_("保育人员"))


class IncidentForm(OnceForm):
    """Something happened."""

    kind = forms.ChoiceField(label=_("事件类型"), choices=lambda: words(Happening))
    says = forms.CharField(
        label=_("经过"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    done = forms.CharField(
        label=_("处置"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    guardian_told = forms.BooleanField(label=_("已告知监护人"), required=False)
    police_told = forms.BooleanField(label=_("已报警"), required=False)


def _month_field(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "month"}, format="%Y-%m")
    return forms.DateField(
        label=label, input_formats=["%Y-%m"], widget=widget, help_text=_("写成 2026-10")
    )


def _yuan_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=16, required=required, help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip


class PriceForm(OnceForm):
    """What a kind of class costs from a day on."""

    group = forms.ChoiceField(label=_("班型"), choices=lambda: definitions(CLASSES))
    charge = forms.ChoiceField(label=_("计费方式"), choices=lambda: words(Charge))
    since = day(_("从哪天起"), help_text=_("已经出过账单的月份不能改价"))
    fee = _yuan_field(_("保育费（元）"), help_text=_("全日托、半日托按月，计时托、临时托按小时"))
    meal = _yuan_field(
        _("伙食费（元/天）"), required=False, help_text=_("只用于全日托、半日托，按出勤天数收")
    )
    inclusive = forms.BooleanField(
        label=_("普惠价"), required=False, help_text=_("不得高于县里定的普惠价格上限")
    )
    document = forms.CharField(label=_("公示或协议"), required=False, max_length=120)


class DrawForm(OnceForm):
    """The month to draw bills for."""

    month = _month_field(_("月份"))


class ReasonForm(OnceForm):
    """Why something is undone or done again."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class PayForm(OnceForm):
    """Money for a bill."""

    amount = _yuan_field(_("金额（元）"), help_text=_("退款填负数"))
    on = day(_("收款日期"))
    way = forms.ChoiceField(label=_("付款方式"), choices=lambda: words(Way))
    note = forms.CharField(label=_("说明"), required=False, max_length=200)


class InvoiceForm(OnceForm):
    """The tax invoice that was issued for a payment."""

    number = forms.CharField(label=_("发票号码"), max_length=40)
    on = day(_("开票日期"))
    file = forms.FileField(
        label=_("发票文件"), required=False, help_text=_("PDF 或图片；没有的可以不传")
    )


class SubsidyForm(OnceForm):
    """Out of which fund a month's subsidy is prepared, by which document."""

    fund = forms.ChoiceField(
        label=_("资金来源"),
        choices=lambda: definitions({k: one for k, one in FUNDS.items() if not one.by_town}),
    )
    document = forms.CharField(label=_("依据文件"), max_length=120)


class ApproveForm(OnceForm):
    """The day a prepared subsidy is paid, and what was found of its doubts."""

    on = day(_("支付日期"))
    note = forms.CharField(
        label=_("核查情况"), required=False, max_length=200, help_text=_("有疑点的必须填写")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReportForm(OnceForm):
    """What no record knows of a nursery's year."""

    says = forms.CharField(
        label=_("全年工作情况"), max_length=1000, widget=forms.Textarea(attrs={"rows": 6})
    )
    inspections = forms.IntegerField(
        label=_("全年接受检查次数"), min_value=0, max_value=999, initial=0,
        help_text=_("机构自报；与县里登记的检查并列，不一致的要核实"),
    )  # fmt: skip


class AcceptForm(OnceForm):
    """What was found where a report and the records differ."""

    reason = forms.CharField(
        label=_("核实情况"), required=False, max_length=200,
        help_text=_("自报与登记不一致的必须填写"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class InspectionForm(OnceForm):
    """An inspection of a nursery: when, by whom, what for, what was found."""

    on = day(_("检查日期"))
    authority = forms.CharField(label=_("检查单位"), max_length=80)
    kind = forms.ChoiceField(label=_("检查类别"), choices=lambda: words(Inspected))
    passed = forms.ChoiceField(
        label=_("检查结果"), choices=[("1", _("没有发现问题")), ("0", _("发现问题"))]
    )
    says = forms.CharField(
        label=_("检查情况"), required=False, max_length=400, help_text=_("发现问题的必须写明"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class VersionedReasonForm(ReasonForm):
    """Why a record is returned, as it was when the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
