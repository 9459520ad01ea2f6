"""Forms of rosters: shifts, absences, accounts on phones."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import words
from anhuai.services.rules.rostering import AwayKind, Hours

Choices = Sequence[tuple[str, str]]
WEEKDAYS = (
    ("0", _("周一")), ("1", _("周二")), ("2", _("周三")), ("3", _("周四")), ("4", _("周五")),
    ("5", _("周六")), ("6", _("周日")),
)  # fmt: skip


def _hour(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, help_text=help_text, widget=widget)


class WorkerForm(OnceForm):
    """A form about one worker of a provider."""

    worker = forms.ChoiceField(label=_("服务人员"))

    def __init__(self, *args: Any, workers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = [("", "—"), *workers]  # type: ignore[attr-defined]


class ShiftForm(WorkerForm):
    """Hours on some weekdays, from a day."""

    weekdays = forms.MultipleChoiceField(
        label=_("星期"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple,
        required=False, initial=["0", "1", "2", "3", "4"],
    )  # fmt: skip
    starts = _hour(_("上班"))
    ends = _hour(_("下班"))
    break_minutes = forms.IntegerField(
        label=_("休息（分钟）"), required=False, min_value=0, max_value=240,
        help_text=_("没有休息的留空"),
    )  # fmt: skip
    break_from = _hour(_("最早几点休息"), required=False)
    break_to = _hour(_("最晚几点休息"), required=False)
    since = day(_("开始日期"))
    until = day(_("最后一天"), required=False, help_text=_("留空为长期"))
    longitude = forms.FloatField(
        label=_("出发点经度"), required=False, min_value=-180, max_value=180,
        help_text=_("留空从服务网点出发"),
    )  # fmt: skip
    latitude = forms.FloatField(label=_("出发点纬度"), required=False, min_value=-90, max_value=90)

    def clean(self) -> dict[str, Any]:
        """Refuse half a point."""
        data: dict[str, Any] = super().clean() or {}
        if (data.get("longitude") is None) != (data.get("latitude") is None):
            self.add_error("latitude", _("经度和纬度要么都填，要么都不填。"))
        return data


def hours_of(data: dict[str, Any]) -> Hours:
    """Return the hours a shift's form gives."""
    first: time | None = data["break_from"]
    return Hours(
        weekdays=tuple(int(one) for one in data["weekdays"]), starts=data["starts"],
        ends=data["ends"], break_minutes=data["break_minutes"] or 0, break_from=first,
        break_to=data["break_to"],
    )  # fmt: skip


class AwayForm(WorkerForm):
    """Days a worker is away."""

    kind = forms.ChoiceField(label=_("原因"), choices=lambda: words(AwayKind))
    since = day(_("开始日期"))
    until = day(_("最后一天"), required=False, help_text=_("留空为当天一天"))
    note = forms.CharField(label=_("备注"), required=False, max_length=200)


class CarerForm(WorkerForm):
    """An account that serves a worker's orders on a phone."""

    username = forms.CharField(
        label=_("账号"), max_length=64,
        help_text=_("须已有本单位的“上门服务员”角色，由管理员分配"),
    )  # fmt: skip
    since = day(_("开始日期"))


class LastDayForm(OnceForm):
    """The first day on which something no longer holds."""

    on = day(_("停止日期"), help_text=_("从这一天起不再有效"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DayForm(forms.Form):
    """Which day of which provider is planned, in which version the page showed it."""

    organisation = forms.IntegerField(min_value=1)
    on = forms.DateField()
    seen = forms.IntegerField(min_value=0)
    worker = forms.IntegerField(min_value=1, required=False)
