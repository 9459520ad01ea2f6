"""Pages of finished assessments: the list, one report (and its PDF), appeal, withdrawal."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.assessments import actions, queries
from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.forms import AppealForm, ReasonForm
from anhuai.assessments.rules.annex import Diagnosis, Problem, Risk
from anhuai.assessments.rules.words import Informant, Reason, Signer, Source
from anhuai.assessments.views import listing, wording
from anhuai.kernel.identity import mask_phone
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Window, badge, changed, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of, word, words

READ, MANAGE = Permit.ASSESSMENTS_READ, Permit.ASSESSMENTS_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",), css="nowrap"),
    Column("place", gettext_lazy("所在村（社区）"), ("place",)),
    Column("scale", gettext_lazy("量表"), ("scale",), css="nowrap"),
    Column("on", gettext_lazy("评估日期"), ("assessed_on",), css="nowrap"),
    Column("reason", gettext_lazy("原因"), ("reason",), css="nowrap"),
    Column("total", gettext_lazy("总分"), css="num"),
    Column("level", gettext_lazy("等级"), ("final_level",)),
    Column("pair", gettext_lazy("评估员")),
)
LEVELS = [(str(level), str(level)) for level in range(6)]


def filters_of(request: ActorRequest) -> list[Filter]:
    """Return what the list is filtered by."""
    return [
        listing.name_filter(),
        listing.town_filter(request),
        listing.scale_filter(),
        Filter("level", gettext_lazy("等级"), "select", LEVELS),
        Filter("reason", gettext_lazy("评估原因"), "select", words(Reason)),
        Filter("since", gettext_lazy("评估日期自"), "date"),
        Filter("last", gettext_lazy("评估日期至"), "date"),
        Filter("withdrawn", gettext_lazy("只看作废的"), "check"),
    ]


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    return {
        **{key: asks.get(key, "") for key in ("q", "division", "scale", "level", "reason")},
        "since": listing.day_of(asks, "since"), "last": listing.day_of(asks, "last"),
        "withdrawn": bool(asks.get("withdrawn")),
    }  # fmt: skip


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [
        (
            link(reverse("assessments:report", args=[key]), name),
            wording.place_of(place),
            wording.scale_short(scale),
            f"{on:%Y-%m-%d}",
            wording.reason_title(reason),
            "" if total is None else total,
            badge(_("已作废"), "grey") if withdrawn else wording.level_badge(scale, level),
            f"{first}、{second}",
        )
        for key, _p, name, place, scale, on, reason, total, _s, level, first, second, withdrawn
        in rows
    ]  # fmt: skip


@page(READ)
def record_list(request: ActorRequest) -> HttpResponse:
    """Finished assessments, newest first."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.record_page(request.actor, order=order, after=after, **which)

        return page_of, queries.listed_records(request.actor, **which)

    scale = request.GET.get("scale", "")
    manages = request.actor.may(MANAGE)
    code = f"assessments-{scale}" if scale in SCALES else "assessments"
    query = changed(request).partition("?")[2]
    takes = f"assessments-{scale if scale in SCALES else 'gbt42195_2022'}"
    return listing.show(
        request, title=_("评估记录"), key="assessments", columns=COLUMNS,
        default=["-assessed_on"], filters=filters_of(request), ask=ask, cells=_cells,
        export_url=f"{reverse('platform:sheet_export', args=[code])}?{query}" if manages else "",
        import_url=reverse("platform:sheet_import", args=[takes]) if manages else "",
        empty_title=_("没有符合条件的评估"),
        empty_hint=_("请放宽筛选条件；只能看到您负责范围内的人。"),
    )  # fmt: skip


@page(READ)
def report(request: ActorRequest, assessment_id: int) -> HttpResponse:
    """One assessment whole, as its official report."""
    found = queries.report(request.actor, assessment_id, on=clock.today())
    one = found.one
    manages = request.actor.may(MANAGE) and one.retracted_at is None
    context = {
        "title": _("能力评估报告：%(name)s") % {"name": one.person.name},
        "badges": _badges(found),
        "facts": _facts(found),
        "one": one,
        "result": _result(found),
        "parts": _parts(found),
        "health": _health(found),
        "signatures": [(word(Signer(s.signer)), s.name, s.pk) for s in found.signatures],
        "appeals": manages and found.is_newest and found.appeal_task is None,
        "appeal_task": found.appeal_task,
        "appealed_by": found.appealed_by,
        "manages": manages,
        "back_url": reverse("assessments:records"),
        "back_title": _("评估记录"),
    }
    return render(request, "assessments/report.html", context)


def _badges(found: queries.Report) -> list[Any]:
    one = found.one
    shown = [wording.level_badge(one.scale, one.final_level)]
    if one.retracted_at is not None:
        return [badge(_("已作废"), "grey")]
    if found.appeal_task is not None:
        shown.append(badge(_("已申请复评"), "orange"))
    shown.append(badge(_("现行"), "green") if found.is_newest else badge(_("已有新的评估"), "grey"))
    return [*shown, wording.mark(found.scale.basis)]


