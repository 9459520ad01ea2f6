"""The applications as a list, and one with its steps and clocks."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.benefits import queries
from anhuai.benefits.catalogue.procedures import PROCEDURES
from anhuai.benefits.rules.applying import Channel
from anhuai.benefits.rules.procedure import Level as By
from anhuai.benefits.rules.procedure import State, Step
from anhuai.benefits.views.wording import said_lines
from anhuai.kernel.divisions import Level
from anhuai.kernel.money import Fen, format_yuan
from anhuai.places import queries as places
from anhuai.platform import clock, county, files
from anhuai.platform.acting import Actor
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    cited,
    count_up_to,
    filled,
    heads,
    link,
    order_of,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import title_of, word, words

READ = Permit.BENEFITS_READ
PERMITS = {
    By.APPLICANT: Permit.BENEFITS_APPLY,
    By.TOWN: Permit.BENEFITS_HANDLE,
    By.COUNTY: Permit.BENEFITS_CONFIRM,
}
COLUMNS = (
    Column("name", gettext_lazy("姓名")),
    Column("item", gettext_lazy("待遇"), ("item", "pk")),
    Column("place", gettext_lazy("办理地"), ("division", "pk")),
    Column("channel", gettext_lazy("来源")),
    Column("state", gettext_lazy("状态"), ("state", "pk")),
    Column("due", gettext_lazy("这一步时限")),
    Column("whole", gettext_lazy("办结时限")),
    Column("applied", gettext_lazy("申请日期"), ("applied_on", "pk")),
)


def towns(request: ActorRequest) -> list[tuple[str, str]]:
    """Return the towns a list can be narrowed to."""
    found = places.choices(
        request.actor, on=clock.today(), permit=Permit.PLACES_READ, level=Level.TOWN,
        within=county.code(),
    )  # fmt: skip
    return list(found)


def state_badge(state: str) -> SafeString:
    """Return where an application stands as a badge."""
    one = State(state)
    return badge(word(one), one.colour)


def due_badge(due: date | None, state: str, on: date) -> SafeString | str:
    """Return a clock: red when it ran out, "—" where nobody set one."""
    if due is None or not State(state).is_open:
        return "—"
    if due < on:
        return badge(_("%(due)s 超期") % {"due": f"{due:%Y-%m-%d}"}, "red")
    return f"{due:%Y-%m-%d}"


def _which(asks: Mapping[str, str]) -> queries.WhichApplications:
    which: queries.WhichApplications = {}
    if asks.get("item"):
        which["item"] = asks["item"]
    if asks.get("state") in list(State):
        which["state"] = asks["state"]
    if asks.get("state") == "open":
        which["is_open"] = True
    if asks.get("division", "").isdigit():
        which["division"] = asks["division"]
    if asks.get("late") == "1":
        which["late_on"] = clock.today()
    return which


def _cells(rows: Iterable[tuple[Any, ...]], on: date) -> list[tuple[object, ...]]:
    return [
        (
            link(f"/benefits/applications/{key}/", name), queries.title_of_item(item),
            places.path_of(place), word(Channel(channel)), state_badge(state),
            due_badge(due, state, on), due_badge(whole, state, on), f"{applied:%Y-%m-%d}",
        )
        for key, _person, name, item, place, channel, state, _since, due, whole, applied in rows
    ]  # fmt: skip


@page(
    READ,
    menu=Menu(gettext_lazy("待遇申请"), "inbox", 32, group="money", permit=Permit.BENEFITS_APPLY),
    name="benefits:applications",
)
def application_list(request: ActorRequest) -> HttpResponse:
    """The applications in the area, or of a family's own people."""
    today = clock.today()
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("姓名"), placeholder=gettext_lazy("姓名、拼音或首字母")),
            Filter("item", gettext_lazy("待遇"), "select", queries.item_choices()),
            Filter(
                "state", gettext_lazy("状态"), "select",
                [("open", _("办理中")), *words(State)],
            ),
            Filter("division", gettext_lazy("乡镇"), "select", towns(request)),
            Filter("late", gettext_lazy("时限"), "select", [("1", _("已超期"))]),
        ],
    )  # fmt: skip
    asks = {one.name: one.value for one in filters}
    which, q = _which(asks), asks["q"]
    order, key = order_of(request, COLUMNS, ["-pk"])
    try:
        seen = queries.page(
            request.actor, q=q, order=order, after=request.GET.get("after", ""), **which
        )
    except BadCursor:
        seen = queries.page(request.actor, q=q, order=order, **which)
    count, more = count_up_to(queries.listed(request.actor, q=q, **which))
    table = Table(
        key="applications", columns=heads(request, COLUMNS, key), rows=_cells(seen.rows, today),
        filters=filters, next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 件申请") if more else _("共 %(count)s 件申请"))
        % {"count": count},
        export_url="/sheets/benefit-applications/export"
        if request.actor.may(Permit.BENEFITS_EXPORT) else "",
        create_url=reverse("benefits:apply") if request.actor.may(Permit.BENEFITS_APPLY) else "",
        create_title=_("提出申请"), empty_title=_("没有符合条件的申请"),
        empty_hint=_("请放宽筛选条件；只能看到您负责范围内或自己家人的申请。"),
    )  # fmt: skip
    return shown_list(request, table, _("待遇申请"))


