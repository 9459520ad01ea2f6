"""The form of a draft's item: the fields its kind has, and back to the values it keeps."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.rules.drafting import ItemKind
from anhuai.plans.rules.targets import Accrual, Operator
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions

OPERATORS = {
    Operator.AT_LEAST: _("不低于"), Operator.MORE_THAN: _("超过"), Operator.AT_MOST: _("不高于"),
    Operator.EQUAL: _("达到"), Operator.RANGE: _("区间"), Operator.INCREASE_BY: _("每年提高"),
}  # fmt: skip
ACCRUALS = {
    Accrual.STOCK: _("期末数"), Accrual.CUMULATIVE: _("累计数"), Accrual.ANNUAL: _("每年"),
    Accrual.MONTHLY: _("每月"), Accrual.WEEKLY: _("每周"), Accrual.BIENNIAL: _("每两年"),
    Accrual.PER_UNIT: _("每个单位"),
}  # fmt: skip
KINDS = {
    ItemKind.INDICATOR: _("指标"), ItemKind.TASK: _("任务"), ItemKind.PROJECT: _("项目"),
    ItemKind.MILESTONE: _("成果"), ItemKind.NORM: _("标准规范"), ItemKind.SYSTEM: _("系统机制"),
    ItemKind.BASELINE: _("现状"),
}  # fmt: skip
_DUE = r"20\d\d(-(0[1-9]|1[0-2]))?"


def _text(
    label: Any, length: int = 120, *, required: bool = False, help_text: Any = ""
) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text)


def _figure(label: Any) -> forms.FloatField:
    return forms.FloatField(label=label, required=False)


def _whole(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0)


def _due() -> forms.RegexField:
    return forms.RegexField(
        _DUE, label=_("期限"), required=False, help_text=_("2025 或 2025-06；空着表示未写期限")
    )


def _keys() -> list[tuple[str, Any]]:
    return [
        ("", _("目录中没有，由部门填报")),
        *definitions(INDICATORS),
    ]


def fields_of(kind: str) -> dict[str, forms.Field]:
    """Return the fields of a kind in the order they are asked."""
    name = _text(_("名称"), 120, required=True)
    if kind == ItemKind.INDICATOR:
        return {
            "name": name,
            "operator": forms.ChoiceField(label=_("比较"), choices=list(OPERATORS.items())),
            "value": _figure(_("目标值")),
            "value_max": _figure(_("区间上限")),
            "unit": _text(_("单位"), 24),
            "benchmark": _text(_("参照对象"), 80),
            "deadline": _due(),
            "accrual": forms.ChoiceField(label=_("统计方式"), choices=list(ACCRUALS.items())),
            "soft": forms.BooleanField(label=_("力争、预计类"), required=False),
            "scope": _text(_("范围")),
            "key": forms.ChoiceField(label=_("目录指标"), choices=_keys, required=False),
        }
    if kind == ItemKind.TASK:
        return {
            "number": _text(_("编号"), 20, required=True),
            "title": _text(_("任务"), 120, required=True),
            "leads": _text(_("牵头单位"), 400, help_text=_("用顿号分开")),
            "responsible": _text(_("责任单位"), 800, help_text=_("用顿号分开")),
            "deadline": _due(),
            "is_safeguard": forms.BooleanField(label=_("保障措施"), required=False),
        }
    if kind == ItemKind.PROJECT:
        return {
            "name": name, "kind": _text(_("性质"), 16), "category": _text(_("类别"), 40),
            "starts": _whole(_("起始年份")), "ends": _whole(_("完成年份")),
            "budget": _figure(_("计划投资（万元）")), "beds": _whole(_("床位")),
            "floor_area": _figure(_("建筑面积（㎡）")), "content": _text(_("内容"), 400),
        }  # fmt: skip
    if kind == ItemKind.MILESTONE:
        return {"name": name, "deadline": _due()}
    if kind == ItemKind.BASELINE:
        return {
            "subject": _text(_("名称"), 120, required=True), "value": _figure(_("数值")),
            "unit": _text(_("单位"), 24), "year": _whole(_("年份")),
        }  # fmt: skip
    return {"name": name, "value": _figure(_("数值")), "unit": _text(_("单位"), 24)}


class ItemForm(OnceForm):
    """One item of a draft."""

    def __init__(
        self,
        *args: Any,
        kind: str,
        values: Mapping[str, Any] | None = None,
        version: int | None = None,
        quote: bool = False,
        **kwargs: Any,
    ) -> None:
        shown = {
            name: "、".join(value)
            if name in ("leads", "responsible") and not isinstance(value, str)
            else value
            for name, value in (values or {}).items()
        }
        super().__init__(*args, initial={**shown, "version": version}, **kwargs)
        if version is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        if quote:
            self.fields["quote"] = forms.CharField(
                label=_("文件中的原文"), max_length=400,
                help_text=_("与文件逐字一致；在文件中选中文字会自动填入"),
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
        self.fields.update(fields_of(kind))

    def values_of(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the item's values as they are kept: lists as lists, empty figures as none."""
        done: dict[str, Any] = {}
        for name, value in data.items():
            if name in ("version", "quote", "token"):
                continue
            if name in ("leads", "responsible"):
                value = [
                    one.strip() for one in value.replace("，", "、").split("、") if one.strip()
                ]
            elif name == "deadline":
                value = value or None
            done[name] = value
        return done
