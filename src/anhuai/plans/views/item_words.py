"""What a draft's item, its state and a check are called."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from anhuai.plans.catalogue.contradictions import CHECKS
from anhuai.plans.views.item_forms import OPERATORS
from anhuai.plans.views.words import severity_badge

STATES = {
    "open": (gettext_lazy("待确认"), "yellow"), "accepted": (gettext_lazy("已采纳"), "green"),
    "rejected": (gettext_lazy("不采纳"), "red"),
}  # fmt: skip
STEPS = {
    "accepted": gettext_lazy("采纳"),
    "rejected": gettext_lazy("不采纳"),
    "reopened": gettext_lazy("重新打开"),
    "edited": gettext_lazy("修改后采纳"),
    "split": gettext_lazy("拆分"),
    "merged": gettext_lazy("合并"),
    "added": gettext_lazy("补充"),
}
CHANGES = {
    "new": (gettext_lazy("新增"), "green"),
    "changed": (gettext_lazy("有变化"), "yellow"),
    "gone": (gettext_lazy("新版没有"), "red"),
}


def severity_of(severity: str) -> SafeString:
    """Return a contradiction's weight as a badge."""
    return severity_badge(severity)


def title_of_check(code: str) -> str:
    """Return what a check is called in the language of the page."""
    check = CHECKS[code]
    return check.title_en if get_language() == "en" else check.title


def _plain(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value))
    return str(value)


def said(kind: str, values: Mapping[str, Any]) -> str:
    """Return what an item says in one line."""
    if kind == "indicator":
        top = f"–{_plain(values.get('value_max'))}" if values.get("value_max") is not None else ""
        figure = (
            values.get("benchmark")
            or f"{_plain(values.get('value'))}{top}{values.get('unit') or ''}"
        )
        due = values.get("deadline") or _("未写期限")
        return f"{OPERATORS[values['operator']]} {figure} · {due}"
    if kind == "task":
        parts = [_plain(values.get("leads")), _plain(values.get("responsible"))]
        return " · ".join(one for one in parts if one) or _("未写部门")
    if kind == "project":
        years = "–".join(str(one) for one in (values.get("starts"), values.get("ends")) if one)
        money = (
            _("%(n)s 万元") % {"n": _plain(values.get("budget"))} if values.get("budget") else ""
        )
        beds = _("床位 %(n)s") % {"n": values["beds"]} if values.get("beds") else ""
        return " · ".join(one for one in (values.get("kind"), years, money, beds) if one)
    if kind == "milestone":
        return str(values.get("deadline") or _("未写期限"))
    return f"{_plain(values.get('value'))}{values.get('unit') or ''}"
