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
