"""Pages of carers' years and pay steps, of heads' training, and of honours; their workbooks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.divisions import Level
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import is_english, word, words
from anhuai.workforce import actions, queries
from anhuai.workforce.catalogue import CERTIFICATES
from anhuai.workforce.forms import HonourForm, RetractForm
from anhuai.workforce.rules import HonourLevel, RetrainState
from anhuai.workforce.views.exports import export_of

READ, MANAGE = Permit.WORKFORCE_READ, Permit.WORKFORCE_MANAGE
_NAME, _WHERE = Column("name", gettext_lazy("姓名")), Column("place", gettext_lazy("机构或地区"))
SERVICE = (
    _NAME, _WHERE, Column("years", gettext_lazy("工作年限（满年）"), css="num"),
    Column("grade", gettext_lazy("技能等级")),
    Column("service", gettext_lazy("年限津贴（元/月）"), css="num"),
    Column("skill", gettext_lazy("技能津贴（元/月）"), css="num"),
)  # fmt: skip
HEADS = (
    _NAME, _WHERE, Column("last", gettext_lazy("上次培训")),
    Column("due", gettext_lazy("到期日期")),
    Column("state", gettext_lazy("状态")),
)  # fmt: skip
HONOURS = (
    _NAME, Column("title", gettext_lazy("荣誉名称")), Column("issuer", gettext_lazy("授予单位")),
    Column("level", gettext_lazy("级别")), Column("on", gettext_lazy("授予日期")),
    Column("retract", gettext_lazy("操作")),
)  # fmt: skip
_COLOURS = {
    RetrainState.NEVER: "red", RetrainState.OVERDUE: "red", RetrainState.SOON: "orange",
    RetrainState.DONE: "green",
}  # fmt: skip


def grade_said(code: str) -> str:
    """Return a grade of the care worker's certificate."""
    for grade, zh, en in CERTIFICATES["elderly_care"].grades:
        if grade == code:
            return en if is_english() else zh
    return ""


def _towns(request: ActorRequest) -> Filter:
    towns = places.choices(
        request.actor, on=clock.today(), permit=Permit.PLACES_READ, level=Level.TOWN,
        within=county.code(),
    )  # fmt: skip
    return Filter("division", gettext_lazy("乡镇"), "select", towns)


def _part(text: str) -> str | None:
    return text if text.isdigit() else None


def _shown(request: ActorRequest, table: Table, title: str) -> HttpResponse:
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "platform/list.html"
    return render(request, template, {"table": table, "title": title})


@page(READ)
def service_list(request: ActorRequest) -> HttpResponse:
    """Care workers with their years of service, grade, and what the county pays for them."""
    today = clock.today()
    filters = filled(request, [_towns(request)])
    rows = queries.carer_steps(request.actor, on=today, division=_part(filters[0].value))
    is_set = bool(queries.steps(today))
    table = Table(
        key="workforce-service", columns=heads(request, SERVICE, ""), filters=filters,
        rows=[
            (
                link(f"/workforce/{one.worker}/", one.name), one.where or places.path_of(one.place),
                one.years, grade_said(one.grade) or _("无"),
                one.service if is_set else _("未定"), one.skill or _("未定"),
            )
            for one in rows
        ],
        count_text=_("共 %(count)s 名护理员；档次和金额是县里的参数，没有决定的不计，未核实")
        % {"count": len(rows)},
        export_url=export_of(request, "carer-service"), empty_title=_("没有在岗的护理员"),
        empty_hint=_("先在从业人员里登记护理员岗位。"),
    )  # fmt: skip
    return _shown(request, table, _("年限和技能津贴"))


@page(READ)
def head_list(request: ActorRequest) -> HttpResponse:
    """Heads of institutions: who must be trained again, every two years."""
    state = Filter("state", gettext_lazy("状态"), "select", words(RetrainState))
    filters = filled(request, [state, _towns(request)])
    rows = queries.heads_trained(
        request.actor, on=clock.today(), state=state_of(filters[0].value),
        division=_part(filters[1].value),
    )  # fmt: skip
    table = Table(
        key="workforce-heads", columns=heads(request, HEADS, ""), filters=filters,
        rows=[
            (
                link(f"/workforce/{one.worker}/", one.name), one.where or places.path_of(one.place),
                _day(one.last), _day(one.due), badge(word(one.state), _COLOURS[one.state]),
            )
            for one in rows
        ],
        count_text=_("共 %(count)s 条") % {"count": len(rows)},
        export_url=export_of(request, "heads-training"), empty_title=_("没有符合条件的负责人"),
        empty_hint=_("养老机构负责人每两年培训一次。"),
    )  # fmt: skip
    return _shown(request, table, _("负责人培训"))


