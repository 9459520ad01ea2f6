"""Forms of the desk; what they accept is checked again by the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.benefits import queries as benefits
from anhuai.cases.catalogue import SHIFTS
from anhuai.cases.views.one import SEVERITY
from anhuai.desk.catalogue import CARE_LISTS, TICKETS, WARNINGS, WRAP_UPS
from anhuai.desk.rules.calls import Direction
from anhuai.desk.rules.caring import Script
from anhuai.desk.rules.tickets import DeskLevel
from anhuai.desk.rules.video import VideoRole
from anhuai.desk.rules.warnings import WarningLevel
from anhuai.kernel.confidence import Confidence
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions, is_english, title_of, words

Choices = Sequence[tuple[str, Any]]


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def moment(label: Any) -> forms.DateTimeField:
    """Return a field for a day and time by the county's clock."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget)


def _offered(form: forms.Form, name: str, choices: Choices, *, empty: bool = True) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", "—"), *choices] if empty else list(choices)


def _severities() -> list[tuple[str, str]]:
    return [(str(n), str(title)) for n, (title, _colour) in SEVERITY.items()]


class TelephoneForm(OnceForm):
    """At which telephone one sits."""

    number = forms.CharField(
        label=_("话机号"), max_length=12, required=False,
        help_text=_("交换机上的分机号，如 8001；不在座席时留空"),
    )  # fmt: skip


