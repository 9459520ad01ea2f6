"""Housing projects with the elder-care premises they owe, from plan to hand-over."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.facilities import queries as facilities
from anhuai.facilities.rules import Group
from anhuai.kernel.divisions import Level
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, in_subtree
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
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.siting import actions, queries
from anhuai.siting.forms import NewProjectForm, ProjectForm
from anhuai.siting.rules import Due, ProjectFacts
from anhuai.siting.views.wording import AREAS, DUES, square, tabs_of

READ, MANAGE = Permit.SITING_READ, Permit.SITING_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("项目"), ("name",)),
    Column("place", gettext_lazy("所在地"), ("division", "name")),
    Column("dwellings", gettext_lazy("户数（套）"), ("dwellings", "name"), "num"),
    Column("required", gettext_lazy("应配（㎡）"), css="num"),
    Column("promised", gettext_lazy("规划（㎡）"), css="num"),
    Column("delivered", gettext_lazy("移交（㎡）"), css="num"),
    Column("step", gettext_lazy("进度")),
    Column("dues", gettext_lazy("问题")),
)
STEPS = (
    ("planned_on", gettext_lazy("同步规划")), ("built_on", gettext_lazy("同步建设")),
    ("accepted_on", gettext_lazy("同步验收")), ("handed_on", gettext_lazy("同步交付")),
)  # fmt: skip
COURSE = (
    "promised_m2", "developer", "planned_on", "built_on", "accepted_on", "handed_on",
    "delivered_m2", "completed_on", "facility",
)  # fmt: skip


def premises(actor: Actor) -> list[tuple[int, str]]:
    """Return the community facilities premises may be used by, as a form's choices."""
    rows = facilities.operating(actor, on=clock.today(), group=Group.ELDERLY_COMMUNITY)
    return list(rows.order_by("name").values_list("pk", "name"))


def villages(actor: Actor) -> list[tuple[str, str]]:
    """Return the communities a record may lie in, as a form's choices."""
    rows = places.divisions(
        actor, on=clock.today(), level=Level.VILLAGE, division=county.code(), permit=MANAGE
    )
    return [(code, places.path_of(code)) for code in sorted(rows.values_list("code", flat=True))]


def _step(one: Any) -> Any:
    done = [title for name, title in STEPS if getattr(one, name) is not None]
    return done[-1] if done else _("还没有登记")


def _dues(dues: Sequence[Due]) -> str:
    return "、".join(str(DUES[one]) for one in dues)


def _cells(one: Any) -> tuple[object, ...]:
    dues = queries.dues_of(one, on=clock.today())
    return (
        link(reverse("siting:project", args=[one.pk]), one.name), places.path_of(one.division),
        f"{one.dwellings:,}", square(one.required_m2), square(one.promised_m2),
        square(one.delivered_m2), _step(one),
        badge(_dues(dues), "red") if dues else badge(_("没有"), "green"),
    )  # fmt: skip


def towns(actor: Actor) -> Any:
    """Return the towns a list may be narrowed to, as a filter's choices."""
    return places.choices(
        actor, on=clock.today(), permit=READ, level=Level.TOWN, within=county.code()
    )


@page(READ)
def project_list(request: ActorRequest) -> HttpResponse:
    """The housing projects, newest first."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("项目名称")),
            Filter("division", gettext_lazy("乡镇"), "select", towns(request.actor)),
            Filter(
                "which", gettext_lazy("范围"), "select",
                [("open", _("住宅已竣工、用房未移交")), ("handed", _("已移交"))],
            ),
        ],
    )  # fmt: skip
    asks = {one.name: one.value for one in filters}
    found = listed(request.actor, asks)
    order, key = order_of(request, COLUMNS, ["-pk"])
    fields = ("pk",)
    try:
        seen = window(found, fields=fields, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=fields, order=order, after="")
    by_key = {one.pk: one for one in found.filter(pk__in=[row[0] for row in seen.rows])}
    table = Table(
        key="housing-projects", columns=heads(request, COLUMNS, key),
        rows=[_cells(by_key[row[0]]) for row in seen.rows], filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        export_url=f"/sheets/housing-projects/export?{request.GET.urlencode()}",
        create_url=reverse("siting:project_new") if request.actor.may(MANAGE) else "",
        create_title=_("登记居住项目"), empty_title=_("没有符合条件的居住项目"),
        empty_hint=_("新建居住项目审定规划时登记，之后登记用房的建成、验收和移交。"),
    )  # fmt: skip
    title = _("新建居住项目的养老用房")
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "siting/tabbed.html"
    context = {"title": title, "table": table, "tabs": tabs_of("siting:projects")}
    return render(request, template, context)


def listed(actor: Actor, asks: Mapping[str, str]) -> Any:
    """Return the projects a list asks for."""
    found = queries.projects(actor)
    if asks.get("q"):
        found = found.filter(name__contains=asks["q"])
    if asks.get("division"):
        found = found.filter(in_subtree("division", asks["division"]))
    if asks.get("which") == "open":
        found = found.filter(completed_on__isnull=False, handed_on=None)
    if asks.get("which") == "handed":
        found = found.filter(handed_on__isnull=False)
    return found


def _facts(data: Mapping[str, Any], **own: Any) -> ProjectFacts:
    return ProjectFacts(**{name: data[name] for name in COURSE}, **own)


@page(MANAGE)
def project_new(request: ActorRequest) -> HttpResponse:
    """Register a housing project under today's norm."""
    form = NewProjectForm(
        request.POST or None, divisions=villages(request.actor), facilities=premises(request.actor)
    )

    def perform(data: dict[str, Any]) -> str:
        own = {name: data[name] for name in ("name", "division", "dwellings")}
        made = actions.register_project(request.actor, facts=_facts(data, **own), on=clock.today())
        return reverse("siting:project", args=[made.pk])

    return asked(
        request, form, perform, title=_("登记居住项目"), back=reverse("siting:projects"),
        more={"hint": _("应配面积按今天的标准算出，随项目留存；以后标准变了也不变。")},
    )  # fmt: skip


