"""Filing online: the list with its clocks, sending papers, the answer, the check on site."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.facilities import actions, queries
from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.forms import CheckForm, FilingForm, ReceiptForm, RefusalForm
from anhuai.facilities.rules import FILINGS, FilingPapers, FilingState, FilingWhat
from anhuai.facilities.rules.filing import FilingKind, may_end
from anhuai.facilities.views.wording import url_of
from anhuai.kernel.divisions import Level
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    count_up_to,
    filled,
    heads,
    link,
    order_of,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import definitions, title_of, word, words

READ, MANAGE = Permit.FACILITIES_READ, Permit.FACILITIES_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("机构")),
    Column("place", gettext_lazy("所在地"), ("place",)),
    Column("what", gettext_lazy("办理什么")),
    Column("submitted", gettext_lazy("提交日期"), ("submitted_on",), css="nowrap"),
    Column("state", gettext_lazy("状态"), ("state",)),
    Column("answer", gettext_lazy("答复期限"), ("answer_by",), css="nowrap"),
    Column("number", gettext_lazy("回执编号")),
    Column("check", gettext_lazy("现场核查")),
)
_COLOURS = {
    FilingState.SUBMITTED: "orange", FilingState.RECEIVED: "green", FilingState.REFUSED: "red",
    FilingState.WITHDRAWN: "grey",
}  # fmt: skip


def state_badge(state: str, answer_by: Any) -> SafeString:
    """Return where a filing stands; one past its clock in red."""
    one = FilingState(state)
    if one is FilingState.SUBMITTED and answer_by < clock.today():
        return badge(f"{word(one)} · {_('已逾期')}", "red")
    return badge(word(one), _COLOURS[one])


def check_badge(check_by: Any, checked_on: Any, passed: Any) -> SafeString | str:
    """Return how the check on site stands."""
    if checked_on is not None:
        said = _("与备案相符") if passed else _("不符合")
        return badge(f"{said} {checked_on:%Y-%m-%d}", "green" if passed else "red")
    if check_by is None:
        return ""
    late = check_by < clock.today()
    return badge(
        _("应在 %(day)s 前") % {"day": f"{check_by:%Y-%m-%d}"}, "red" if late else "orange"
    )


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    return {
        **{name: asks.get(name, "") for name in ("q", "kind", "state", "division")},
        "late": clock.today() if asks.get("late") else None,
    }


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [
        (
            link(reverse("facilities:filing", args=[key]), name), places.path_of(place),
            f"{title_of(FILINGS[kind])} · {word(FilingWhat(what))}", f"{on:%Y-%m-%d}",
            state_badge(state, by), f"{by:%Y-%m-%d}", number, check_badge(check_by, done, passed),
        )
        for key, _f, name, place, kind, what, state, on, by, _a, number, check_by, done, passed
        in rows
    ]  # fmt: skip


@page(
    READ,
    menu=Menu(gettext_lazy("机构备案"), "certificate", 29, group="care", permit=MANAGE),
    name="facilities:filings",
)
def filing_list(request: ActorRequest) -> HttpResponse:
    """The filings in scope with their clocks."""
    towns = places.choices(
        request.actor, on=clock.today(), permit=Permit.PLACES_READ, level=Level.TOWN,
        within=county.code(),
    )  # fmt: skip
    filters = filled(request, [
        Filter("q", gettext_lazy("名称")),
        Filter("division", gettext_lazy("乡镇"), "select", towns),
        Filter("kind", gettext_lazy("备案类型"), "select", definitions(FILINGS)),
        Filter("state", gettext_lazy("状态"), "select", words(FilingState)),
        Filter("late", gettext_lazy("只看已逾期"), "check"),
    ])  # fmt: skip
    which = which_of({one.name: one.value for one in filters})
    order, sorted_by = order_of(request, COLUMNS, ["-submitted_on"])
    try:
        seen = queries.filing_page(
            request.actor, order=order, after=request.GET.get("after", ""), **which
        )
    except BadCursor:
        seen = queries.filing_page(request.actor, order=order, **which)
    count, _more = count_up_to(queries.listed_filings(request.actor, **which))
    export = changed(request).partition("?")[2]
    table = Table(
        key="filings", columns=heads(request, COLUMNS, sorted_by), rows=_cells(seen.rows),
        filters=filters, next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=_("共 %(count)s 条") % {"count": count},
        export_url=f"{reverse('platform:sheet_export', args=['filings'])}?{export}"
        if request.actor.may(Permit.FACILITIES_EXPORT) else "",
        empty_title=_("没有备案"),
        empty_hint=_("机构在自己的机构页提交备案，主管部门在这里答复。"),
    )  # fmt: skip
    whole = not request.headers.get("HX-Request")
    template = "platform/list.html" if whole else "platform/_rows.html"
    return render(request, template, {"table": table, "title": _("机构备案")})


def give_filings(actor: Actor, query: Mapping[str, str]) -> Any:
    """Yield the filings a list asks for."""
    rows = queries.listed_filings(actor, **which_of(query)).order_by("submitted_on", "pk")
    for row in list(rows.values_list(*queries.FILING_ROW)):
        _k, _f, name, place, kind, what, state, on, by, answered, number, check, done, ok = row
        yield [
            name, places.path_of(place), title_of(FILINGS[kind]), word(FilingWhat(what)),
            word(FilingState(state)), on.isoformat(), by.isoformat(), str(answered or ""), number,
            str(check or ""), str(done or ""), "" if ok is None else _("是") if ok else _("否"),
        ]  # fmt: skip


declare(
    Giving(
        code="filings", title=gettext_lazy("机构备案"),
        heads=(
            gettext_lazy("机构"), gettext_lazy("所在地"), gettext_lazy("备案类型"),
            gettext_lazy("办理什么"), gettext_lazy("状态"), gettext_lazy("提交日期"),
            gettext_lazy("答复期限"), gettext_lazy("答复日期"), gettext_lazy("回执编号"),
            gettext_lazy("核查期限"), gettext_lazy("核查日期"), gettext_lazy("与备案相符"),
        ),
        give=give_filings, give_permit=Permit.FACILITIES_EXPORT, list_url="/facilities/filings/",
    )
)  # fmt: skip


@page(READ)
def filing_detail(request: ActorRequest, filing_id: int) -> HttpResponse:
    """One filing: its papers, clocks and answer."""
    one = queries.filing(request.actor, filing_id)
    kind = FILINGS[one.kind]
    manages = request.actor.may(MANAGE)
    official = manages and queries.is_official(request.actor, one.facility)
    waits = one.state == FilingState.SUBMITTED
    context = {
        "title": f"{title_of(kind)}：{one.facility.name}",
        "back_url": reverse("facilities:filings"), "back_title": _("机构备案"),
        "badges": [state_badge(one.state, one.answer_by)], "one": one,
        "facts": [
            (_("机构"), link(url_of(one.facility_id), one.facility.name)),
            (_("办理什么"), word(FilingWhat(one.what))),
            (_("提交日期"), f"{one.submitted_on:%Y-%m-%d}"), (_("提交人"), one.submitted_by),
            (_("答复期限"), f"{one.answer_by:%Y-%m-%d}"),
            (_("不予备案须在"), one.refuse_by and f"{one.refuse_by:%Y-%m-%d}"),
            (_("收住首日"), one.began_on and f"{one.began_on:%Y-%m-%d}"),
            (_("法定代表人"), one.legal_person), (_("登记证书编号"), one.registration),
            (_("房屋权属"), one.premises), (_("变更内容"), one.changes),
            (_("安置情况"), one.resettled),
            (_("告知日期"), one.noticed_on and f"{one.noticed_on:%Y-%m-%d}"),
            (_("最早可终止"), _ends(kind, one)),
            (_("已签署承诺书"), _("是") if one.committed else _("否")),
        ],
        "answer": [
            (_("答复日期"), one.answered_on and f"{one.answered_on:%Y-%m-%d}"),
            (_("回执编号"), one.number), (_("不予备案的原因"), one.ground),
            (_("经办人"), one.answered_by),
            (_("现场核查"), check_badge(one.check_by, one.checked_on, one.check_passed)),
            (_("核查情况"), one.check_says),
        ],
        "basis": kind.basis.citation, "note": kind.answer_basis.note,
        "can_answer": waits and official, "can_withdraw": waits and manages,
        "can_check": official and one.check_by is not None and one.checked_on is None,
    }  # fmt: skip
    return render(request, "facilities/filing.html", context)


def _ends(kind: FilingKind, one: Any) -> str:
    first = may_end(kind, one.noticed_on)
    return f"{first:%Y-%m-%d}" if first else ""


@page(MANAGE)
def filing_new(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Send a filing's papers."""
    found = queries.managed(request.actor, facility_id)
    group = KINDS[found.kind].group
    code = next((code for code, one in FILINGS.items() if one.group == group), "")
    if not code:
        raise NotHere("filing", facility_id)
    form = FilingForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        papers = FilingPapers(**data | {"what": FilingWhat(data["what"])})
        made = actions.submit_filing(
            request.actor, facility=facility_id, kind=code, papers=papers, on=clock.today()
        )
        return reverse("facilities:filing", args=[made.pk])

    hint = _("名称、床位、面积取自机构登记，不用再填。主管部门 %(days)s 个工作日内答复。")
    return asked(
        request, form, perform, title=f"{title_of(FILINGS[code])}：{found.name}",
        back=url_of(facility_id),
        more={"hint": hint % {"days": FILINGS[code].answer_within}, "submit_title": _("提交")},
    )  # fmt: skip


