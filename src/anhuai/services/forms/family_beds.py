"""Forms of family care beds: the survey of a home, contract, care plan, checks, carers' courses."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.funds.forms import MoneyField
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions, is_english, title_of, words
from anhuai.services.catalogue import BED_CARE, BED_CHECKS, BED_SURVEY
from anhuai.services.forms.adaptation import DayForm, ReasonedForm, VersionForm
from anhuai.services.rules.checks import Check
from anhuai.services.rules.family_beds import MOST_TIMES, Away, Course, DeviceKind, Leaving

Choices = Sequence[tuple[str, str]]


def _question(one: Check, *, required: bool) -> forms.ChoiceField:
    answers = [(a.code, a.title_en if is_english() else a.title) for a in one.answers]
    return forms.ChoiceField(
        label=title_of(one), help_text=one.asks_en if is_english() else one.asks,
        required=required, choices=[("", "—"), *answers],
    )  # fmt: skip


def _answers(data: Mapping[str, Any], asked: Mapping[str, Check]) -> dict[str, str]:
    return {code: data[f"check_{code}"] for code in asked if data.get(f"check_{code}")}


class ApplyForm(OnceForm):
    """Who keeps the bed."""

    facility = forms.TypedChoiceField(label=_("服务机构"), coerce=int)
    on = day(_("申请日期"))

    def __init__(self, *args: Any, keepers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].choices = [("", "—"), *keepers]  # type: ignore[attr-defined]


class BedSurveyForm(DayForm):
    """What the home is like, and which devices it needs."""

    devices = forms.MultipleChoiceField(
        label=_("需要的设备"), required=False, choices=lambda: words(DeviceKind),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, one in BED_SURVEY.items():
            self.fields[f"check_{code}"] = _question(one, required=False)

    def answers(self) -> dict[str, str]:
        """Return what was answered."""
        return _answers(self.cleaned_data, BED_SURVEY)


class TermsForm(VersionForm):
    """What the contract says."""

    number = forms.CharField(label=_("协议编号"), max_length=40)
    signed_on = day(_("签订日期"))
    since = day(_("服务开始日期"))
    last = day(_("协议结束日期"))
    fee = MoneyField(label=_("每月服务费（元）"), required=False, max_length=20)
    signer = forms.CharField(label=_("本人或监护人签名"), max_length=64)
    emergency = forms.CharField(
        label=_("紧急情况处置约定"), required=False, max_length=120,
        help_text=_("呼叫谁、多久上门、送往哪家医院"),
    )  # fmt: skip


class CarePlanForm(OnceForm):
    """How many times a month each care is given."""

    since = day(_("计划开始日期"))

    def __init__(self, *args: Any, level: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, one in BED_CARE.items():
            if level is None or one.suits(level):
                self.fields[f"care_{code}"] = forms.IntegerField(
                    label=_("%(care)s（每月次数）") % {"care": title_of(one)}, required=False,
                    min_value=0, max_value=MOST_TIMES,
                )  # fmt: skip
        self.fields["note"] = forms.CharField(label=_("说明"), required=False, max_length=400)

    def care(self) -> dict[str, int]:
        """Return times a month by care."""
        return {
            code: self.cleaned_data.get(f"care_{code}") or 0
            for code in BED_CARE
            if f"care_{code}" in self.fields
        }


class CareForm(OnceForm):
    """Care that was given."""

    on = day(_("日期"))
    care = forms.MultipleChoiceField(
        label=_("做了哪些服务"), choices=lambda: definitions(BED_CARE),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    note = forms.CharField(label=_("情况"), required=False, max_length=400)


class BedCheckForm(OnceForm):
    """The monthly check, question by question."""

    on = day(_("日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, one in BED_CHECKS.items():
            self.fields[f"check_{code}"] = _question(one, required=True)
        self.fields["note"] = forms.CharField(label=_("情况"), required=False, max_length=400)

    def answers(self) -> dict[str, str]:
        """Return what was answered."""
        return _answers(self.cleaned_data, BED_CHECKS)


class SuspendForm(VersionForm):
    """From when to when a bed is suspended."""

    kind = forms.ChoiceField(label=_("暂停原因"), choices=lambda: words(Away))
    since = day(_("开始日期"))
    last = day(_("最后一天"), required=False, help_text=_("喘息服务必须填写；住院的恢复时再登记"))
    note = forms.CharField(label=_("说明"), required=False, max_length=200)


class EndBedForm(ReasonedForm):
    """Why a bed ends, and its first day without."""

    ending = forms.ChoiceField(label=_("撤床类型"), choices=lambda: words(Leaving))


class CourseForm(OnceForm):
    """A course of a family carer."""

    carer = forms.TypedChoiceField(label=_("参加培训的家属"), coerce=int)
    title = forms.CharField(label=_("培训名称"), max_length=80)
    hours = forms.IntegerField(label=_("课时"), min_value=1, max_value=400)
    on = day(_("结业日期"))
    teacher = forms.CharField(label=_("培训单位"), max_length=80)
    result = forms.ChoiceField(label=_("结果"), choices=lambda: words(Course))

    def __init__(self, *args: Any, carers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carer"].choices = [("", "—"), *carers]  # type: ignore[attr-defined]
