"""Lists of other offices: taken in by workbook, compared by a job, their rows and the model."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.people import actions
from anhuai.people.forms.matching import ThresholdsForm
from anhuai.people.queries import matching as queries
from anhuai.people.rules.matching import COMPARISONS, OFFICES, Standing
from anhuai.people.views import wording
from anhuai.places import queries as places
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    filled,
    heads,
    link,
    order_of,
    window,
)
from anhuai.platform.models import Job
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import progress_of, shown_at, shown_list
from anhuai.platform.words import is_english

PERMIT = Permit.PEOPLE_IMPORT
COLUMNS = (
    Column("office", gettext_lazy("来源单位"), ("office",)),
    Column("listed_on", gettext_lazy("名单日期"), ("listed_on",), css="nowrap"),
    Column("division", gettext_lazy("地区")),
    Column("rows", gettext_lazy("行数"), css="num"),
    Column(Standing.CERTAIN.value, gettext_lazy("已认定"), css="num"),
    Column(Standing.POSSIBLE.value, gettext_lazy("待复核"), css="num"),
    Column(Standing.CONFLICT.value, gettext_lazy("有矛盾"), css="num"),
    Column(Standing.NEW.value, gettext_lazy("未找到"), css="num"),
    Column("state", gettext_lazy("状态")),
)  # fmt: skip
STATES = {
    "taken": (gettext_lazy("待比对"), "grey"), "linking": (gettext_lazy("正在比对"), "blue"),
    "done": (gettext_lazy("已比对"), "green"),
}  # fmt: skip
ROW_COLUMNS = (
    Column("number", gettext_lazy("行号"), css="num"),
    Column("name", gettext_lazy("姓名"), css="nowrap"),
    Column("sex", gettext_lazy("性别")),
    Column("born", gettext_lazy("出生日期"), css="nowrap"),
    Column("address", gettext_lazy("住址")),
    Column("standing", gettext_lazy("结果")),
    Column("person", gettext_lazy("档案")),
)


def office_title(code: str) -> str:
    """Return an office's name; "" are two files of the register."""
    return OFFICES[code][is_english()] if code in OFFICES else _("本系统两份档案")


def standing_badge(code: str) -> Any:
    """Return what became of a row as a badge."""
    if code not in set(Standing):
        return badge(_("待比对"), "grey")
    one = Standing(code)
    colours = {Standing.CERTAIN: "green", Standing.POSSIBLE: "yellow", Standing.CONFLICT: "red"}
    return badge(one.label_en if is_english() else one.label, colours.get(one, "grey"))


@page(
    PERMIT, menu=Menu(gettext_lazy("名单比对"), "users", 12, group="registers"),
    name="people:matching",
)  # fmt: skip
def matching_list(request: ActorRequest) -> HttpResponse:
    """The lists other offices delivered, with what became of their rows."""
    offices = [(code, office_title(code)) for code in OFFICES]
    filters = filled(request, [Filter("office", gettext_lazy("来源单位"), "select", offices)])
    found = queries.lists(request.actor)
    if filters[0].value in OFFICES:
        found = found.filter(office=filters[0].value)
    order, key = order_of(request, COLUMNS, ["-listed_on"])
    fields = ("pk", "office", "listed_on", "division", "state")
    try:
        seen = window(found, fields=fields, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=fields, order=order, after="")
    counts = queries.counts(seen.ids)
    table = Table(
        key="matching",
        columns=heads(request, COLUMNS, key),
        rows=[_list_cells(row, counts.get(row[0], {})) for row in seen.rows],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        import_url=reverse("platform:sheet_import", args=["delivered"]),
        empty_title=_("还没有外单位名单"),
        empty_hint=_(
            "点“导入 Excel”下载模板，把残联、公安等单位的名单贴进去上传；上传不改变任何档案。"
        ),
    )
    context = {"table": table, "title": _("名单比对"), "waiting": queries.progress(request.actor)}
    rows_only = request.headers.get("HX-Request")
    return render(request, "platform/_rows.html" if rows_only else "people/matching.html", context)


def _list_cells(row: tuple[Any, ...], counted: dict[str, int]) -> tuple[Any, ...]:
    key, office, listed_on, division, state = row
    title, colour = STATES[state]
    url = reverse("people:matching_one", args=[key])
    return (
        link(url, office_title(office)), f"{listed_on:%Y-%m-%d}", places.path_of(division),
        f"{sum(counted.values()):,}", *(f"{counted.get(one.value, 0):,}" for one in Standing),
        badge(title, colour),
    )  # fmt: skip


