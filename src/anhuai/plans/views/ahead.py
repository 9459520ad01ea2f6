"""The years to come on an indicator's page: what its people's number does to it."""

from collections.abc import Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.plans import queries
from anhuai.plans.queries import Measured
from anhuai.plans.rules import Indicator
from anhuai.plans.rules.ahead import Unprojected
from anhuai.plans.views.wording import number, target_text, with_unit
from anhuai.platform.listing import link
from anhuai.platform.requests import ActorRequest

VARIANTS: Final[Mapping[str, Any]] = {
    "low": gettext_lazy("低生育率"), "medium": gettext_lazy("中生育率"),
    "high": gettext_lazy("高生育率"),
}  # fmt: skip
REASONS: Final[Mapping[Unprojected, Any]] = {
    Unprojected.OTHER: gettext_lazy("分母不是按年龄计的人口，没有推算。"),
    Unprojected.NO_FIGURE: gettext_lazy("现在没有分子或分母，无法推算。"),
    Unprojected.NO_PEOPLE: gettext_lazy("这个地区或年份没有人口预测：只预测本县和乡镇到 2035 年。"),
    Unprojected.RETOLD: gettext_lazy("按今天的区划看时不推算，请改按当时的区划查看。"),
}  # fmt: skip


def shown(
    request: ActorRequest, key: str, measured: Measured, *, retold: bool
) -> dict[str, Any] | None:
    """Return the section's rows, or its reason; None for an indicator that has no such section."""
    definition = queries.indicator(key)
    found = queries.Outlook(Unprojected.RETOLD)
    if not retold:
        found = queries.outlook(request.actor, key=key, measured=measured)
    if found.reason is Unprojected.OTHER:
        return None
    return {
        "reason": REASONS[found.reason] if found.reason else "",
        "rows": [line for one in found.rows for line in _lines(one, definition)],
        "checks": [
            _("%(since)s → %(until)s（死亡率 %(edition)s 版）：%(error)s") % {
                "since": one.since, "until": one.until, "edition": one.edition,
                "error": f"{one.error:+.2%}",
            }
            for one in found.checks
        ],
    }  # fmt: skip


def _lines(one: queries.Coming, definition: Indicator) -> list[tuple[Any, ...]]:
    goal: Any = _("没有目标")
    if one.target is not None:
        plan = one.target.plan
        goal = link(
            reverse("plans:board", args=[plan.code]),
            f"{plan.short_title} {target_text(one.target, definition)}",
        )
    year = _("%(year)s（期限已过或未定）") if one.is_held and one.target else "%(year)s"
    when = year % {"year": one.year}
    trend = with_unit(one.trend, definition) if one.trend is not None else "—"
    if not one.variants:
        return [(goal, when, trend, _("没有预测"), "—", "—", "—", "—")]
    return [
        (
            goal, when, trend, VARIANTS[each.variant], number(each.people),
            with_unit(each.value, definition),
            "—" if each.needed is None else f"{each.needed:,}",
            "—" if each.missing is None else number(each.missing),
        )
        for each in one.variants
    ]  # fmt: skip
