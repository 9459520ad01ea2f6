"""Forms of the points mart."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm

Choices = Sequence[tuple[str, Any]]


class MartForm(OnceForm):
    """A mart."""

    name = forms.CharField(label=_("名称"), max_length=60)
    division = forms.ChoiceField(label=_("所在地"))
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    opens = forms.CharField(label=_("开放时间"), max_length=60, required=False)
    since = day(_("开始日期"))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = [("", "—"), *places]  # type: ignore[attr-defined]


class CloseMartForm(OnceForm):
    """The first day without."""

    on = day(_("停办日期"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DeedForm(OnceForm):
    """What earns points."""

    title = forms.CharField(label=_("事项"), max_length=80)
    points = forms.IntegerField(label=_("积分"), min_value=1, max_value=10_000)
    document = forms.CharField(label=_("依据"), max_length=120, required=False)
    since = day(_("开始日期"))


class StockForm(OnceForm):
    """Goods that come in, or are written off."""

    name = forms.CharField(label=_("物品"), max_length=60)
    points = forms.IntegerField(label=_("所需积分"), min_value=1, max_value=100_000)
    count = forms.IntegerField(
        label=_("数量"),
        min_value=-100_000,
        max_value=100_000,
        help_text=_("报损、盘亏填负数；同名物品会合并，积分按这次的"),
    )
    says = forms.CharField(label=_("说明"), max_length=160, required=False)


class _Once(OnceForm):
    """A form with an id of its own, so that a retried request is one movement."""

    client = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client"].initial = uuid4


class AwardForm(_Once):
    """A listed deed, and what was done."""

    holder = forms.ChoiceField(label=_("记入"), required=False)
    deed = forms.ChoiceField(label=_("积分事项"))
    reason = forms.CharField(
        label=_("做了什么"), max_length=160, help_text=_("如“打扫了巷道”；会写在流水里")
    )
    on = day(_("日期"))

    def __init__(self, *args: Any, deeds: Choices, holders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deed"].choices = [("", "—"), *deeds]  # type: ignore[attr-defined]
        self.fields["holder"].choices = holders  # type: ignore[attr-defined]


class ExchangeForm(_Once):
    """Goods for points."""

    holder = forms.ChoiceField(label=_("用谁的积分"), required=False)
    goods = forms.ChoiceField(label=_("物品"))
    count = forms.IntegerField(label=_("数量"), min_value=1, max_value=1000, initial=1)

    def __init__(self, *args: Any, goods: Choices, holders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goods"].choices = [("", "—"), *goods]  # type: ignore[attr-defined]
        self.fields["holder"].choices = holders  # type: ignore[attr-defined]


class ReturnForm(OnceForm):
    """Why an exchange is given back, and whether the goods can go to somebody else."""

    on = day(_("日期"))
    restocks = forms.BooleanField(label=_("物品完好，放回货架"), required=False)
    reason = forms.CharField(label=_("原因"), max_length=160)
