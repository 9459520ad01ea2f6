"""Forms about open data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions
from anhuai.portal.catalogue import DATA_SETS


class DraftForm(OnceForm):
    """Which data set is frozen, as of which day."""

    code = forms.ChoiceField(label=_("数据集"))
    on = day(_("数据日期"))
    note = forms.CharField(label=_("说明"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        if isinstance(field, forms.ChoiceField):
            field.choices = definitions(DATA_SETS)


class WithdrawForm(OnceForm):
    """Why a release is taken down."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class WhenForm(OnceForm):
    """When a service is wanted: the day and the part of the day, chosen already."""

    on = day(_("哪一天"))
    part = forms.ChoiceField(
        label=_("什么时候"), widget=forms.RadioSelect,
        choices=[
            ("morning", _("上午 9–11 点")), ("noon", _("中午 11–13 点")),
            ("afternoon", _("下午 2–4 点")), ("evening", _("傍晚 4–6 点")),
        ],
    )  # fmt: skip
    note = forms.CharField(label=_("有什么要求"), required=False, max_length=200)
