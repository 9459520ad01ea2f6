"""Forms of a case; what they accept is checked again by the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.platform.posting import OnceForm

Choices = Sequence[tuple[str, Any]]


class TakeForm(OnceForm):
    """Nothing but the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SaysForm(OnceForm):
    """A text."""

    says = forms.CharField(
        label=_("说明"), max_length=400, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["says"].required = required


class DispatchForm(OnceForm):
    """Whom to send."""

    to = forms.ChoiceField(
        label=_("派出人员"), required=False, help_text=_("会收到通知，在手机上接受、签到、报告")
    )
    name = forms.CharField(
        label=_("或填写姓名"),
        required=False,
        max_length=64,
        help_text=_("如 120、邻居；不在账号里的人"),
    )

    def __init__(self, *args: Any, helpers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "—"), *helpers]  # type: ignore[attr-defined]


class HandOverForm(OnceForm):
    """To whom."""

    to = forms.ChoiceField(label=_("交给"), required=False, help_text=_("留空表示由本人接手"))
    says = forms.CharField(label=_("说明"), required=False, max_length=300)

    def __init__(self, *args: Any, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "—"), *officers]  # type: ignore[attr-defined]


class PassOnForm(OnceForm):
    """Who goes instead."""

    to = forms.ChoiceField(label=_("转给"))
    says = forms.CharField(label=_("说明"), required=False, max_length=300)

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = colleagues  # type: ignore[attr-defined]


class ResolveForm(OnceForm):
    """How it ended."""

    outcome = forms.ChoiceField(label=_("处置结果"))
    says = forms.CharField(
        label=_("说明"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, outcomes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]


class ArriveForm(OnceForm):
    """The phone's position, where it gives one."""

    longitude = forms.FloatField(widget=forms.HiddenInput, required=False)
    latitude = forms.FloatField(widget=forms.HiddenInput, required=False)
    accuracy = forms.FloatField(widget=forms.HiddenInput, required=False)


class SkillForm(OnceForm):
    """Who holds which skill since when, and what shows it."""

    helper = forms.ChoiceField(label=_("出动人员"))
    skill = forms.ChoiceField(label=_("技能"))
    since = forms.DateField(label=_("开始日期"), widget=forms.DateInput(attrs={"type": "date"}))
    paper = forms.CharField(label=_("凭据"), max_length=120, help_text=_("证书编号或培训记录"))

    def __init__(self, *args: Any, helpers: Choices, skills: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helper"].choices = helpers  # type: ignore[attr-defined]
        self.fields["skill"].choices = skills  # type: ignore[attr-defined]
