"""Forms of mutual help, activities and the elders' school."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import words
from anhuai.services.rules.mutual import Confirmed, HelpKind, MemberKind
from anhuai.services.rules.school import Subject
from anhuai.services.rules.volunteers import ActivityKind

Choices = Sequence[tuple[str, Any]]


def moment(label: Any, **more: Any) -> forms.DateTimeField:
    """Return a field for a day with its time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **more)


class _Choosing(OnceForm):
    """A form whose choices depend on who asks: `offered` names fields and their choices."""

    def __init__(self, *args: Any, offered: dict[str, Choices] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, choices in (offered or {}).items():
            self.fields[name].choices = [("", "—"), *choices]  # type: ignore[attr-defined]


class MemberForm(_Choosing):
    """Somebody who helps: of the register (then name and place are known), or from outside."""

    kind = forms.ChoiceField(label=_("身份"), choices=lambda: words(MemberKind))
    name = forms.CharField(label=_("姓名"), max_length=50, required=False)
    unit = forms.CharField(label=_("单位"), max_length=80, required=False)
    division = forms.ChoiceField(label=_("服务地区"), required=False)
    since = day(_("加入日期"))

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if is_known:
            for name in ("name", "unit", "division"):
                del self.fields[name]


class EndForm(OnceForm):
    """The first day it no longer holds."""

    on = day(_("停止日期"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class EndWhyForm(OnceForm):
    """The first day it no longer holds, and why."""

    on = day(_("停止日期"))
    reason = forms.CharField(label=_("原因"), max_length=120)


class WhyForm(OnceForm):
    """Why."""

    reason = forms.CharField(label=_("原因"), max_length=120)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TeamForm(_Choosing):
    """A new team."""

    name = forms.CharField(label=_("队伍名称"), max_length=80)
    division = forms.ChoiceField(label=_("地区"))
    leader = forms.ChoiceField(label=_("队长"), required=False)
    since = day(_("成立日期"))


class ChooseMemberForm(_Choosing):
    """A member, from a day."""

    member = forms.ChoiceField(label=_("互助成员"))
    since = day(_("开始日期"))


class TakeForm(_Choosing):
    """Which member takes a task."""

    member = forms.ChoiceField(label=_("谁去帮忙"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AskForm(OnceForm):
    """Help that is asked for or offered."""

    client = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("需要什么"), choices=lambda: words(HelpKind))
    wanted_on = day(_("哪一天"))
    minutes = forms.IntegerField(label=_("大约多久（分钟）"), min_value=1, max_value=720)
    says = forms.CharField(label=_("说明"), max_length=200, required=False)


class DoneForm(OnceForm):
    """When a task was done, and how long it took."""

    began = moment(_("开始时间"))
    minutes = forms.IntegerField(label=_("时长（分钟）"), min_value=1, max_value=720)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ConfirmForm(OnceForm):
    """How the helped person confirms."""

    how = forms.ChoiceField(label=_("确认方式"))
    code = forms.CharField(
        label=_("确认码"), max_length=6, required=False,
        help_text=_("六位数字，在老人的卡片上；由老人自己说出"),
    )  # fmt: skip
    image = forms.FileField(
        label=_("签名图片"), required=False, help_text=_("签名的照片，JPEG 或 PNG，不超过 1 MB")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, ways: Sequence[Confirmed], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = words(ways)  # type: ignore[attr-defined]


class GiveForm(_Choosing):
    """Hours to kin, or to the common pool where nobody is chosen."""

    to = forms.ChoiceField(
        label=_("转给"), required=False, help_text=_("不选则捐入公益时间池，由经办人发给困难老人")
    )
    minutes = forms.IntegerField(label=_("分钟"), min_value=1, max_value=1_000_000)


class GrantForm(OnceForm):
    """Hours of the common pool for somebody."""

    minutes = forms.IntegerField(label=_("分钟"), min_value=1, max_value=1_000_000)
    says = forms.CharField(label=_("发给的理由"), max_length=120)


class SpanForm(OnceForm):
    """From a day to a day."""

    since = day(_("起"))
    last = day(_("止"))


class ActivityForm(_Choosing):
    """A new activity."""

    title = forms.CharField(label=_("活动名称"), max_length=80)
    kind = forms.ChoiceField(label=_("类别"), choices=lambda: words(ActivityKind))
    division = forms.ChoiceField(label=_("地区"))
    spot = forms.CharField(label=_("地点"), max_length=80, required=False)
    starts = moment(_("开始时间"))
    minutes = forms.IntegerField(label=_("时长（分钟）"), min_value=1, max_value=720)
    places = forms.IntegerField(label=_("名额"), min_value=1, max_value=2000)


class CameForm(OnceForm):
    """Who came to an activity."""

    came = forms.MultipleChoiceField(
        label=_("到场"), required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, signed: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = signed  # type: ignore[attr-defined]


class SiteForm(_Choosing):
    """A new site."""

    name = forms.CharField(label=_("教学点名称"), max_length=80)
    division = forms.ChoiceField(label=_("地区"))
    since = day(_("开始日期"))


class TermForm(OnceForm):
    """A new term."""

    title = forms.CharField(label=_("学期名称"), max_length=40)
    since = day(_("第一天"))
    last = day(_("最后一天"))


WEEKDAYS = (
    _("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"),
)  # fmt: skip


class CourseForm(_Choosing):
    """A new course."""

    site = forms.ChoiceField(label=_("教学点"))
    term = forms.ChoiceField(label=_("学期"))
    subject = forms.ChoiceField(label=_("科目"), choices=lambda: words(Subject))
    title = forms.CharField(label=_("课程名称"), max_length=60)
    teacher = forms.CharField(label=_("任课老师"), max_length=50, required=False)
    weekday = forms.TypedChoiceField(
        label=_("上课日"), coerce=int, choices=[(str(n), name) for n, name in enumerate(WEEKDAYS)]
    )
    starts = forms.TimeField(label=_("开始时间"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("时长（分钟）"), min_value=1, max_value=720)
    seats = forms.IntegerField(label=_("名额"), min_value=1, max_value=500)


class EnrolForm(_Choosing):
    """A course for somebody."""

    course = forms.ChoiceField(label=_("课程"))