def _answered(
    request: ActorRequest, filing_id: int, form: Any, perform: Any, title: str
) -> HttpResponse:
    one = queries.filing(request.actor, filing_id, permit=MANAGE)
    queries.managed(request.actor, one.facility_id, officially=True)

    def done(data: dict[str, Any]) -> None:
        version = data.pop("version", None)
        perform(
            request.actor, filing=filing_id, version=one.version if version is None else version,
            **data,
        )  # fmt: skip

    back = reverse("facilities:filing", args=[filing_id])
    return asked(request, form, done, title=f"{title}：{one.facility.name}", back=back)


def _initial(request: ActorRequest, filing_id: int) -> dict[str, Any]:
    one = queries.filing(request.actor, filing_id, permit=MANAGE)
    return {"on": clock.today(), "version": one.version}


@page(MANAGE)
def filing_receive(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Give the receipt."""
    form = ReceiptForm(request.POST or None, initial=_initial(request, filing_id))
    return _answered(request, filing_id, form, actions.receive_filing, _("出具备案回执"))


@page(MANAGE)
def filing_refuse(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Refuse a filing."""
    form = RefusalForm(request.POST or None, initial=_initial(request, filing_id))
    return _answered(request, filing_id, form, actions.refuse_filing, _("不予备案"))


@page(MANAGE)
def filing_withdraw(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Take a filing back before it is answered."""
    one = queries.filing(request.actor, filing_id, permit=MANAGE)

    def perform(_data: dict[str, Any]) -> None:
        actions.withdraw_filing(request.actor, filing=filing_id, version=one.version)

    back = reverse("facilities:filing", args=[filing_id])
    return asked(
        request, OnceForm(request.POST or None), perform, title=_("撤回备案"), back=back,
        more={"submit_title": _("撤回备案"), "hint": _("撤回后可以重新提交。")},
    )  # fmt: skip


@page(MANAGE)
def filing_check(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Record the check on site."""
    form = CheckForm(request.POST or None, initial=_initial(request, filing_id))

    def perform(actor: Actor, **data: Any) -> None:
        actions.check_filing(actor, **data | {"passed": data["passed"] == "1"})

    return _answered(request, filing_id, form, perform, _("登记备案后核查"))
