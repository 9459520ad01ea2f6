"""Forms of devices; what they accept is checked again by the actions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions
from anhuai.response.catalogue import DEVICES

Choices = Sequence[tuple[str, Any]]


class BindForm(OnceForm):
    """Whose a device is, or where it stands; how it was installed."""

    person = forms.CharField(
        label=_("使用人的身份证号"), required=False, max_length=30,
        help_text=_("在人员名册里的人；公共场所的设备留空，选择地区"),
    )  # fmt: skip
    division = forms.ChoiceField(label=_("地区"), required=False)
    spot = forms.CharField(
        label=_("安装位置"), required=False, max_length=60, help_text=_("如 卧室床头、厨房")
    )
    installed_on = day(_("安装日期"), required=False)
    installed_by = forms.CharField(label=_("安装人"), required=False, max_length=64)
    interval = forms.IntegerField(
        label=_("心跳间隔（秒）"), required=False, min_value=60, max_value=604_800,
        help_text=_("留空用这类设备的缺省值；超过两个间隔没有消息即报失联"),
    )  # fmt: skip

    def __init__(self, *args: Any, divisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = [("", "—"), *divisions]  # type: ignore[attr-defined]


class RegisterForm(BindForm):
    """A new device."""

    ident = forms.CharField(
        label=_("设备编号"), max_length=60,
        help_text=_("设备自报的编号：IMEI、终端手机号、手表 ID 或客户端 ID"),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("设备类型"), choices=lambda: definitions(DEVICES))
    secret = forms.CharField(
        label=_("设备密钥"), required=False, max_length=60,
        help_text=_("留空由系统生成；JT/T 808 终端填终端 ID"),
    )  # fmt: skip
    field_order = ("ident", "kind", "secret", "person", "division")


class DayForm(OnceForm):
    """A day."""

    on = day(_("日期"))


class CommandForm(OnceForm):
    """Something to send down."""

    command = forms.ChoiceField(label=_("指令"))
    body = forms.CharField(
        label=_("内容"), required=False, max_length=200,
        help_text=_("回拨填电话；设参数写 编号=值；定位留空"),
    )  # fmt: skip

    def __init__(self, *args: Any, commands: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["command"].choices = list(commands.items())  # type: ignore[attr-defined]


class RuleForm(OnceForm):
    """A rule for one person alone."""

    limit = forms.IntegerField(label=_("本人的限值"), required=False)
    off_until = day(
        _("停用到"), required=False, help_text=_("如住院、外出期间；到期自动恢复，最长 92 天")
    )
    reason = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("如 医嘱、本人作息、住院日期")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, unit: str, county: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = _("单位 %(unit)s；留空按全县的 %(county)s")
        self.fields["limit"].help_text = told % {"unit": unit, "county": county}


class FenceForm(OnceForm):
    """A shape."""

    kind = forms.ChoiceField(label=_("范围类型"))
    title = forms.CharField(label=_("名称"), max_length=60, required=False)
    division = forms.ChoiceField(label=_("地区"), required=False)
    points = forms.CharField(
        label=_("点"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("在地图上画，或每行填一个：经度,纬度（WGS-84）。一个点是圆，路线两个点以上，区域三个点以上；"
                    "住所范围留空取住址坐标"),
    )  # fmt: skip
    metres = forms.IntegerField(label=_("半径或边距（米）"), initial=500)
    stay_minutes = forms.IntegerField(
        label=_("停留超过（分钟）报警"), required=False, help_text=_("留空不管停留")
    )
    since = day(_("起始日期"), required=False, help_text=_("留空从今天起"))
    until = day(_("最后一天"), required=False, help_text=_("留空长期有效"))

    def __init__(self, *args: Any, kinds: Choices, divisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        if divisions:
            self.fields["division"].choices = [("", "—"), *divisions]  # type: ignore[attr-defined]
        else:
            del self.fields["division"]

    def clean_points(self) -> list[list[float]]:
        """Return the points; says which line is none."""
        found = []
        for number, line in enumerate(self.cleaned_data["points"].splitlines(), 1):
            if not line.strip():
                continue
            parts = line.replace("，", ",").split(",")
            try:
                lon, lat = (float(one) for one in parts)
            except ValueError:
                told = _("第 %(number)s 行应写成 经度,纬度，如 100.166,39.153")
                raise forms.ValidationError(told % {"number": number}) from None
            found.append([lon, lat])
        return found


class SearchForm(OnceForm):
    """Who is missing since when, and how to know them."""

    seen_on = day(_("最后看见的日期"))
    seen_time = forms.TimeField(
        label=_("最后看见的时间"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    seen_place = forms.CharField(
        label=_("最后看见的地点"), max_length=120, help_text=_("写到路口、市场一级，不写住址门牌")
    )
    looks = forms.CharField(
        label=_("衣着和特征"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("公开张贴：不写疾病和家庭情况"),
    )  # fmt: skip
    phone = forms.CharField(label=_("联系电话"), max_length=20, initial="12349")
