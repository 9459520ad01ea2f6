"""Forms of the assessments room."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.rules.words import Background, Reason
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions, words

Choices = Sequence[tuple[str, str]]


class AskForm(OnceForm):
    """Somebody is to be assessed."""

    scale = forms.ChoiceField(label=_("量表"), choices=lambda: definitions(SCALES))
    reason_kind = forms.ChoiceField(
        label=_("评估原因"),
        choices=lambda: words([one for one in Reason if one is not Reason.APPEAL]),
    )
    on = day(_("提出日期"), help_text=_("情况变化后的特困评估，按 10 个工作日算到期"))
    ground = forms.CharField(label=_("说明"), required=False, max_length=200)


class AssignForm(OnceForm):
    """Two assessors and a day for some tasks."""

    tasks = forms.MultipleChoiceField(label=_("待评估"), widget=forms.CheckboxSelectMultiple)
    first = forms.ChoiceField(label=_("主评估员"))
    second = forms.ChoiceField(label=_("副评估员"), help_text=_("与主评估员不是同一人"))
    planned_on = day(_("计划上门日期"))

    def __init__(self, *args: Any, tasks: Choices, assessors: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tasks"].choices = tasks  # type: ignore[attr-defined]
        for name in ("first", "second"):
            self.fields[name].choices = [("", "—"), *assessors]  # type: ignore[attr-defined]


class ReasonForm(OnceForm):
    """Why a task is called off, or an assessment withdrawn or questioned."""

    reason = forms.CharField(label=_("原因"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AppealForm(OnceForm):
    """What is doubted about a result, and when that was said."""

    reason = forms.CharField(label=_("对结果的疑问"), max_length=200)
    on = day(_("提出日期"))


class AssessorForm(OnceForm):
    """An account that assesses."""

    username = forms.CharField(
        label=_("账号"), max_length=64, help_text=_("须已有“评估员”角色，由管理员分配")
    )
    background = forms.ChoiceField(label=_("专业背景"), choices=lambda: words(Background))
    certificate = forms.CharField(label=_("证书编号"), required=False, max_length=60)
    valid_to = day(_("证书有效期至"), required=False, help_text=_("含当天；长期有效的留空"))
    person = forms.CharField(
        label=_("身份证号"), required=False, max_length=30,
        help_text=_("在人员名册的请填写，系统据此回避亲属；外地的留空"),
    )  # fmt: skip
    since = day(_("开始日期"))


class EndForm(OnceForm):
    """The first day an assessor no longer assesses."""

    on = day(_("停止日期"), help_text=_("从这一天起不再分派"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
