"""How many of those due are assessed, town by town."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.assessments import queries
from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.views.listing import shown_in_room
from anhuai.platform import clock
from anhuai.platform.listing import Column, Filter, Table, changed, filled, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import definitions

READ, MANAGE = Permit.ASSESSMENTS_READ, Permit.ASSESSMENTS_MANAGE
DEFAULT = "gbt42195_2022"
COLUMNS = (
    Column("town", gettext_lazy("乡镇"), ("division",)),
    Column("due", gettext_lazy("应评估人数"), ("due",), css="num"),
    Column("assessed", gettext_lazy("已评估人数"), ("assessed",), css="num"),
    Column("percent", gettext_lazy("评估率（%）"), ("percent",), css="num"),
    Column("overdue", gettext_lazy("已到期未复评"), ("overdue",), css="num"),
    Column("impaired", gettext_lazy("中度及以上"), ("impaired",), css="num"),
)


def impaired(rate: queries.Rate) -> int:
    """Return how many were found at level 2 or worse."""
    return sum(count for level, count in rate.levels.items() if level >= 2)


@page(READ)
def rate_list(request: ActorRequest) -> HttpResponse:
    """The share assessed of those due, by town."""
    circumstances = {c: s for c, s in SCALES.items() if s.called_for}
    filters = filled(
        request,
        [Filter("scale", gettext_lazy("量表"), "select", definitions(circumstances),
                placeholder="GB/T 42195-2022")],
    )  # fmt: skip
    scale = filters[0].value if filters[0].value in SCALES else DEFAULT
    sort = request.GET.get("sort", "town")
    keys = {
        "town": lambda r: r.division, "due": lambda r: r.due, "assessed": lambda r: r.assessed,
        "percent": lambda r: float(r.percent or -1), "overdue": lambda r: r.overdue,
        "impaired": impaired,
    }  # fmt: skip
    found = queries.rates(request.actor, scale=scale, on=clock.today())
    key = keys.get(sort.lstrip("-"), keys["town"])
    found.sort(key=key, reverse=sort.startswith("-"))
    due = reverse("assessments:due")
    export = changed(request).partition("?")[2]
    table = Table(
        key="assessment-rates",
        columns=heads(request, COLUMNS, sort),
        rows=[
            (
                link(f"{due}?division={one.division}&scale={scale}", one.name),
                one.due, one.assessed, one.percent or "—", one.overdue, impaired(one),
            )
            for one in found
        ],
        filters=filters,
        count_text=_("应评估 %(due)s 人，已评估 %(done)s 人")
        % {"due": sum(r.due for r in found), "done": sum(r.assessed for r in found)},
        export_url=f"{reverse('platform:sheet_export', args=['assessment-rates'])}?{export}"
        if request.actor.may(MANAGE)
        else "",
        empty_title=_("没有应评估的人"),
        empty_hint=_("应评估的人：有失能、认知障碍或特困等情形的，或上次评估有能力损失的。"),
    )  # fmt: skip
    return shown_in_room(request, table, _("各乡镇评估率"))