class LogForm(OnceForm):
    """A call that no exchange reported."""

    phone = forms.CharField(
        label=_("来电号码"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    caller = forms.CharField(label=_("来电人称呼"), max_length=64, required=False)


class DialForm(OnceForm):
    """A number to call."""

    phone = forms.CharField(
        label=_("拨打号码"), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip


class IdentifyForm(OnceForm):
    """About whom a call is: found by name, or by ID number."""

    who = forms.CharField(label=_("本人的身份证号或姓名"), max_length=50)
    caller = forms.CharField(
        label=_("打电话的人"), max_length=64, required=False, help_text=_("是本人打来的留空")
    )


class WrapUpForm(OnceForm):
    """What became of a call."""

    code = forms.ChoiceField(label=_("小结"), widget=forms.RadioSelect)
    note = forms.CharField(label=_("备注"), max_length=500, required=False, widget=_area(2))

    def __init__(self, *args: Any, direction: Direction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {code: one for code, one in WRAP_UPS.items() if one.is_for(direction)}
        _offered(self, "code", definitions(offered), empty=False)


class HelpForm(OnceForm):
    """A call for help, for the live board."""

    says = forms.CharField(label=_("发生了什么"), max_length=400, widget=_area(3))
    severity = forms.ChoiceField(label=_("级别"), choices=_severities, initial="1")
    takes = forms.BooleanField(
        label=_("由我办理"), required=False, initial=True,
        help_text=_("不勾选则留在值班台队列，按升级链通知"),
    )  # fmt: skip


class TicketForm(OnceForm):
    """A new ticket."""

    kind = forms.ChoiceField(label=_("类别"), choices=lambda: definitions(TICKETS))
    title = forms.CharField(label=_("事由"), max_length=80)
    text = forms.CharField(label=_("详情"), max_length=4000, required=False, widget=_area(5))
    place = forms.ChoiceField(
        label=_("所涉地区"), required=False, help_text=_("留空按本人住地；没有本人的归县里")
    )
    level = forms.ChoiceField(
        label=_("转到哪一级"), required=False, help_text=_("留空按类别自动转"),
        choices=lambda: [("", "—"), *words(DeskLevel)],
    )  # fmt: skip
    caller = forms.CharField(label=_("联系人"), max_length=64, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=20, required=False)

    def __init__(self, *args: Any, places: Choices, of_call: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offered(self, "place", places)
        if of_call:  # who calls and from where is known
            del self.fields["phone"]


class VersionForm(OnceForm):
    """Nothing but the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TransferForm(VersionForm):
    """Where a ticket goes, and why."""

    level = forms.ChoiceField(label=_("转到哪一级"), choices=lambda: words(DeskLevel))
    place = forms.ChoiceField(
        label=_("所涉地区"), required=False, help_text=_("留空按登记时的地区")
    )
    says = forms.CharField(label=_("转派原因"), max_length=300, widget=_area(3))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offered(self, "place", places)


class AnswerForm(VersionForm):
    """What was done."""

    answer = forms.CharField(label=_("答复内容"), max_length=4000, widget=_area(6))


RATINGS = (
    ("5", _("5 非常满意")), ("4", _("4 满意")), ("3", _("3 一般")), ("2", _("2 不满意")),
    ("1", _("1 非常不满意")), ("", _("没有联系上")),
)  # fmt: skip


class CallBackForm(VersionForm):
    """How content the caller is."""

    rating = forms.ChoiceField(
        label=_("满意度"), choices=RATINGS, required=False, widget=forms.RadioSelect
    )
    says = forms.CharField(label=_("回访情况"), max_length=300, required=False, widget=_area(3))
    reopens = forms.BooleanField(label=_("不满意，重新办理"), required=False)


class ReasonTextForm(VersionForm):
    """A text."""

    says = forms.CharField(label=_("说明"), max_length=400, widget=_area(4))


def _confidences() -> list[tuple[str, str]]:
    return [
        (str(one), f"{one} {one.label_en if is_english() else one.label}") for one in Confidence
    ]


class ArticleForm(VersionForm):
    """What an article says and where it is from."""

    title = forms.CharField(label=_("标题"), max_length=100)
    body = forms.CharField(label=_("内容"), max_length=6000, widget=_area(10))
    words = forms.CharField(
        label=_("其他说法"), max_length=200, required=False,
        help_text=_("群众常用的说法，空格分开，便于搜索"),
    )  # fmt: skip
    item = forms.ChoiceField(label=_("对应的待遇"), required=False)
    source = forms.CharField(
        label=_("来源"), max_length=300, help_text=_("文件名、文号、条款或网址")
    )
    confidence = forms.ChoiceField(label=_("可信度"), choices=_confidences)
    since = day(_("起用日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offered(self, "item", benefits.item_choices())


class DayForm(OnceForm):
    """A day."""

    on = day(_("日期"))


class RoundForm(OnceForm):
    """A list to call, and where."""

    code = forms.ChoiceField(label=_("名单"), choices=lambda: definitions(CARE_LISTS))
    division = forms.ChoiceField(label=_("地区"))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offered(self, "division", places, empty=False)


class WeatherForm(OnceForm):
    """A warning of the weather: what, how grave, where, from when until when."""

    kind = forms.ChoiceField(label=_("天气预警"), choices=lambda: definitions(WARNINGS))
    level = forms.ChoiceField(label=_("级别"), choices=lambda: words(WarningLevel))
    divisions = forms.MultipleChoiceField(
        label=_("地区"), help_text=_("可选几个；选了上级就包括下级"),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip
    since = moment(_("开始时间"))
    until = moment(_("结束时间"))
    source = forms.CharField(
        label=_("发布单位"), max_length=64, required=False, help_text=_("如：县气象台")
    )
    text = forms.CharField(label=_("预警内容"), max_length=500, required=False, widget=_area(3))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["divisions"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(places)


class InviteForm(OnceForm):
    """Who is asked to a video call."""

    role = forms.ChoiceField(
        label=_("身份"), widget=forms.RadioSelect,
        choices=lambda: [one for one in words(VideoRole) if one[0] != "officer"],
    )  # fmt: skip
    name = forms.CharField(label=_("姓名或称呼"), max_length=64)


class WhoForm(OnceForm):
    """Somebody by ID number or exact name."""

    who = forms.CharField(label=_("身份证号或姓名"), max_length=50)


class NoteForm(OnceForm):
    """A short note."""

    note = forms.CharField(label=_("说明"), max_length=300, required=False, widget=_area(2))


class ScriptForm(OnceForm):
    """A script's questions, one after the other."""

    def __init__(self, *args: Any, script: Script, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in script.questions:
            self.fields[question.code] = forms.ChoiceField(
                label=question.title_en if is_english() else question.title,
                widget=forms.RadioSelect, choices=[(c.code, title_of(c)) for c in question.choices],
            )  # fmt: skip
        self.fields["note"] = forms.CharField(
            label=_("备注"), max_length=300, required=False, widget=_area(2)
        )


class RosterForm(OnceForm):
    """Days to fill, and who takes turns."""

    division = forms.ChoiceField(label=_("地区"))
    first = day(_("从"))
    last = day(_("到（含）"))
    officers = forms.MultipleChoiceField(
        label=_("轮值人员"), widget=forms.CheckboxSelectMultiple,
        help_text=_("按工作日和休息日分别均摊；已排好的班次不动"),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Choices, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offered(self, "division", places, empty=False)
        _offered(self, "officers", officers, empty=False)


class ShiftForm(OnceForm):
    """One officer on one part of a day."""

    division = forms.ChoiceField(label=_("地区"))
    on = day(_("日期"))
    part = forms.ChoiceField(label=_("班次"), choices=lambda: definitions(SHIFTS))
    officer = forms.ChoiceField(label=_("值班人员"))

    def __init__(self, *args: Any, places: Choices, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offered(self, "division", places, empty=False)
        _offered(self, "officer", officers)


class HandoverForm(OnceForm):
    """What the next shift must know."""

    says = forms.CharField(
        label=_("交班内容"), max_length=4000, widget=_area(6),
        help_text=_("正在处置的事、要回电的人、设备和线路的情况；待办件数会自动附上"),
    )  # fmt: skip


class DrillForm(OnceForm):
    """A drill."""

    division = forms.ChoiceField(label=_("地区"))
    plan = forms.CharField(
        label=_("演练科目"), max_length=200, help_text=_("如：夜间无人接听，看升级是否到位")
    )

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offered(self, "division", places, empty=False)


class FoundForm(OnceForm):
    """What a drill found."""

    found = forms.CharField(label=_("演练情况"), max_length=4000, widget=_area(6))
