"""The year's reports: a draft from the records, what a nursery submitted, the county's sum."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.childcare import actions, queries
from anhuai.childcare.forms import AcceptForm, ReportForm, VersionedReasonForm
from anhuai.childcare.rules.yearly import ReportState, summed
from anhuai.childcare.views import inspections, listing, sheet, wording
from anhuai.childcare.views.inspections import serves_county
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import word

READ, MANAGE, RANK = Permit.CHILDCARE_READ, Permit.CHILDCARE_MANAGE, Permit.CHILDCARE_RANK
_COLOURS = {
    ReportState.SUBMITTED: "yellow", ReportState.ACCEPTED: "green", ReportState.RETURNED: "red",
}  # fmt: skip
FIGURES = {
    "places": gettext_lazy("托位"),
    "children": gettext_lazy("在托儿童"),
    "under_12": gettext_lazy("不满 12 个月"),
    "from_12": gettext_lazy("12 至 23 个月"),
    "from_24": gettext_lazy("24 至 35 个月"),
    "over_36": gettext_lazy("满 36 个月"),
    "share": gettext_lazy("托位使用率"),
    "carers": gettext_lazy("保育人员"),
    "needed": gettext_lazy("按比例应配保育人员"),
    "attended": gettext_lazy("全年出勤人次"),
    "checks": gettext_lazy("晨检午检人次"),
    "incidents": gettext_lazy("登记的事件"),
    "abuse": gettext_lazy("其中疑似虐待"),
    "billed": gettext_lazy("全年应收托育费"),
    "received": gettext_lazy("全年实收托育费"),
    "subsidy": gettext_lazy("全年普惠托位补助"),
}
_MONEY = frozenset({"billed", "received", "subsidy"})
COLUMNS = (
    Column("nursery", gettext_lazy("托育机构")),
    Column("state", gettext_lazy("状态")),
    *(Column(name, FIGURES[name], css="num")
      for name in ("places", "children", "share", "carers", "needed", "incidents", "billed")),
    Column("told", gettext_lazy("检查次数")),
)  # fmt: skip


def said(name: str, value: int) -> str:
    """Return a figure as people read it."""
    if name in _MONEY:
        return wording.money(value)
    return f"{value / 10:.1f}%" if name == "share" else str(value)


def _table(figures: Mapping[str, int]) -> sheet.Sheet:
    return sheet.Sheet(
        _("全年数字（由系统记录算出）"), [(_("项目"), ""), (_("数"), "num")],
        [(title, said(name, figures.get(name, 0))) for name, title in FIGURES.items()],
    )  # fmt: skip


def year_of(text: str) -> int:
    """Return the year an address names; without one this year in December, else the last."""
    today = clock.today()
    if text.isdecimal() and len(text) == 4 and 2020 <= int(text) <= today.year:
        return int(text)
    return today.year if today.month == 12 else today.year - 1


def _rows(actor: Actor, year: int) -> tuple[list[Any], list[Any], dict[str, int]]:
    found, rest = queries.reported(actor, year)
    accepted = [one.figures for one in found if one.state == ReportState.ACCEPTED]
    total = summed(accepted)
    total["share"] = (
        sum(one["share"] * one["places"] for one in accepted) // total["places"]
        if total["places"]
        else 0
    )
    return found, rest, total


_SHOWN = ("places", "children", "share", "carers", "needed", "incidents", "billed")


def told_text(told: queries.Told) -> str:
    """Return the nursery's number of inspections beside the records'."""
    return _("自报 %(own)s 次／登记 %(register)s 次") % {"own": told.own, "register": told.register}


def told_badge(told: queries.Told) -> Any:
    """Return whether the nursery's word is what the records say; a difference is a finding."""
    if not told.differs:
        return badge(_("一致"), "green")
    return badge(_("不一致：%(both)s") % {"both": told_text(told)}, "red")


@page(READ)
def report_list(request: ActorRequest) -> HttpResponse:
    """A year's reports in scope, who has not reported, and the sum of those accepted."""
    filters = filled(request, [Filter("year", gettext_lazy("年份"), placeholder="2026")])
    year = year_of(filters[0].value)
    found, rest, total = _rows(request.actor, year)
    rows: list[tuple[Any, ...]] = [
        (
            link(reverse("childcare:report", args=[one.pk]), one.nursery.facility.name),
            badge(word(ReportState(one.state)), _COLOURS[ReportState(one.state)]),
            *(said(name, one.figures.get(name, 0)) for name in _SHOWN),
            told_badge(queries.told_of(one)),
        )
        for one in found
    ]
    rows += [
        (
            link(f"{reverse('childcare:report_draft', args=[one.pk])}?year={year}",
                 one.facility.name),
            badge(_("未报送"), "grey"), *("—" for _name in _SHOWN), "—",
        )
        for one in rest
    ]  # fmt: skip
    if any(one.state == ReportState.ACCEPTED for one in found):
        rows.append(
            (_("合计（已受理）"), "—", *(said(name, total.get(name, 0)) for name in _SHOWN), "—")
        )
    table = Table(
        key="childcare-reports", columns=heads(request, COLUMNS, ""), filters=filters, rows=rows,
        count_text=_("%(year)s 年：已报送 %(done)s 家，未报送 %(rest)s 家")
        % {"year": year, "done": len(found), "rest": len(rest)},
        export_url=f"{reverse('platform:sheet_export', args=['childcare-reports'])}?year={year}",
        empty_title=_("没有年度报告"), empty_hint=_("每年 12 月 1 日以后由机构报送。"),
    )  # fmt: skip
    return listing.shown(request, table, _("年度报告"))


