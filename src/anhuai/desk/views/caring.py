"""Care calls: rounds with their progress, whom they call, and the script on one page."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.cases.views.one import at_second, severity_badge
from anhuai.desk import actions, queries
from anhuai.desk.catalogue import CARE_LISTS, SCRIPTS
from anhuai.desk.forms import NoteForm, RoundForm, ScriptForm, WhoForm
from anhuai.desk.rules.caring import TO_CALL, CareState, Script
from anhuai.desk.views.found import named_person
from anhuai.desk.views.lists import Listing, divisions, listed, towns
from anhuai.places import queries as places
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, badge, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import is_english, title_of, word, words

CALLS, MANAGE = Permit.DESK_CALLS, Permit.DESK_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("姓名")),
    Column("place", gettext_lazy("地区"), ("division", "pk")),
    Column("state", gettext_lazy("状态")),
    Column("attempts", gettext_lazy("拨打次数"), css="num"),
    Column("last", gettext_lazy("最近拨打")),
    Column("officer", gettext_lazy("拨打人")),
    Column("severity", gettext_lazy("预警")),
)
_COLOURS = {
    CareState.WAITING: "grey", CareState.TRIED: "yellow", CareState.REACHED: "green",
    CareState.UNREACHED: "red", CareState.SKIPPED: "grey",
}  # fmt: skip


def list_title(code: str) -> str:
    """Return a list's title in the page's language; one no longer defined is its own title."""
    return title_of(CARE_LISTS[code]) if code in CARE_LISTS else code


def state_badge(code: str) -> SafeString:
    """Return where somebody of a round stands."""
    return badge(word(CareState(code)), _COLOURS[CareState(code)])


def _plain(row: tuple[Any, ...]) -> list[str]:
    _pk, _person, name, division, state, attempts, last, officer, severity, case = row
    return [
        name, places.path_of(division), word(CareState(state)), str(attempts), at_second(last),
        officer, f"{severity} #{case}" if case else "",
    ]  # fmt: skip


def _cells(rows: list[tuple[Any, ...]]) -> list[tuple[object, ...]]:
    made = []
    for row in rows:
        cells: list[object] = list(_plain(row))
        cells[0] = link(f"/desk/care/people/{row[0]}/", cells[0])
        cells[2] = state_badge(row[4])
        cells[6] = severity_badge(row[8]) if row[8] else ""
        made.append(tuple(cells))
    return made


@page(CALLS, menu=Menu(gettext_lazy("关爱电话"), "heart", 15, group="desk"), name="desk:care")
def round_list(request: ActorRequest) -> HttpResponse:
    """Every round within the scope with how far it has come."""
    lines = []
    for one in queries.rounds(request.actor)[:60]:
        done = queries.progress(request.actor, round_id=one.pk)
        state = badge(_("拨打中"), "blue") if one.ended_on is None else badge(_("已结束"), "grey")
        lines.append(
            (one.pk, list_title(one.code), places.name_of(one.division), f"{one.began_on:%Y-%m-%d}",
             state, done)
        )  # fmt: skip
    context = {
        "title": _("关爱电话"), "lines": lines, "manages": request.actor.may(MANAGE),
    }  # fmt: skip
    return render(request, "desk/rounds.html", context)


@page(MANAGE)
def new_round(request: ActorRequest) -> HttpResponse:
    """Begin a round."""
    form = RoundForm(request.POST or None, places=divisions(request, MANAGE))

    def perform(data: dict[str, Any]) -> str:
        made = actions.start_round(request.actor, code=data["code"], division=data["division"])
        return reverse("desk:round", args=[made.pk])

    return asked(request, form, perform, title=_("启动关爱电话"), back=reverse("desk:care"))


@page(CALLS)
def round_detail(request: ActorRequest, round_id: int) -> HttpResponse:
    """Whom a round calls, and who is next."""
    one = queries.care_round(request.actor, round_id)
    following = queries.next_to_call(request.actor, round_id=round_id)
    buttons = []
    if following is not None and one.ended_on is None:
        buttons.append((reverse("desk:care_call", args=[following]), _("下一位"), "arrow-right"))
    if request.actor.may(MANAGE) and one.ended_on is None:
        buttons.append((reverse("desk:add_to_round", args=[round_id]), _("加入一人"), "user-plus"))
        buttons.append((reverse("desk:end_round", args=[round_id]), _("结束这一轮"), "check"))
    states = [("open", _("还要拨打")), ("alarm", _("有预警")), *words(CareState)]
    return listed(
        request,
        Listing(
            key=f"care-{round_id}", title=f"{list_title(one.code)} {one.began_on:%Y-%m-%d}",
            columns=COLUMNS, order=["pk"],
            filters=[
                Filter("q", gettext_lazy("姓名")),
                Filter("state", gettext_lazy("状态"), "select", states),
                Filter("division", gettext_lazy("乡镇"), "select", towns(request, CALLS)),
                Filter("round", gettext_lazy("轮次"), "select",
                       [(str(round_id), f"{one.began_on:%Y-%m-%d}")]),
            ],
            read=partial(_read, round_id), rows=partial(_rows, round_id), cells=_cells,
            export="care-calls" , buttons=buttons,
        ),
    )  # fmt: skip


def _read(round_id: int, actor: Actor, **asks: Any) -> Any:
    asks.pop("round", None)
    return queries.care_page(actor, round_id=round_id, **asks)


def _rows(round_id: int, actor: Actor, **asks: Any) -> Any:
    asks.pop("round", None)
    return queries.care_calls(actor, round_id=round_id, **asks)


@page(MANAGE)
def add_to_round(request: ActorRequest, round_id: int) -> HttpResponse:
    """Put somebody on a round by hand."""
    queries.care_round(request.actor, round_id)
    form = WhoForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        person = named_person(request.actor, data["who"])
        actions.add_to_round(request.actor, round_id=round_id, person=person)

    back = reverse("desk:round", args=[round_id])
    return asked(request, form, perform, title=_("加入关爱名单"), back=back)


@page(MANAGE)
def end_round(request: ActorRequest, round_id: int) -> HttpResponse:
    """End a round."""
    one = queries.care_round(request.actor, round_id)
    left = queries.progress(request.actor, round_id=round_id).waiting
    form = NoteForm(request.POST or None)
    form.fields.pop("note")

    def perform(_data: dict[str, Any]) -> None:
        actions.end_round(request.actor, round_id=round_id)

    hint = _("还有 %(count)s 人没有拨打，结束后不再拨打。") % {"count": left} if left else ""
    more = {"hint": hint, "submit_title": _("结束这一轮")}
    title = _("结束：%(list)s") % {"list": list_title(one.code)}
    back = reverse("desk:round", args=[round_id])
    return asked(request, form, perform, title=title, back=back, more=more)


def _answers(script: Script, answers: Mapping[str, str]) -> list[tuple[str, str, object]]:
    """Return what was answered: question, answer, badge of what is an alarm."""
    told: list[tuple[str, str, object]] = []
    for question in script.questions:
        choice = question.choice(answers.get(question.code, ""))
        if choice is not None:
            title = question.title_en if is_english() else question.title
            mark = severity_badge(choice.severity) if choice.severity else ""
            told.append((title, title_of(choice), mark))
    return told


@page(CALLS)
def care_call(request: ActorRequest, care_id: int) -> HttpResponse:
    """One person of a round: what to say, what to ask; saved, it goes on to the next."""
    one = queries.care_detail(request.actor, care_id=care_id)
    script = SCRIPTS[CARE_LISTS[one.round.code].script]
    is_open = CareState(one.state) in TO_CALL and one.round.ended_on is None
    form = ScriptForm(request.POST or None, script=script)
    person = one.person
    context = {
        "back_url": reverse("desk:round", args=[one.round_id]), "care": one,
        "person": person, "place": places.path_of(one.division), "is_open": is_open,
        "badges": [state_badge(one.state), badge(list_title(one.round.code), "grey")],
        "opening": script.opening_en if is_english() else script.opening,
        "facts": [
            (_("人员"), link(f"/people/{person.pk}/", person.name)),
            (_("地区"), places.path_of(one.division)), (_("拨打次数"), one.attempts),
            (_("最近拨打"), at_second(one.last_at)), (_("拨打人"), one.officer),
            (_("备注"), one.note),
            (_("呼叫处置"), link(f"/cases/{one.case_id}/", f"#{one.case_id}")
             if one.case_id else ""),
        ],
        "answers": _answers(script, one.answers),
    }  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        note = data.pop("note")
        actions.record_answers(request.actor, care_id=care_id, answers=data, note=note)
        return onward(request, one)

    title = _("关爱电话：%(name)s") % {"name": person.name}
    return asked(
        request, form, perform, title=title, back=str(context["back_url"]), more=context,
        template="desk/care.html",
    )  # fmt: skip


def onward(request: ActorRequest, one: Any) -> str:
    """Return the page of whoever is next, or the round's where nobody is left."""
    following = queries.next_to_call(request.actor, round_id=one.round_id, after=one.pk)
    if following is None:
        return reverse("desk:round", args=[one.round_id])
    return reverse("desk:care_call", args=[following])


