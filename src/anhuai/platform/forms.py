"""The platform's own forms: signing in, preferences, accounts, uploads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.roles import ROLES, HeldAt


class SignInForm(forms.Form):
    """Sign-in name and password."""

    username = forms.CharField(label=_("账号"), max_length=64)
    password = forms.CharField(label=_("密码"), widget=forms.PasswordInput, strip=False)


class SecondStepForm(forms.Form):
    """A one-time or recovery code, or a passkey's proof."""

    code = forms.CharField(label=_("验证码或恢复码"), max_length=20, required=False)
    credential = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)


class PasswordAgainForm(OnceForm):
    """The actor's own password, before something that guards the account changes."""

    password = forms.CharField(
        label=_("登录密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
        help_text=_("再输入一次，确认是您本人。"),
    )


class CodesForm(PasswordAgainForm):
    """A first one-time code from an authenticator app."""

    code = forms.CharField(
        label=_("应用里显示的 6 位数字"),
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    field_order = ("code", "password")


class PasskeyForm(PasswordAgainForm):
    """A new passkey: its name and what the browser made."""

    name = forms.CharField(
        label=_("名称"), max_length=40, help_text=_("例如“办公室电脑”“U 盾”，方便以后辨认。")
    )
    credential = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)
    field_order = ("name", "password")


class ReasonForm(OnceForm):
    """Why something is done to somebody else's account."""

    reason = forms.CharField(label=_("理由"), max_length=200)


class DelegationForm(OnceForm):
    """Roles lent to a colleague for some days."""

    borrower = forms.CharField(label=_("代办人的账号"), max_length=64)
    holdings = forms.MultipleChoiceField(
        label=_("委托的角色"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    since = day(_("从"))
    last = day(_("到（含）"))
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, holdings: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["holdings"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(holdings)


class KeyForm(OnceForm):
    """A key for another system."""

    account = forms.CharField(label=_("账号"), max_length=64, help_text=_("密钥代表的账号"))
    title = forms.CharField(label=_("用途"), max_length=80)
    last = day(_("最后一天"), help_text=_("过了这一天自动失效。"))


class ScreenLinkForm(OnceForm):
    """A link to the big screen."""

    title = forms.CharField(label=_("挂在哪里"), max_length=80, help_text=_("如“民政局一楼大厅”"))
    last = day(_("最后一天"), help_text=_("过了这一天自动失效，最长一年。"))


class SubjectForm(OnceForm):
    """Under which subject the single sign-on knows somebody."""

    subject = forms.CharField(label=_("统一身份编号"), max_length=255)


class OwnPasswordForm(OnceForm):
    """A new password of one's own."""

    old = forms.CharField(
        label=_("现在的密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )
    password = forms.CharField(
        label=_("新密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    again = forms.CharField(
        label=_("再输一次新密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean_again(self) -> str:
        """Both must be the same."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("两次输入的新密码不一样。"))
        return again


THEMES = {
    "system": _("跟随系统"), "light": _("浅色"), "dark": _("深色"), "contrast": _("高对比度"),
}  # fmt: skip


class PreferencesForm(forms.Form):
    """How pages look; only what was sent changes."""

    language = forms.ChoiceField(choices=[("zh-hans", "zh"), ("en", "en")], required=False)
    elder = forms.ChoiceField(choices=[("0", "0"), ("1", "1")], required=False)
    elder_size = forms.IntegerField(min_value=18, max_value=30, required=False)
    theme = forms.ChoiceField(choices=[(theme, theme) for theme in THEMES], required=False)


def role_choices() -> list[tuple[str, str]]:
    """Return the roles held at a division or an organisation, in the page's language."""
    english = get_language() == "en"
    return [
        (role.code, role.title_en if english else role.title)
        for role in ROLES.values()
        if role.held_at is not HeldAt.PERSON
    ]


@dataclass(frozen=True, slots=True)
class Places:
    """What the forms of a role offer: divisions, organisations and departments."""

    divisions: Sequence[tuple[str, str]]
    organisations: Sequence[tuple[str, str]]
    departments: Sequence[tuple[str, str]]


class RoleForm(OnceForm):
    """A further role at a division, or of an institution's or provider's staff at theirs."""

    role = forms.ChoiceField(label=_("角色"), choices=role_choices)
    division = forms.ChoiceField(label=_("所属地区"), required=False)
    organisation = forms.ChoiceField(
        label=_("所属单位"), required=False,
        help_text=_("机构负责人和服务商选择所属单位，其他角色选择所属地区。"),
    )  # fmt: skip
    department = forms.ChoiceField(label=_("部门"), required=False)

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (
            ("division", places.divisions), ("organisation", places.organisations),
            ("department", places.departments),
        ):  # fmt: skip
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "—"), *offered]

    def clean(self) -> dict[str, Any]:
        """Keep the place that the role is held at, and ask for it where it lacks."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        role = ROLES.get(data.get("role", ""))
        if role is None:
            return data
        wanted, other = ("organisation", "division")
        if role.held_at is HeldAt.DIVISION:
            wanted, other = other, wanted
        data[other] = None
        if not data.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, _("请选择这个角色所属的地区或单位。"))
        return data


class AccountForm(RoleForm):
    """A new account with its first role."""

    username = forms.CharField(
        label=_("账号"), max_length=64, help_text=_("登录用，小写字母或数字")
    )
    name = forms.CharField(label=_("姓名"), max_length=64)
    password = forms.CharField(
        label=_("初始密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        help_text=_("本人首次登录时必须修改"),
    )
    field_order = ("username", "name", "password", "role", "division", "organisation", "department")


class PasswordForm(OnceForm):
    """A new password for an account."""

    password = forms.CharField(
        label=_("新密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )


class UploadForm(OnceForm):
    """A workbook to take in."""

    workbook = forms.FileField(
        label=_("表格文件"),
        help_text=_("Excel（.xlsx）或 CSV；先下载模板填写，再在这里上传。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("请先选择要上传的表格。"),
            "empty": _("这个文件是空的，请重新选择。"),
        },
    )


class ReceiverForm(OnceForm):
    """Another system that wants to be told."""

    title = forms.CharField(label=_("用途"), max_length=80)
    account = forms.CharField(
        label=_("账号"), max_length=64, help_text=_("只推送这个账号有权看到的记录")
    )
    url = forms.CharField(
        label=_("接收地址"), max_length=300,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )  # fmt: skip
    events = forms.MultipleChoiceField(
        label=_("通知种类"), widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, events: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["events"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(events)


class ChannelsForm(OnceForm):
    """By which channels notices come too, and where to."""

    mail_on = forms.BooleanField(label=_("用邮件接收"), required=False)
    mail_address = forms.CharField(label=_("邮箱地址"), max_length=120, required=False)
    sms_on = forms.BooleanField(label=_("用短信接收"), required=False)
    sms_address = forms.CharField(label=_("手机号码"), max_length=20, required=False)
    wechat_on = forms.BooleanField(label=_("用微信接收"), required=False)
    wechat_address = forms.CharField(
        label=_("微信 OpenID"), max_length=64, required=False,
        help_text=_("在本单位公众号里绑定后可以查到，由管理员提供。"),
    )  # fmt: skip
    app_on = forms.BooleanField(label=_("用手机应用接收"), required=False)
    app_address = forms.CharField(
        label=_("应用的设备编号"), max_length=200, required=False,
        help_text=_("装了本单位的手机应用后由应用自动登记，一般不用填。"),
    )  # fmt: skip
    voice_on = forms.BooleanField(label=_("用电话接收紧急呼叫"), required=False)
    voice_address = forms.CharField(
        label=_("接听电话"), max_length=20, required=False,
        help_text=_("只有呼叫求助和无人受理才打电话，其他消息不打。"),
    )  # fmt: skip


class AnnouncementForm(OnceForm):
    """An announcement for a division or a role there."""

    title = forms.CharField(label=_("标题"), max_length=80)
    body = forms.CharField(
        label=_("内容"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    division = forms.ChoiceField(label=_("发给哪个地区"))
    role = forms.ChoiceField(label=_("发给哪个角色"), required=False)
    since = day(_("从"))
    last = day(_("到（含）"), required=False, help_text=_("不填就一直显示，直到撤回。"))

    def __init__(self, *args: Any, divisions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = get_language() == "en"
        everybody = [("", _("所有人"))]
        roles = [(r.code, r.title_en if english else r.title) for r in ROLES.values()]
        for name, choices in (("division", list(divisions)), ("role", everybody + roles)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


class SavedViewForm(OnceForm):
    """A name for a list with its filters."""

    list = forms.CharField(max_length=40, widget=forms.HiddenInput)
    query = forms.CharField(max_length=600, widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("名称"), max_length=40)