@page(READ)
def draft(request: ActorRequest, nursery_id: int) -> HttpResponse:
    """A nursery's year as the records say it today; the report of it where there is one."""
    home = queries.nursery(request.actor, nursery_id)
    year = year_of(request.GET.get("year", ""))
    sent = queries.report_of(nursery_id, year)
    if sent is not None and sent.state != ReportState.RETURNED:
        return redirect("childcare:report", sent.pk)
    on = min(clock.today(), date(year, 12, 31))
    url = f"{reverse('childcare:report_new', args=[nursery_id])}?year={year}"
    return sheet.shown(
        request,
        title=_("%(year)s 年度报告草稿：%(name)s") % {"year": year, "name": home.facility.name},
        facts=[(_("托育机构"), home.facility.name), (_("年份"), year),
               (_("截至"), f"{on:%Y-%m-%d}")],
        tables=[_table(queries.year_figures(home, year=year, on=on))],
        buttons=[(url, "check", _("报送年度报告"), True)] if request.actor.may(MANAGE) else [],
        back_url=f"{reverse('childcare:reports')}?year={year}", back_title=_("年度报告"),
    )  # fmt: skip


@page(MANAGE)
def report_new(request: ActorRequest, nursery_id: int) -> HttpResponse:
    """Submit a nursery's report of a year."""
    home = queries.nursery(request.actor, nursery_id, permit=MANAGE)
    year = year_of(request.GET.get("year", ""))
    form = ReportForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        made = actions.submit_report(request.actor, nursery=nursery_id, year=year, **data)
        return reverse("childcare:report", args=[made.pk])

    return asked(
        request, form, perform,
        title=_("报送 %(year)s 年度报告：%(name)s") % {"year": year, "name": home.facility.name},
        back=f"{reverse('childcare:report_draft', args=[nursery_id])}?year={year}",
        more={
            "submit_title": _("报送"),
            "hint": _("数字由系统记录算出，报送时固定；这里只填记录里没有的。"),
        },
    )  # fmt: skip


@page(READ)
def report(request: ActorRequest, report_id: int) -> HttpResponse:
    """One report as it was submitted."""
    one = queries.report(request.actor, report_id)
    told, state = queries.told_of(one), ReportState(one.state)
    buttons: list[sheet.Button] = []
    if state is ReportState.SUBMITTED and request.actor.may(RANK) and serves_county(request):
        buttons = [
            (reverse("childcare:report_accept", args=[report_id]), "check", _("受理"), True),
            (reverse("childcare:report_return", args=[report_id]), "x", _("退回"), False),
        ]
    if state is ReportState.RETURNED and request.actor.may(MANAGE):
        url = f"{reverse('childcare:report_new', args=[one.nursery_id])}?year={one.year}"
        buttons = [(url, "check", _("重新报送"), True)]
    return sheet.shown(
        request,
        title=_("%(year)s 年度报告：%(name)s")
        % {"year": one.year, "name": one.nursery.facility.name},
        badges=[badge(word(state), _COLOURS[state])],
        facts=[
            (_("托育机构"), one.nursery.facility.name), (_("年份"), one.year),
            (_("报送"), f"{one.submitted_by} {wording.moment(one.submitted_at)}"),
            (_("受理"), f"{one.decided_by} {wording.moment(one.decided_at)}"
             if one.decided_at else "—"),
            (_("全年接受检查次数（机构自报）"), told.own),
            (_("全年接受检查次数（县里登记）"), told.register),
            (_("自报与登记"), told_badge(told)),
            (_("核实情况、退回原因"), one.reason or "—"),
        ],
        says=[one.told.get("says", "")],
        tables=[
            _table(one.figures),
            inspections.table(
                request, queries.looked_at_in(one.nursery, one.year), _("县里登记的检查")
            ),
        ],
        buttons=buttons,
        back_url=f"{reverse('childcare:reports')}?year={one.year}", back_title=_("年度报告"),
    )  # fmt: skip


@page(RANK)
def accept(request: ActorRequest, report_id: int) -> HttpResponse:
    """Accept a submitted report, saying what was found where it differs from the records."""
    one = queries.report(request.actor, report_id)
    form = AcceptForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        version = one.version if data["version"] is None else data["version"]
        actions.decide_report(
            request.actor, report=report_id, version=version, accepts=True, reason=data["reason"]
        )

    return asked(
        request, form, perform, title=_("受理年度报告"),
        back=reverse("childcare:report", args=[report_id]),
        more={
            "submit_title": _("受理"),
            "hint": _("受理后计入全县合计，不能再改。"),
        },
    )  # fmt: skip


@page(RANK)
def send_back(request: ActorRequest, report_id: int) -> HttpResponse:
    """Return a submitted report, saying why."""
    one = queries.report(request.actor, report_id)
    form = VersionedReasonForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        version = one.version if data["version"] is None else data["version"]
        actions.decide_report(
            request.actor, report=report_id, version=version, accepts=False, reason=data["reason"]
        )

    return asked(
        request, form, perform, title=_("退回年度报告"),
        back=reverse("childcare:report", args=[report_id]), more={"danger": True},
    )  # fmt: skip


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield a year's reports with every figure, and who has not reported."""
    found, rest, _total = _rows(actor, year_of(query.get("year", "")))
    for one in found:
        yield (
            one.nursery.facility.name, word(ReportState(one.state)),
            *(said(name, one.figures.get(name, 0)) for name in FIGURES),
            told_text(queries.told_of(one)),
        )  # fmt: skip
    for home in rest:
        yield (home.facility.name, str(_("未报送")), *("" for _name in FIGURES), "")


declare(
    Giving(
        "childcare-reports", gettext_lazy("托育年度报告"),
        [COLUMNS[0].title, COLUMNS[1].title, *FIGURES.values(), COLUMNS[-1].title],
        give, READ,
        "/childcare/reports/",
    )
)  # fmt: skip