def _facts(found: queries.Report) -> list[tuple[str, Any]]:
    one = found.one
    informant = word(Informant(one.informant)) if one.informant else ""
    who = " ".join(filter(None, (informant, one.informant_name)))
    return [
        (_("姓名"), wording.person_link(one.person_id, one.person.name)),
        (_("所在村（社区）"), wording.place_of(one.place)),  # type: ignore[attr-defined]
        (_("评估编号"), one.key or str(one.pk)),
        (_("量表"), wording.scale_title(one.scale)),
        (_("评估基准日期"), f"{one.assessed_on:%Y-%m-%d}"),
        (_("原因"), wording.reason_title(one.reason)),
        (_("评估员"), f"{one.first_name}、{one.second_name}"),
        (_("信息提供者"), who),
        (_("联系电话"), mask_phone(found.informant_phone) if found.informant_phone else ""),
        (_("来源"), word(Source(one.source))),
        (_("下次评估"), found.due_again and f"{found.due_again:%Y-%m-%d}"),
        (_("备注"), one.note),
    ]


def _result(found: queries.Report) -> list[tuple[str, Any]]:
    one, scale = found.one, found.scale
    adjustments = {a.code: (a.title_en if is_english() else a.title) for a in scale.adjustments}
    moved = [adjustments[code] for code in one.adjustments if code in adjustments]
    total = [] if one.total is None else [(_("总分"), str(one.total))]
    return [
        *total,
        (_("按得分的等级"), wording.level_title(scale, one.score_level)),
        (_("等级变更"), "；".join(moved) or _("无")),
        (_("最终等级"), wording.level_title(scale, one.final_level)),
    ]


def _parts(found: queries.Report) -> list[dict[str, Any]]:
    if found.judged is None:
        return []
    english, points = is_english(), found.one.points
    return [
        {
            "title": title_of(part),
            "sum": found.judged.sums[part.code],
            "grade": found.judged.grades.get(part.code),
            "items": [
                (item.clause, title_of(item), points[item.code], next(
                    (option.says_en if english else option.says)
                    for option in item.options if option.points == points[item.code]
                ), wording.mark(item.basis))
                for item in part.items
            ],
        }
        for part in found.scale.parts
    ]  # fmt: skip


def _health(found: queries.Report) -> list[tuple[str, str]]:
    if not found.scale.asks_health:
        return []
    health = queries.health_of(found.one.health)
    english = is_english()
    events = "、".join(
        f"{word(Risk(code))} {count}" for code, count in sorted(health.risks.items())
    )
    doubts = [] if found.judged is None else [
        one.message_en if english else one.message for one in found.judged.warnings
    ]  # fmt: skip
    return [
        (_("疾病诊断"), "、".join(word(Diagnosis(c)) for c in sorted(health.diagnoses)) or _("无")),
        (_("近 30 天照护风险事件（次）"), events or _("无")),
        (_("健康问题"), "、".join(word(Problem(c)) for c in sorted(health.problems)) or _("无")),
        (_("需要核对"), " ".join(doubts) or _("无")),
    ]


@page(READ)
def signature(request: ActorRequest, assessment_id: int, signature_id: int) -> HttpResponse:
    """The drawing of one signature."""
    found = queries.signature(request.actor, assessment_id, signature_id)
    answer = HttpResponse(queries.image_of(found), content_type="image/png")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@page(MANAGE)
def appeal(request: ActorRequest, assessment_id: int) -> HttpResponse:
    """Take in that a result is questioned."""
    one = queries.assessment(request.actor, assessment_id, permit=MANAGE)
    form = AppealForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> str:
        task = actions.appeal(request.actor, assessment=assessment_id, **data)
        return reverse("assessments:task", args=[task.pk])

    return asked(
        request, form, perform, title=_("申请复评：%(name)s") % {"name": one.person.name},
        back=reverse("assessments:report", args=[assessment_id]),
        more={"hint": _("原结果保留不改；由另外两名评估员重新评估，以新的结果为准。")},
    )  # fmt: skip


@page(MANAGE)
def withdraw(request: ActorRequest, assessment_id: int) -> HttpResponse:
    """Withdraw a record that was no assessment of this person."""
    one = queries.assessment(request.actor, assessment_id, permit=MANAGE)
    form = ReasonForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.withdraw(request.actor, assessment=assessment_id, reason=data["reason"])

    return asked(
        request, form, perform, title=_("作废评估：%(name)s") % {"name": one.person.name},
        back=reverse("assessments:report", args=[assessment_id]),
        more={
            "hint": _("只用于评错了人、重复录入等情形；对结果有疑问请申请复评。"), "danger": True,
            "submit_title": _("作废"),
        },
    )  # fmt: skip
