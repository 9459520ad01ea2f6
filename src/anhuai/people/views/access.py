"""A person's access report: who read or changed what, when and why; on screen and on paper."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.people import queries
from anhuai.people.queries.access import Accesses, Span
from anhuai.people.views import wording
from anhuai.platform import audit, clock, retaining
from anhuai.platform.asking import RevealForm, asked
from anhuai.platform.listing import BadCursor, Column, Filter, Table, badge, filled, heads
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import called, next_url, shown_at
from anhuai.platform.words import is_english

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "people" / "access.typ"
ON_PAPER = 2000
_KINDS = {
    audit.Kind.READING: (gettext_lazy("查看"), "grey"),
    audit.Kind.ACTION: (gettext_lazy("修改"), "blue"),
}
COLUMNS = (
    Column("at", gettext_lazy("时间")),
    Column("actor", gettext_lazy("谁")),
    Column("kind", gettext_lazy("类别")),
    Column("name", gettext_lazy("做了什么")),
    Column("reason", gettext_lazy("目的或理由")),
)


def _asked(request: ActorRequest) -> tuple[list[Filter], Span]:
    kinds = [(str(kind), title) for kind, (title, _colour) in _KINDS.items()]
    filters = filled(
        request,
        [
            Filter("kind", gettext_lazy("类别"), "select", kinds),
            Filter("from", gettext_lazy("从"), "date"),
            Filter("to", gettext_lazy("到"), "date"),
        ],
    )
    kind, since, last = (one.value for one in filters)
    known = kind if kind in {key for key, _title in kinds} else ""
    return filters, Span(known, _day(since), _day(last))


def in_chinese(text: str) -> object:
    """Return what somebody wrote, marked for readers of the English page."""
    return format_html('<span lang="zh">{}</span>', text) if text else "—"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None  # a date field left half-typed filters nothing


def _texts(row: tuple[Any, ...]) -> tuple[str, str, str, str, str]:
    _sequence, at, actor, kind, name, reason = row
    who = _("系统自动处理") if actor == "system" else actor
    title = str(_KINDS[kind][0]) if kind in _KINDS else ""
    return shown_at(at), who, title, called(kind, name), reason


@page(Permit.PEOPLE_ACCESS)
def person_access(request: ActorRequest, person_id: int) -> HttpResponse:
    """Who read or changed a person's file, newest first."""
    filters, span = _asked(request)
    try:
        found = queries.accesses(
            request.actor, person=person_id, span=span, after=request.GET.get("after", "")
        )
    except BadCursor:
        found = queries.accesses(request.actor, person=person_id, span=span)
    cells = [
        (
            at,
            who,
            badge(kind, _KINDS[row[3]][1]) if row[3] in _KINDS else "",
            name,
            in_chinese(reason),
        )
        for row in found.page.rows
        for at, who, kind, name, reason in [_texts(row)]
    ]
    table = Table(
        key=f"access-{person_id}", columns=heads(request, COLUMNS, ""), rows=cells,
        filters=filters, next_url=next_url(request, found.page.next),
        empty_title=_("没有符合条件的记录"), empty_hint=_("还没有人看过或改过，或换个条件再查。"),
    )  # fmt: skip
    query = request.GET.urlencode()
    paper = reverse("people:access_paper", args=[person_id])
    context = {
        "table": table,
        "title": _("%(name)s的个人信息查阅报告") % {"name": found.name},
        "found": found,
        "holds": request.actor.may(Permit.RETENTION_DECIDE),
        "paper_url": f"{paper}?{query}" if query else paper,
        "back_url": wording.url_of(person_id),
    }
    is_rows = request.headers.get("HX-Request")
    return render(request, "platform/_rows.html" if is_rows else "people/access.html", context)


@page(Permit.PEOPLE_ACCESS)
def person_access_paper(request: ActorRequest, person_id: int) -> HttpResponse:
    """The report as a PDF to hand over."""
    _filters, span = _asked(request)
    found = queries.accesses(request.actor, person=person_id, span=span, size=ON_PAPER)
    answer = HttpResponse(_paper(found, request), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="access-{person_id}.pdf"'
    return answer


def _paper(found: Accesses, request: ActorRequest) -> bytes:
    import typst

    cut = _("记录较多，只列出最近 %(count)s 条；请按时间分段打印。") % {"count": ON_PAPER}
    data = {
        "lang": "en" if is_english() else "zh",
        "title": _("个人信息查阅报告"),
        "subtitle": _("%(name)s · 出具日期 %(day)s · 出具人 %(who)s") % {
            "name": found.name, "day": clock.today().isoformat(), "who": request.actor.name,
        },
        "heads": [str(column.title) for column in COLUMNS],
        "rows": [list(_texts(row)) for row in found.page.rows],
        "foot": (cut if found.page.next else "")
        + _("依据《个人信息保护法》第四十五条出具。记录取自不可改动的审计记录。"),
    }  # fmt: skip
    made: bytes = typst.compile(TEMPLATE, format="pdf", sys_inputs={"data": json.dumps(data)})
    return made


@page(Permit.RETENTION_DECIDE)
def person_hold(request: ActorRequest, person_id: int) -> HttpResponse:
    """Keep everything about a person, whatever the rules of retention say."""
    one = queries.person_in_scope(request.actor, person_id)

    def perform(data: dict[str, Any]) -> None:
        retaining.hold(request.actor, person=person_id, reason=data["reason"])

    post = request.POST if request.method == "POST" else None
    hint = _("法院、审计或投诉需要时，到期也不删除，直到在“数据保存期限”里解除。")
    return asked(
        request, RevealForm(post), perform, title=_("法定保全：%(name)s") % {"name": one.name},
        back=wording.url_of(person_id), more={"hint": hint},
    )  # fmt: skip
