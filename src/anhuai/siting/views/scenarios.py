"""Where next: questions to the solver, their answers with proof or gap, side by side, what if."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
from anhuai.platform.jobs.backend import put
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
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_list
from anhuai.siting import actions, queries
from anhuai.siting.actions import Ask
from anhuai.siting.forms import ScenarioForm, WhatIfForm
from anhuai.siting.rules import Pace, Question, Subject, share
from anhuai.siting.views.pin import pin_map
from anhuai.siting.views.wording import (
    PACES,
    QUESTIONS,
    STATES,
    WHY,
    paces,
    percent,
    rests_on,
    subject_title,
    subjects,
)

READ, MANAGE = Permit.SITING_READ, Permit.SITING_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("方案名称"), ("name",)),
    Column("subject", gettext_lazy("服务")),
    Column("question", gettext_lazy("问题")),
    Column("sites", gettext_lazy("新建"), css="num"),
    Column("after", gettext_lazy("建成后覆盖"), css="num"),
    Column("state", gettext_lazy("结论")),
    Column("on", gettext_lazy("日期"), ("on",)),
)
FIELDS = ("pk", "name", "subject", "question", "answer", "state", "on")


def state_badge(state: str, answer: dict[str, Any] | None) -> Any:
    """Return how sure an answer is: proven, or by how much it may fall short."""
    title, colour = STATES[state]
    gap = (answer or {}).get("gap")
    says = str(title)
    if state == "stopped":
        says += _("，差距至多 %(gap)s") % {"gap": percent(gap)} if gap is not None else ""
    return badge(says, colour)


def _after(answer: dict[str, Any] | None) -> str:
    if not answer or answer["after"] is None:
        return "—"
    return percent(share(answer["after"], answer["people"]))


def _cells(row: tuple[Any, ...]) -> tuple[object, ...]:
    pk, name, subject, question, answer, state, on = row
    return (
        link(reverse("siting:scenario", args=[pk]), name), subject_title(subject),
        QUESTIONS[Question(question)], len(answer["sites"]) if answer else "—",
        _after(answer), state_badge(state, answer), on,
    )  # fmt: skip


@page(READ)
def scenario_list(request: ActorRequest) -> HttpResponse:
    """The scenarios, newest first."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("方案名称")),
            Filter("subject", gettext_lazy("服务"), "select", subjects()),
        ],
    )
    asks = {one.name: one.value for one in filters}
    found = queries.scenarios(request.actor)
    if asks["q"]:
        found = found.filter(name__contains=asks["q"])
    if asks["subject"] in list(Subject):
        found = found.filter(subject=asks["subject"])
    order, key = order_of(request, COLUMNS, ["-on"])
    try:
        seen = window(found, fields=FIELDS, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=FIELDS, order=order, after="")
    table = Table(
        key="scenarios", columns=heads(request, COLUMNS, key),
        rows=[_cells(row) for row in seen.rows], filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        create_url=reverse("siting:scenario_new") if request.actor.may(MANAGE) else "",
        create_title=_("新的选址方案"), empty_title=_("还没有选址方案"),
        empty_hint=_("提出一个问题，例如“新建四处，覆盖最多的老年人”，由系统算出建在哪里。"),
    )  # fmt: skip
    return shown_list(request, table, _("选址方案"))


def _fen(yuan: Any) -> int | None:
    return None if yuan is None else int(yuan * 100)


def _standing(actor: Actor) -> list[tuple[int, str]]:
    """Return the facilities that could be closed, each with the service it gives."""
    return [
        (one.pk, f"{one.name}（{subject_title(subject)}）")
        for subject in Subject
        for one in queries.offers(actor, on=clock.today(), subject=subject, division=county.code())
    ]


