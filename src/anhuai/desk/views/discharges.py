"""Hospitals' notices of who went home: the list, what is held, and by Excel both ways."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.cases.views.one import at_second
from anhuai.desk import actions, queries
from anhuai.desk.forms import NoteForm, WhoForm
from anhuai.desk.rules.discharges import HELD, SENTENCES, DischargeState, Told
from anhuai.desk.views.found import named_person
from anhuai.desk.views.lists import Listing, listed, towns
from anhuai.kernel.identity import mask_citizen_id, parse_citizen_id
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, badge, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sealing import unseal
from anhuai.platform.sheets.register import Column as Cell
from anhuai.platform.sheets.register import Outcome, Register, Row, declare
from anhuai.platform.words import is_english, word, words

CALLS, MANAGE, SEND = Permit.DESK_CALLS, Permit.DESK_MANAGE, Permit.DISCHARGES_SEND
COLUMNS = (
    Column("name", gettext_lazy("姓名")),
    Column("hospital", gettext_lazy("医院")),
    Column("day", gettext_lazy("出院日期"), ("discharged_on", "pk")),
    Column("place", gettext_lazy("地区"), ("division", "pk")),
    Column("state", gettext_lazy("状态")),
    Column("received", gettext_lazy("收到时间")),
)
CELLS = (
    Cell("name", "姓名", required=True, example="某某某"),
    Cell("identity", "身份证号", required=True, width=22),
    Cell("day", "出院日期", required=True, example="2026-11-20"),
    Cell("hospital", "医院", required=True, example="县人民医院", width=20),
    Cell("serial", "通知编号", width=20, help="医院自己的编号，同一编号只收一次；可不填"),
)


def state_badge(code: str) -> SafeString:
    """Return where a notice stands."""
    state = DischargeState(code)
    colour = "red" if state in HELD else "green" if state is DischargeState.LISTED else "grey"
    return badge(word(state), colour)


def _plain(row: tuple[Any, ...]) -> list[str]:
    _pk, _person, name, hospital, day, division, state, received = row
    return [
        name, hospital, f"{day:%Y-%m-%d}", places.path_of(division), word(DischargeState(state)),
        at_second(received),
    ]  # fmt: skip


def _cells(rows: list[tuple[Any, ...]]) -> list[tuple[object, ...]]:
    made = []
    for row in rows:
        cells: list[object] = list(_plain(row))
        cells[0] = link(reverse("desk:discharge", args=[row[0]]), cells[0])
        cells[4] = state_badge(row[6])
        made.append(tuple(cells))
    return made


@page(
    CALLS, menu=Menu(gettext_lazy("出院通知"), "heart", 17, group="desk"), name="desk:discharges"
)  # fmt: skip
def discharge_list(request: ActorRequest) -> HttpResponse:
    """Every notice within the scope, newest first."""
    buttons = []
    if request.actor.may(SEND):
        buttons.append(("/sheets/discharges/import", _("导入 Excel"), "upload"))
    return listed(
        request,
        Listing(
            key="discharges", title=_("出院通知"), columns=COLUMNS, order=["-pk"],
            filters=[
                Filter("q", gettext_lazy("姓名")),
                Filter("state", gettext_lazy("状态"), "select",
                       [("held", _("等核对")), *words(DischargeState)]),
                Filter("division", gettext_lazy("乡镇"), "select", towns(request, CALLS)),
            ],
            read=queries.discharge_page, rows=queries.discharges, cells=_cells,
            export="discharges", buttons=buttons, empty=_("还没有出院通知"),
        ),
    )  # fmt: skip


@page(CALLS)
def discharge_detail(request: ActorRequest, discharge_id: int) -> HttpResponse:
    """One notice: whom it is about, or why nobody was found."""
    one = queries.discharge_detail(request.actor, discharge_id=discharge_id)
    state = DischargeState(one.state)
    buttons = []
    if state in HELD and request.actor.may(MANAGE):
        for name, title in (
            ("match_discharge", _("指明本人")),
            ("dismiss_discharge", _("不必处理")),
        ):
            buttons.append((reverse(f"desk:{name}", args=[one.pk]), title))
    context = {
        "title": _("出院通知"), "back_url": reverse("desk:discharges"), "buttons": buttons,
        "badges": [state_badge(one.state)], "says": SENTENCES[state][1 if is_english() else 0],
        "facts": [
            (_("姓名"), one.name), (_("身份证号"), mask_citizen_id(unseal(one.identity_sealed))),
            (_("人员"), link(f"/people/{one.person_id}/", one.person.name) if one.person else ""),
            (_("地区"), places.path_of(one.division)), (_("医院"), one.hospital),
            (_("出院日期"), f"{one.discharged_on:%Y-%m-%d}"), (_("通知编号"), one.serial),
            (_("收到时间"), at_second(one.received_at)), (_("发送方"), one.by),
            (_("备注"), one.note), (_("核对人"), one.decided_by),
            (_("核对时间"), at_second(one.decided_at)),
        ],
    }  # fmt: skip
    return render(request, "desk/discharge.html", context)


@page(MANAGE)
def match(request: ActorRequest, discharge_id: int) -> HttpResponse:
    """Say of whom a held notice is."""
    queries.discharge(request.actor, discharge_id)
    form = WhoForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        person = named_person(request.actor, data["who"])
        actions.match_discharge(request.actor, discharge_id=discharge_id, person=person)

    back = reverse("desk:discharge", args=[discharge_id])
    return asked(request, form, perform, title=_("指明本人"), back=back)


@page(MANAGE)
def dismiss(request: ActorRequest, discharge_id: int) -> HttpResponse:
    """Say that nothing is to do."""
    queries.discharge(request.actor, discharge_id)
    form = NoteForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.dismiss_discharge(request.actor, discharge_id=discharge_id, note=data["note"])

    back = reverse("desk:discharge", args=[discharge_id])
    return asked(request, form, perform, title=_("不必处理"), back=back)


def take(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001 - the kit's
    """Judge rows; keep the notices of the good ones unless dry, whoever they are about."""
    found, good = [Outcome(row) for row in rows], []
    for outcome in found:
        told = _told(outcome)
        if told is not None:
            good.append(told)
    if good and not dry:
        for start in range(0, len(good), 500):
            actions.receive_discharges(actor, told=good[start : start + 500])
    return found


def _told(outcome: Outcome) -> Told | None:
    cells = {key: normalise(text) for key, text in outcome.row.values.items()}
    for cell in CELLS:
        if cell.required and not cells.get(cell.key):
            outcome.refuse(cell.key, f"请填写{cell.title}。")
    day = clock.today()
    try:
        day = date.fromisoformat(cells.get("day", "")[:10].replace("/", "-"))
        if day > clock.today():
            outcome.refuse("day", "出院日期晚于今天。")
    except ValueError:
        outcome.refuse("day", "日期写成 2026-11-20 的样子。")
    if cells.get("identity"):
        try:
            parse_citizen_id(cells["identity"], on=clock.today())
        except Unfit as error:
            outcome.refuse("identity", error.message)
    if outcome.errors:
        return None
    return Told(cells["identity"], cells["name"], day, cells["hospital"], cells.get("serial", ""))


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield notices under the list's filters."""
    asks = {key: query.get(key, "") for key in ("q", "state", "division")}
    after = ""
    while True:
        seen = queries.discharge_page(actor, order=["-pk"], after=after, **asks)
        for row in seen.rows:
            yield _plain(row)
        after = seen.next
        if not after:
            return


declare(
    Register(
        code="discharges", title=gettext_lazy("出院通知"), columns=CELLS, take=take,
        take_permit=SEND, heads=[c.title for c in COLUMNS], give=give, give_permit=CALLS,
        list_url="/desk/discharges/",
    )
)  # fmt: skip
