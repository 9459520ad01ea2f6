"""Forms about places."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from anhuai.places.rules import Definition, PopulationMeasure
from anhuai.platform.posting import OnceForm


def _titles(kinds: type[Definition] | type[PopulationMeasure]) -> list[tuple[str, str]]:
    english = get_language() == "en"
    return [(kind.value, kind.label_en if english else kind.label) for kind in kinds]


class FigureForm(OnceForm):
    """A published population figure."""

    measure = forms.ChoiceField(label=_("统计项"), choices=lambda: _titles(PopulationMeasure))
    definition = forms.ChoiceField(label=_("口径"), choices=lambda: _titles(Definition))
    on = forms.DateField(label=_("统计日期"), widget=forms.DateInput(attrs={"type": "date"}))
    value = forms.IntegerField(label=_("数值"), min_value=0)
    source = forms.CharField(label=_("来源"), max_length=200, help_text=_("公报或文件名称"))