@page(MANAGE)
def scenario_new(request: ActorRequest) -> HttpResponse:
    """Ask where to build; the answer is computed in the background."""
    form = ScenarioForm(
        request.POST or None, subjects=subjects(), paces=paces(),
        questions=[(str(one), title) for one, title in QUESTIONS.items()],
        closing=_standing(request.actor),
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        ask = Ask(
            data["name"], Subject(data["subject"]), Question(data["question"]),
            Pace(data["pace"]), data["most_new"], _fen(data["budget"]), _fen(data["price"]),
            data["floor_percent"] or 0, data["for_year"], data["capacity"],
            data["users_percent"] or 100, tuple(data["closing"]), data["least_m2"],
        )  # fmt: skip
        made = actions.ask_scenario(request.actor, ask=ask, on=clock.today())
        put(
            actions.answer, [made.pk], {}, title=_("计算选址方案：%(name)s") % {"name": made.name},
            dedupe=f"siting-scenario-{made.pk}",
        )  # fmt: skip
        return reverse("siting:scenario", args=[made.pk])

    return asked(
        request, form, perform, title=_("新的选址方案"), back=reverse("siting:scenarios"),
        more={
            "hint": _(
                "候选地点是各村住户的中心；已有的机构都保留，选了关停的除外。"
                "每次最多算一分钟，没有证明最优会写明。"
            ),
            "submit_title": _("开始计算"),
        },
    )  # fmt: skip


def _money(fen: int | None) -> str:
    return "" if fen is None else f"{fen / 100:,.2f}"


def facts_of(found: Any) -> list[tuple[Any, Any]]:
    """Return what a scenario asked, as a page's facts."""
    return [
        (_("服务"), subject_title(found.subject)),
        (_("问题"), QUESTIONS[Question(found.question)]),
        (_("步行速度"), PACES[Pace(found.pace)]),
        (_("时间（分钟）"), found.minutes),
        (_("最多新建几处"), _("不限") if found.most_new is None else found.most_new),
        (_("每处造价（元）"), _money(found.price) or _("不计")),
        (_("总预算（元）"), _money(found.budget) or _("不限")),
        (_("每个乡镇至少覆盖（%）"), found.floor_percent),
        (_("日期"), found.on),
        (
            _("需求"),
            _("%(year)s 年预测（估计）") % {"year": found.for_year}
            if found.for_year
            else _("当天的人口"),
        ),
        *_own_limits(found),
        (_("提出人"), found.recorded_by),
    ]


def _own_limits(found: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the limits only this scenario sets; nothing where it sets none."""
    if found.capacity:
        yield _("每处新建能接待几人"), f"{found.capacity:,}"
        yield _("服务对象中有多少会来（%）"), found.users_percent
    if found.closing:
        yield _("按已关停计算的机构"), "、".join(name for _key, name in found.closing)
    if found.least_m2:
        yield _("候选点的社区用房至少（㎡）"), f"{found.least_m2:,}"


def changed_by(found: Any) -> list[tuple[Any, Any]]:
    """Return what a scenario's own limits changed, as a page's facts; nothing without any."""
    told = (found.answer or {}).get("limits")
    if not told:
        return []
    shown: list[tuple[Any, Any]] = []
    if told["left"] is not None:
        less = found.answer["before"] - told["left"]
        shown.append((_("关停后、新建前覆盖"), _("%(left)s，少 %(less)s 人") % {
            "left": f"{told['left']:,}", "less": f"{less:,}"}))  # fmt: skip
    if "rooms" in told:
        shown.append((_("够大的候选村"), _(
            "%(fit)s 个，共 %(candidates)s 个村；%(small)s 个村的用房不够大，"
            "%(unknown)s 个村没有登记用房"
        ) % told["rooms"]))  # fmt: skip
    if "room" in told:
        room = told["room"]
        shown.append((_("要接待的人"), f"{room['needed']:,}"))
        shown.append((_("现有机构能接待"), f"{room['places']:,}"))
        if room["unknown"]:
            shown.append((_("没有登记床位或托位，按不能接待算"), "、".join(room["unknown"])))
    return shown + _without(told["without"], found.question)


def _without(free: dict[str, Any], question: str) -> list[tuple[Any, Any]]:
    unit = 10 if question == Question.WALKING else 1
    names = "、".join(one["name"] for one in free["sites"])
    shown = [
        (_("不加这些限制：结论"), STATES[free["state"]][0]),
        (_("不加这些限制：建在"), names or _("不用新建")),
    ]
    if free["after"] is not None:
        shown.append((_("不加这些限制：建成后覆盖"), f"{free['after']:,}"))
    if free["value"] is not None:
        shown.append((_("不加这些限制：目标值"), f"{free['value'] / unit:,.0f}"))
    return shown


def _result(found: Any) -> list[tuple[Any, Any]]:
    """Return the answer's figures: people before and after, value, bound and gap."""
    answer = found.answer
    unit = 10 if found.question == Question.WALKING else 1
    shown = [
        (_("服务对象"), f"{answer['people']:,}"),
        (_("现有机构已覆盖"),
         f"{answer['before']:,}（{percent(share(answer['before'], answer['people']))}）"),
    ]  # fmt: skip
    if answer["after"] is not None:
        after = share(answer["after"], answer["people"])
        shown.append((_("建成后覆盖"), f"{answer['after']:,}（{percent(after)}）"))
    if answer["value"] is not None:
        shown += [
            (_("目标值"), f"{answer['value'] / unit:,.0f}"),
            (_("任何方案都越不过的界"), f"{answer['bound'] / unit:,.0f}"),
            (_("差距"), percent(answer["gap"])),
        ]
    return shown


@page(READ)
def scenario_detail(request: ActorRequest, scenario_id: int) -> HttpResponse:
    """One scenario: what was asked, where to build, how sure that is; with others beside it."""
    found = queries.scenario(request.actor, scenario_id)
    answer = found.answer
    others = queries.scenarios(request.actor).filter(subject=found.subject, answer__isnull=False)
    beside = [one for one in others[:6] if one.pk != found.pk][:3]
    why = (answer or {}).get("why")
    context = {
        "title": found.name, "found": found, "back_url": reverse("siting:scenarios"),
        "badges": [state_badge(found.state, answer)], "facts": facts_of(found),
        "warns": rests_on(found.network.basis), "result": _result(found) if answer else [],
        "limits": changed_by(found),
        "answer": answer, "why": WHY.get(why["limit"], why["limit"]) if why else "",
        "why_towns": [places.name_of(code) for code in why["towns"]] if why else [],
        "unserved": [places.path_of(code) for code in (answer or {}).get("unserved", [])],
        "beside": [
            (one, len(one.answer["sites"]), _after(one.answer),
             state_badge(one.state, one.answer),
             "、".join(site["name"] for site in one.answer["sites"]))
            for one in [found, *beside] if one.answer
        ],
        "form": WhatIfForm(), "pin": pin_map(request.actor, found, clock.today()),
    }  # fmt: skip
    return render(request, "siting/scenario.html", context)


@page(READ)
def what_if(request: ActorRequest, scenario_id: int) -> HttpResponse:
    """Say what one more site at a point would change: a part of the scenario's page."""
    found = queries.scenario(request.actor, scenario_id)
    form = WhatIfForm(request.GET or None)
    context: dict[str, Any] = {"form": form, "found": found}
    if form.is_valid():
        reach = actions.reach_of(found)
        field = queries.field_of(
            found.network_id, Subject(found.subject), found.on, county.code(),
            year=found.for_year,
        )  # fmt: skip
        seen = queries.what_if(
            field, longitude=form.cleaned_data["longitude"],
            latitude=form.cleaned_data["latitude"], reach=reach,
            closed=frozenset(key for key, _name in found.closing),
        )  # fmt: skip
        context |= {"seen": seen, "share": percent(seen.share)}
    return render(request, "siting/_what_if.html", context)