def state_of(text: str) -> RetrainState | None:
    """Return the state an address asks for; None for all."""
    return RetrainState(text) if text in set(RetrainState) else None


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def _level(text: str) -> str:
    return text if text in set(HonourLevel) else ""


@page(READ)
def honour_list(request: ActorRequest) -> HttpResponse:
    """Honours of the area's workers, the newest first."""
    filters = filled(request, [
        Filter("q", gettext_lazy("姓名")),
        Filter("level", gettext_lazy("级别"), "select", words(HonourLevel)),
    ])  # fmt: skip
    rows: Any = queries.honours(request.actor, q=filters[0].value, level=_level(filters[1].value))
    manages = request.actor.may(MANAGE)
    table = Table(
        key="workforce-honours", columns=heads(request, HONOURS, ""), filters=filters,
        rows=[
            (
                link(f"/workforce/{worker}/", name), title, issuer, word(HonourLevel(level)),
                f"{on:%Y-%m-%d}",
                link(reverse("workforce:honour_retract", args=[key]), _("作废")) if manages else "",
            )
            for key, worker, name, title, issuer, level, on, _document in rows
        ],
        count_text=_("共 %(count)s 条") % {"count": len(rows)},
        export_url=export_of(request, "honours"), empty_title=_("还没有登记荣誉"),
        empty_hint=_("在从业人员的页面点“登记荣誉”。"),
    )  # fmt: skip
    return _shown(request, table, _("荣誉"))


def honour_lines(request: ActorRequest, worker: int) -> list[tuple[str, str, str, str]]:
    """Return a worker's honours for their page: what, by whom, of which level, when."""
    rows: Any = queries.honours(request.actor, worker=worker)
    return [
        (title, issuer, word(HonourLevel(level)), f"{on:%Y-%m-%d}")
        for _key, _worker, _name, title, issuer, level, on, _document in rows
    ]


@page(MANAGE)
def honour_new(request: ActorRequest, worker_id: int) -> HttpResponse:
    """Record an honour."""
    found = queries.worker(request.actor, worker_id, permit=MANAGE)
    form = HonourForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.add_honour(
            request.actor, worker=worker_id, title=data["title"], issuer=data["issuer"],
            level=HonourLevel(data["level"]), on=data["on"], document=data["document"],
        )  # fmt: skip

    return asked(
        request,
        form,
        perform,
        title=_("登记荣誉：%(name)s") % {"name": found.name},
        back=reverse("workforce:worker", args=[worker_id]),
    )


@page(MANAGE)
def honour_retract(request: ActorRequest, honour_id: int) -> HttpResponse:
    """Take back an honour that was recorded in error."""
    one = queries.honour(request.actor, honour_id)
    form = RetractForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.retract_honour(request.actor, honour=honour_id, reason=data["reason"])

    title = _("作废荣誉：%(name)s") % {"name": one.title}
    return asked(request, form, perform, title=title, back=reverse("workforce:honours"))


# workbooks --------------------------------------------------------------------------------------


def give_service(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the care workers with their years and steps."""
    for one in queries.carer_steps(
        actor, on=clock.today(), division=_part(query.get("division", ""))
    ):
        yield [
            one.name, one.where or places.path_of(one.place), str(one.years),
            grade_said(one.grade), str(one.service), str(one.skill),
        ]  # fmt: skip


def give_heads(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the heads with their trainings."""
    for one in queries.heads_trained(
        actor, on=clock.today(), state=state_of(query.get("state", "")),
        division=_part(query.get("division", "")),
    ):  # fmt: skip
        yield [
            one.name, one.where or places.path_of(one.place), _day(one.last), _day(one.due),
            word(one.state),
        ]  # fmt: skip


def give_honours(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the honours."""
    rows: Any = queries.honours(actor, q=query.get("q", ""), level=_level(query.get("level", "")))
    for _key, _worker, name, title, issuer, level, on, document in rows:
        yield [name, title, issuer, word(HonourLevel(level)), f"{on:%Y-%m-%d}", document]


for _code, _title, _columns, _give, _url in (
    ("carer-service", gettext_lazy("年限和技能津贴"), SERVICE, give_service, "/workforce/service"),
    ("heads-training", gettext_lazy("负责人培训"), HEADS, give_heads, "/workforce/heads"),
):
    declare(Giving(
        code=_code, title=_title, heads=tuple(one.title for one in _columns), give=_give,
        give_permit=MANAGE, list_url=_url,
    ))  # fmt: skip
declare(Giving(
    code="honours", title=gettext_lazy("荣誉"),
    heads=(*(one.title for one in HONOURS[:-1]), gettext_lazy("依据文件")), give=give_honours,
    give_permit=MANAGE, list_url="/workforce/honours/",
))  # fmt: skip