def _give(actor: Actor, query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    which = _which(query)
    after = ""
    while True:
        seen = queries.page(actor, q=query.get("q", ""), order=["-pk"], after=after, **which)
        for _key, _person, name, item, place, channel, state, _s, due, whole, applied in seen.rows:
            yield (
                name, queries.title_of_item(item), places.path_of(place),
                Channel(channel).title_zh, State(state).title_zh, str(due or ""),
                str(whole or ""), str(applied),
            )  # fmt: skip
        after = seen.next
        if not after:
            return


declare(
    Giving(
        "benefit-applications", gettext_lazy("待遇申请"), [c.title for c in COLUMNS], _give,
        Permit.BENEFITS_EXPORT, "/benefits/applications/",
    )
)  # fmt: skip


@page(READ)
def application(request: ActorRequest, application_id: int) -> HttpResponse:
    """One application: where it stands, by when what is done by whom, and everything done."""
    found = queries.detail(request.actor, application_id)
    one, today = found.application, clock.today()
    procedure, state = PROCEDURES[one.procedure], State(one.state)
    context = {
        "title": _("%(item)s申请：%(name)s")
        % {"item": queries.title_of_item(one.item), "name": one.person.name},
        "back_url": reverse("benefits:applications"), "badges": [state_badge(one.state)],
        "application": one, "facts": _facts(one, today),
        "person_url": f"/people/{one.person_id}/",
        "steps": [(_step_url(one, step), word(step), step) for step in _may(request.actor, one)],
        "path": [_planned(step, procedure.waiting(state)) for step in procedure.path],
        "timeline": [_line(step, found.photos, application_id) for step in reversed(found.steps)],
        "says": one.answers.get("says", ""), "reasons": one.reasons,
        "declared": said_lines(queries.said_of(one)),
        "declare_url": f"{reverse('benefits:declare', args=[one.person_id])}?application={one.pk}"
        if request.actor.scope(Permit.BENEFITS_HANDLE).covers(one.division) else "",
        "procedure": title_of(procedure),
    }  # fmt: skip
    return render(request, "benefits/application.html", context)


def _may(actor: Actor, one: Any) -> list[Step]:
    reached = []
    for step in PROCEDURES[one.procedure].possible(State(one.state)):
        scope = actor.scope(PERMITS[step.level])
        if scope.covers(one.division) or one.person_id in scope.persons:
            reached.append(step)
    return reached


def _step_url(one: Any, step: Step) -> str:
    return reverse("benefits:application_step", args=[one.pk, step.value])


def _facts(one: Any, today: date) -> list[tuple[str, object]]:
    return [
        (_("待遇"), queries.title_of_item(one.item)),
        (_("姓名"), one.person.name),
        (_("来源"), word(Channel(one.channel))),
        (_("办理地"), places.path_of(one.division)),
        (_("申请日期"), f"{one.applied_on:%Y-%m-%d}"),
        (_("这一步时限"), due_badge(one.due, one.state, today)),
        (_("办结时限"), due_badge(one.whole_due, one.state, today)),
        (_("决定日期"), f"{one.decided_on:%Y-%m-%d}" if one.decided_on else "—"),
        (_("下次复核"), f"{one.review_on:%Y-%m-%d}" if one.review_on else "—"),
    ]


def _planned(step: Step, waiting: Step | None) -> dict[str, object]:
    basis = step.basis
    return {
        "title": word(step), "level": word(step.level), "is_next": step is waiting,
        "basis": cited(basis),
    }  # fmt: skip


def _line(step: Any, photos: Iterable[tuple[int, int, str]], key: int) -> dict[str, object]:
    said = [step.says] if step.says else []
    if step.favourable is not None and step.step in (Step.SURVEY, Step.CHECK):
        said.insert(0, _("意见：同意") if step.favourable else _("意见：不同意"))
    if step.amount is not None:
        said.insert(0, _("救助 %(amount)s 元") % {"amount": format_yuan(Fen(step.amount))})
    if step.due is not None and step.on > step.due:
        said.append(_("超过时限 %(due)s") % {"due": step.due})
    return {
        "at": f"{step.on:%Y-%m-%d}", "title": word(Step(step.step)), "text": "；".join(said),
        "who": step.by,
        "photos": [
            (reverse("benefits:application_photo", args=[key, file]), name)
            for of, file, name in photos if of == step.pk
        ],
    }  # fmt: skip


@page(READ)
def application_photo(request: ActorRequest, application_id: int, file_id: int) -> FileResponse:
    """One photo or scan, as a download."""
    return files.download(queries.photo(request.actor, application_id, file_id))
