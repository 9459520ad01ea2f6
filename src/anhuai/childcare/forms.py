"""Forms of the childcare room."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.childcare.catalogue import CLASSES, PRIORITIES
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


class VisitorForm(EnrolForm):
    """A child that comes by the hour only."""

    person = forms.CharField(label=_("儿童身份证号"), max_length=30)
    care = forms.ChoiceField(label=_("托育方式"), choices=lambda: words(BY_HOUR))
    field_order = ("person", "care", "since", "vaccination", "examined_on", "allergies")


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

    part = forms.ChoiceField(label=_("检查"), choices=lambda: words(Part))
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