@page(PERMIT)
def matching_one(request: ActorRequest, list_id: int) -> HttpResponse:
    """One list: its figures, its comparison under way, what is left to do."""
    found = queries.office_list(request.actor, list_id)
    counted = queries.counts([list_id]).get(list_id, {})
    decided, total = queries.progress(request.actor, list=list_id)
    context: dict[str, Any] = {
        "title": f"{office_title(found.office)} {found.listed_on:%Y-%m-%d}",
        "list": found,
        "figures": _figures(found.pk, counted),
        "waiting": counted.get("", 0),
        "decided": decided,
        "total": total,
        "linked_at": shown_at(found.linked_at),
        "back_url": reverse("people:matching"),
        "back_title": _("名单比对"),
    }
    job = Job.objects.filter(pk=found.job or 0).first()
    if found.state == "linking" and job is not None:
        context["job"] = progress_of(job, request.actor) | {"poll_url": request.path}
        if request.headers.get("HX-Request"):
            return render(request, "platform/_progress.html", context)
    response = render(request, "people/matching_one.html", context)
    if request.headers.get("HX-Request"):
        response["HX-Redirect"] = request.path
    return response


def _figures(key: int, counted: dict[str, int]) -> list[dict[str, Any]]:
    tones = {Standing.CERTAIN: "good", Standing.POSSIBLE: "warn", Standing.CONFLICT: "bad"}
    rows = reverse("people:matching_rows", args=[key])
    total = sum(counted.values())
    figures = [{"title": _("全部"), "value": f"{total:,}", "unit": _("行"), "url": rows}]
    figures += [
        {
            "title": one.label_en if is_english() else one.label,
            "value": f"{counted.get(one.value, 0):,}", "unit": _("行"), "tone": tones.get(one, ""),
            "note": f"{counted.get(one.value, 0) / total:.1%}" if total else "",
            "url": f"{rows}?standing={one.value}",
        }
        for one in Standing
    ]  # fmt: skip
    return figures


@page(PERMIT)
@require_POST
def matching_start(request: ActorRequest, list_id: int) -> HttpResponse:
    """Put the comparison of a list to work."""
    actions.start_linking(request.actor, list=list_id)
    return HttpResponseRedirect(reverse("people:matching_one", args=[list_id]))


@page(PERMIT)
@require_POST
def duplicates_start(request: ActorRequest) -> HttpResponse:
    """Put the search for files of one person to work."""
    job = actions.start_duplicates(request.actor)
    return HttpResponseRedirect(reverse("platform:job", args=[job.pk]))


@page(PERMIT)
def matching_rows(request: ActorRequest, list_id: int) -> HttpResponse:
    """The rows of a list with what became of each."""
    found = queries.office_list(request.actor, list_id)
    standings = [(one.value, one.label_en if is_english() else one.label) for one in Standing]
    filters = filled(request, [Filter("standing", gettext_lazy("结果"), "select", standings)])
    rows = queries.rows_of(request.actor, list=list_id, standing=filters[0].value)
    try:
        seen = window(rows, fields=("pk",), order=["number"], after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(rows, fields=("pk",), order=["number"], after="")
    shown = queries.shown_rows(request.actor, keys=seen.ids)
    query = f"list={list_id}&standing={filters[0].value}"
    table = Table(
        key="matching-rows",
        columns=heads(request, ROW_COLUMNS, ""),
        rows=[_row_cells(*row) for row in shown],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        export_url=f"{reverse('platform:sheet_export', args=['delivered'])}?{query}",
        empty_title=_("没有这样的行"),
    )
    return shown_list(request, table, f"{office_title(found.office)} {found.listed_on:%Y-%m-%d}")


def _row_cells(
    _key: int, number: int, name: str, sex: str, born: str, address: str, standing: str,
    person: int | None,
) -> tuple[Any, ...]:  # fmt: skip
    file = link(f"/people/{person}/", _("打开档案")) if person else ""
    return (number, name, wording.sex(sex), born, address, standing_badge(standing), file)


@page(PERMIT)
def matching_model(request: ActorRequest) -> HttpResponse:
    """What is compared, how telling each answer is, and the thresholds: estimates, to be set."""
    kept = queries.thresholds()
    initial = {"review": round(kept.review * 100, 2), "certain": round(kept.certain * 100, 2)}
    form = ThresholdsForm(request.POST or None, initial=initial)

    def perform(data: dict[str, Any]) -> str:
        actions.set_thresholds(
            request.actor, review=float(data["review"]) / 100, certain=float(data["certain"]) / 100
        )
        return reverse("people:matching_model")

    comparisons = [
        (
            one.title_en if is_english() else one.title,
            [
                (level.says_en if is_english() else level.says, _share(level.m), _share(level.u),
                 f"{level.weight:+.1f}")
                for level in one.levels
            ],
        )
        for one in COMPARISONS
    ]  # fmt: skip
    return asked(
        request, form, perform, title=_("比对方法与阈值"), back=reverse("people:matching"),
        template="people/matching_model.html", more={"comparisons": comparisons},
    )  # fmt: skip


def _share(value: float) -> str:
    return f"{value:.1%}" if value >= 0.001 else f"{value:.4%}" if value > 1e-7 else "≈ 0"
