"""Forms for what a county decides about its own running."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm


class DaysForm(OnceForm):
    """Days off, or weekend days worked."""

    first = day(_("第一天"))
    last = day(_("最后一天"))
    kind = forms.ChoiceField(label=_("安排"), choices=[("off", _("放假")), ("worked", _("上班"))])
    name = forms.CharField(label=_("名称"), max_length=40, help_text=_("如“春节”"))
    document = forms.CharField(
        label=_("依据文件"), max_length=120,
        help_text=_("国务院办公厅通知的文号，或其他放假通知"),
    )  # fmt: skip


class ProposalForm(OnceForm):
    """A new value for a parameter."""

    value = forms.IntegerField(label=_("新的值"))
    since = day(_("生效日期"))
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, least: int, most: int, unit: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = _("%(least)s 到 %(most)s %(unit)s") % {
            "least": least, "most": most, "unit": unit,
        }  # fmt: skip


class NoteForm(OnceForm):
    """What a second officer says of a proposal."""

    note = forms.CharField(label=_("意见"), max_length=200, required=False)


class _PlacedForm(OnceForm):
    """A department's place in the tree."""

    parent = forms.ChoiceField(label=_("上级部门"), required=False)
    order = forms.IntegerField(
        label=_("排序"), min_value=0, max_value=32_767, help_text=_("数字小的排在前面")
    )

    def __init__(self, *args: Any, parents: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("（无）")), *parents]

    def clean_parent(self) -> int | None:
        """Return the parent's key, or none."""
        return int(self.cleaned_data["parent"]) if self.cleaned_data["parent"] else None


class DepartmentForm(_PlacedForm):
    """A new department."""

    code = forms.RegexField(
        r"^[A-Za-z0-9-]+$", label=_("编码"), max_length=20, help_text=_("字母、数字或短横")
    )
    name = forms.CharField(label=_("名称"), max_length=60)
    since = day(_("设立日期"))
    field_order = ("code", "name", "parent", "order", "since")


class DepartmentChangeForm(_PlacedForm):
    """A department's name and place."""

    name = forms.CharField(label=_("名称"), max_length=60)
    since = day(
        _("名称启用日期"), help_text=_("改名时填写新名称从哪天起用；旧名称会保留在记录里。")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("name", "since", "parent", "order")


class DepartmentEndForm(OnceForm):
    """How a department ends."""

    successor = forms.ChoiceField(
        label=_("并入"), required=False, help_text=_("不选表示撤销，不并入其他部门")
    )
    on = day(_("自哪天起"))

    def __init__(self, *args: Any, parents: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("（无）")), *parents]

    def clean_successor(self) -> int | None:
        """Return the successor's key, or none."""
        chosen = self.cleaned_data["successor"]
        return int(chosen) if chosen else None


class LeaderForm(OnceForm):
    """Who leads a department."""

    account = forms.CharField(label=_("账号"), max_length=64, help_text=_("登录用的账号"))
    since = day(_("任职日期"))


class EntryForm(OnceForm):
    """The county's own entry of a code list."""

    title = forms.CharField(label=_("名称"), max_length=60)
    title_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