@page(CALLS)
def not_reached(request: ActorRequest, care_id: int) -> HttpResponse:
    """Note that nobody answered."""
    one = queries.care_detail(request.actor, care_id=care_id)
    form = NoteForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        actions.not_reached(request.actor, care_id=care_id, note=data["note"])
        return onward(request, one)

    back = reverse("desk:care_call", args=[care_id])
    return asked(request, form, perform, title=_("没有接通"), back=back)


@page(CALLS)
def skip(request: ActorRequest, care_id: int) -> HttpResponse:
    """Leave somebody out, saying why."""
    one = queries.care_detail(request.actor, care_id=care_id)
    form = NoteForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        actions.skip(request.actor, care_id=care_id, note=data["note"])
        return onward(request, one)

    back = reverse("desk:care_call", args=[care_id])
    return asked(request, form, perform, title=_("不必拨打"), back=back)


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield a round's people under the list's filters; without a round, of the newest one."""
    asks = {key: query.get(key, "") for key in ("q", "state", "division")}
    chosen = query.get("round", "")
    if chosen.isdecimal() and len(chosen) < 19:
        found = queries.rounds(actor).filter(pk=int(chosen)).first()
    else:
        found = queries.rounds(actor).first()
    after = ""
    while found is not None:
        seen = queries.care_page(actor, round_id=found.pk, order=["pk"], after=after, **asks)
        for row in seen.rows:
            yield _plain(row)
        after = seen.next
        if not after:
            return


declare(
    Giving("care-calls", gettext_lazy("关爱电话"), [c.title for c in COLUMNS], give, CALLS,
           "/desk/care/")
)  # fmt: skip
