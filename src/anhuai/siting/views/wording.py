"""The room's words as pages say them."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform.words import title_of
from anhuai.siting.rules import AIMS, Basis, Pace, Question, Subject

WHOM: Mapping[str, Any] = {
    "residents": gettext_lazy("常住人口"),
    "elders": gettext_lazy("60 岁及以上老年人"),
    "toddlers": gettext_lazy("3 岁以下婴幼儿"),
}
PACES: Mapping[Pace, Any] = {
    Pace.WALK: gettext_lazy("一般步行"),
    Pace.SLOW: gettext_lazy("老年人步行"),
}
QUESTIONS: Mapping[Question, Any] = {
    Question.MOST: gettext_lazy("新建几处，覆盖最多的人"),
    Question.FEWEST: gettext_lazy("最少新建几处，人人都在步行圈内"),
    Question.WALKING: gettext_lazy("新建几处，全县路程之和最短"),
}
STATES: Mapping[str, tuple[Any, str]] = {
    "waiting": (gettext_lazy("等待计算"), "grey"),
    "optimal": (gettext_lazy("已证明最优"), "green"),
    "stopped": (gettext_lazy("限时内最好，未证明最优"), "orange"),
    "infeasible": (gettext_lazy("无解"), "red"),
    "unknown": (gettext_lazy("限时内没有找到方案"), "red"),
}
WHY: Mapping[str, Any] = {
    "reach": gettext_lazy("有的地方，哪个候选点都走不到。"),
    "new": gettext_lazy("新建数量不够：放宽新建数量就有解。"),
    "budget": gettext_lazy("预算不够：提高预算就有解。"),
    "floor": gettext_lazy("达不到各乡镇的覆盖底线：下列乡镇就是全部建设也达不到，或数量不够。"),
    "capacity": gettext_lazy("容量不够：全部建设也放不下所有的人。"),
    "together": gettext_lazy("几项限制合在一起做不到：请放宽其中两项再算。"),
}


def subject_title(code: str) -> str:
    """Return a subject's title in the language of the page."""
    return title_of(AIMS[Subject(code)])


def subjects() -> list[tuple[str, str]]:
    """Return the subjects as a form's choices."""
    return [(str(one), title_of(aim)) for one, aim in AIMS.items()]


def paces() -> list[tuple[str, Any]]:
    """Return the paces as a form's choices."""
    return [(str(one), title) for one, title in PACES.items()]


def percent(value: float | None) -> str:
    """Return a share for a cell; nobody has no share."""
    return "—" if value is None else f"{value:.1%}"


def rests_on(basis: str) -> str:
    """Say what distances rest on; "" for real roads."""
    if basis == Basis.SYNTHETIC:
        return _("路程按合成路网计算，不是真实道路：只供演示和试算，导入真实道路后重算。")
    return ""


AREAS: Mapping[str, Any] = {
    "building": gettext_lazy("建筑面积"),
    "land": gettext_lazy("用地面积"),
    "indoor_floor": gettext_lazy("套内面积"),
    "unstated": gettext_lazy("文件没有写明口径，按建筑面积试算"),
}
DUES: Mapping[str, Any] = {
    "small_plan": gettext_lazy("规划面积不足"),
    "small": gettext_lazy("移交面积不足"),
    "not_accepted": gettext_lazy("没有与住宅同步验收"),
    "late_handover": gettext_lazy("移交超过期限"),
    "not_handed": gettext_lazy("到期没有移交"),
}


def square(value: Any) -> str:
    """Return square metres for a cell."""
    return "—" if value is None else f"{value:,.1f}"


def tabs_of(current: str) -> list[tuple[Any, str, bool]]:
    """Return the tabs of the room's pages about what is there and what will be needed."""
    pages = (
        ("siting:access", _("可达性")), ("siting:provision", _("配建达标")),
        ("siting:projects", _("新建居住项目")), ("siting:rooms", _("社区服务用房")),
        ("siting:demand", _("需求预测")),
    )  # fmt: skip
    return [(title, reverse(name), name == current) for name, title in pages]
