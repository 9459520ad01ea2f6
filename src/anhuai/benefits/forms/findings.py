"""What was done about a finding."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.platform.posting import OnceForm


class FindingForm(OnceForm):
    """Handled, or nothing to do; either with a word why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("结果"), choices=[("handled", _("已处理")), ("dismissed", _("无需处理"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    note = forms.CharField(
        label=_("处理情况"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
