"""The desk's figures of a month against their targets; on paper it is the monthly report."""

from collections.abc import Iterator, Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.desk import queries
from anhuai.desk.catalogue import TARGETS
from anhuai.desk.queries import Line, Period
from anhuai.desk.views.duty import around, bounds, month_asked
from anhuai.places import queries as places
from anhuai.platform import county
from anhuai.platform.acting import Actor
from anhuai.platform.asking import last_day
from anhuai.platform.listing import badge
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import is_english, title_of

READ = Permit.CASES_READ


def percent(per_mille: int | None) -> str:
    """Return thousandths as per cent, "—" for nothing counted."""
    return "—" if per_mille is None else f"{per_mille / 10:.1f}%"


def _verdict(line: Line) -> SafeString | str:
    if line.is_met is None:
        return "—"
    return badge(_("达标"), "green") if line.is_met else badge(_("未达标"), "red")


def _figure(line: Line) -> tuple[object, ...]:
    target = TARGETS[line.code]
    sign = "≥" if target.at_least else "≤"
    basis = target.basis
    label = basis.confidence.label_en if is_english() else basis.confidence.label
    return (
        title_of(target), f"{line.share.part} / {line.share.whole}",
        percent(line.share.per_mille), f"{sign} {percent(line.target)}", _verdict(line),
        f"{basis.confidence} {label}", basis.note,
    )  # fmt: skip


@page(READ, menu=Menu(gettext_lazy("值班指标"), "chart-bar", 18, group="desk"), name="desk:figures")
def figures(request: ActorRequest) -> HttpResponse:
    """A month's figures, by town and by officer."""
    month = month_asked(request.GET.get("month", ""))
    period = Period(*bounds(month))
    lines = queries.figures(request.actor, period=period)
    counted = {line.code: line.share.whole for line in lines}
    before, after = around(month)
    towns = queries.of_towns(request.actor, period=period)
    context = {
        "title": _("%(county)s养老服务热线月报（%(month)s）")
        % {"county": county.name(english=is_english()), "month": f"{period.since:%Y-%m}"},
        "badges": [], "before": before, "after": after,
        "lines": [_figure(line) for line in lines],
        "shorts": [title_of(TARGETS[line.code]) for line in lines],
        "towns": [
            (places.name_of(one.town), [percent(line.share.per_mille) for line in one.lines],
             one.calls, one.alarms, one.devices, one.silent, one.low)
            for one in towns
        ],
        "officers": [
            (name, [percent(line.share.per_mille) for line in own], calls, alarms)
            for name, own, calls, alarms in queries.of_officers(request.actor, period=period)
        ],
        "export": f"/sheets/desk-figures/export?month={period.since:%Y-%m}",
        "facts": [
            (_("期间"), f"{period.since:%Y-%m-%d} — {last_day(period.until)}"),
            (_("来电"), counted["calls_60"]), (_("呼叫"), counted["alarms_60"]),
            (_("达标项"), f"{sum(one.is_met is True for one in lines)} / {len(lines)}"),
        ],
    }  # fmt: skip
    return render(request, "desk/figures.html", context)


HEADS = (gettext_lazy("地区或人员"), gettext_lazy("指标"), gettext_lazy("达到数"),
         gettext_lazy("总数"), gettext_lazy("比例"), gettext_lazy("目标"))  # fmt: skip


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield a month's figures: the whole, the towns, the officers."""
    period = Period(*bounds(month_asked(query.get("month", ""))))
    yield from _told(_("全部"), queries.figures(actor, period=period))
    for one in queries.of_towns(actor, period=period):
        yield from _told(places.name_of(one.town), one.lines)
    for name, lines, _calls, _alarms in queries.of_officers(actor, period=period):
        yield from _told(name, lines)


def _told(whose: str, lines: Sequence[Line]) -> Iterator[Sequence[str]]:
    for line in lines:
        yield (
            whose, title_of(TARGETS[line.code]), str(line.share.part), str(line.share.whole),
            percent(line.share.per_mille), percent(line.target),
        )  # fmt: skip


declare(
    Giving("desk-figures", gettext_lazy("值班指标"), HEADS, give, READ, "/desk/figures")
)  # fmt: skip