@page(MANAGE)
def project_course(request: ActorRequest, project_id: int) -> HttpResponse:
    """Record how far a project's premises are."""
    found = queries.project(request.actor, project_id, permit=MANAGE)
    now = queries.facts_of(found)
    form = ProjectForm(
        request.POST or None, facilities=premises(request.actor),
        initial={name: getattr(now, name) for name in COURSE} | {"version": found.version},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        own = {"name": found.name, "division": found.division, "dwellings": found.dwellings}
        version = data["version"] if data["version"] is not None else found.version
        actions.record_handover(
            request.actor, project=found.pk, version=version, facts=_facts(data, **own),
            on=clock.today(),
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("登记建设和移交：%(name)s") % {"name": found.name},
        back=reverse("siting:project", args=[found.pk]),
    )  # fmt: skip


@page(READ)
def project_detail(request: ActorRequest, project_id: int) -> HttpResponse:
    """One project: what it owes, its four dates, what is wrong."""
    found = queries.project(request.actor, project_id)
    today = clock.today()
    by = queries.handover_by(found, on=today)
    dues = queries.dues_of(found, on=today)
    facts = [
        (_("所在地"), places.path_of(found.division)), (_("建设单位"), found.developer),
        (_("户数（套）"), f"{found.dwellings:,}"), (_("标准"), found.norm),
        (_("面积口径"), AREAS[found.area_basis]), (_("应配（㎡）"), square(found.required_m2)),
        (_("规划（㎡）"), square(found.promised_m2)), (_("移交（㎡）"), square(found.delivered_m2)),
        (_("使用机构"), link(f"/facilities/{found.facility_id}/", found.facility.name)
         if found.facility else None),
    ]  # fmt: skip
    steps: list[tuple[Any, Any]] = [(title, getattr(found, name)) for name, title in STEPS]
    steps += [(_("住宅竣工验收"), found.completed_on), (_("移交期限"), by)]
    context = {
        "title": found.name, "found": found, "back_url": reverse("siting:projects"),
        "facts": facts, "steps": steps, "dues": [DUES[one] for one in dues],
        "badges": [badge(_dues(dues), "red") if dues else badge(_("没有发现问题"), "green")],
        "manages": request.actor.may(MANAGE),
    }  # fmt: skip
    return render(request, "siting/project.html", context)


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Return the projects a list asks for as texts."""
    today = clock.today()
    for one in listed(actor, query).order_by("division", "name"):
        days = [getattr(one, name) for name, _title in STEPS]
        yield (
            one.name, places.path_of(one.division), one.developer, str(one.dwellings), one.norm,
            str(one.required_m2), str(one.promised_m2),
            "" if one.delivered_m2 is None else str(one.delivered_m2),
            *(str(day or "") for day in [*days, one.completed_on]),
            _dues(queries.dues_of(one, on=today)),
        )  # fmt: skip


declare(
    Giving(
        "housing-projects", gettext_lazy("新建居住项目的养老用房"),
        [
            gettext_lazy("项目"), gettext_lazy("所在地"), gettext_lazy("建设单位"),
            gettext_lazy("户数（套）"), gettext_lazy("标准"), gettext_lazy("应配（㎡）"),
            gettext_lazy("规划（㎡）"), gettext_lazy("移交（㎡）"), gettext_lazy("规划审定日期"),
            gettext_lazy("用房建成日期"), gettext_lazy("用房验收日期"),
            gettext_lazy("用房移交日期"), gettext_lazy("住宅竣工验收日期"), gettext_lazy("问题"),
        ],
        give, READ, "/siting/projects/",
    )
)  # fmt: skip
