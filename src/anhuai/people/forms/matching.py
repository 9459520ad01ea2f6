"""Forms about who is the same person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.people.rules.matching import Verdict
from anhuai.platform.posting import OnceForm


class ThresholdsForm(OnceForm):
    """From which probability a pair is shown, and from which it is taken as certain."""

    review = forms.DecimalField(
        label=_("复核：把握不低于（%）"), min_value=1, max_value=99, decimal_places=2,
        help_text=_("低于它的不再显示；越低，要看的越多，漏掉的越少。"),
    )  # fmt: skip
    certain = forms.DecimalField(
        label=_("直接认定：把握不低于（%）"), min_value=50, max_value=100, decimal_places=2,
        help_text=_("只有一人符合且没有矛盾时，不再请人复核。"),
    )  # fmt: skip


class DecisionForm(forms.Form):
    """What an officer says about a pair, of the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=[(one.value, one.label) for one in Verdict if one.value])
    take = forms.MultipleChoiceField(
        required=False, choices=[("phone", "phone"), ("identity", "identity")]
    )


class ReopenForm(OnceForm):
    """Why a decision is taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("理由"), max_length=120)
