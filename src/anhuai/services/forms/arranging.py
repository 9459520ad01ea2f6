"""Forms of services arranged ahead."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.services.forms.orders import hour
from anhuai.services.rules.arranging import MOST_TIMES

Choices = Sequence[tuple[str, Any]]


class ArrangeBedForm(OnceForm):
    """From when on, and between which hours of the day."""

    since = day(_("开始日期"))
    earliest = hour(_("最早时间"))
    latest = hour(_("最晚时间"))


class ArrangeForm(ArrangeBedForm):
    """Which service, how often a month, by whom."""

    service = forms.ChoiceField(label=_("服务项目"))
    times = forms.IntegerField(label=_("每月次数"), min_value=1, max_value=MOST_TIMES)
    facility = forms.ChoiceField(
        label=_("服务商"), required=False, help_text=_("不选的，按距离、价格、评价等自动匹配")
    )
    field_order = ("service", "times", "facility", "since", "earliest", "latest")

    def __init__(self, *args: Any, services: Choices, providers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = services  # type: ignore[attr-defined]
        self.fields["facility"].choices = [("", "—"), *providers]  # type: ignore[attr-defined]
