"""Bills of an institution's residents: the list, one bill, drawing, paying, making void."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.placements import actions, queries
from anhuai.placements.forms import DrawForm, SettleForm, VoidForm
from anhuai.placements.rules.billing import BillState
from anhuai.placements.rules.prepaid import Ahead
from anhuai.placements.views import listing, wording
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, badge, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import word, words

READ, RUN = Permit.PLACEMENTS_READ, Permit.PLACEMENTS_RUN
_COLOURS = {BillState.OPEN: "orange", BillState.PAID: "green", BillState.VOID: "grey"}
COLUMNS = (
    Column("month", gettext_lazy("月份"), ("month", "pk")),
    Column("name", gettext_lazy("姓名"), ("stay__person__pinyin", "pk")),
    Column("home", gettext_lazy("机构"), ("facility__name", "pk")),
    Column("days", gettext_lazy("天数"), css="num"),
    Column("bed", gettext_lazy("床位费"), css="num"),
    Column("care", gettext_lazy("护理费"), css="num"),
    Column("meals", gettext_lazy("伙食费"), css="num"),
    Column("total", gettext_lazy("合计"), ("total", "pk"), "num"),
    Column("state", gettext_lazy("状态")),
)


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return None


def _which(asks: Mapping[str, str]) -> dict[str, Any]:
    facility, state = asks.get("facility", ""), asks.get("state", "")
    return {
        "facility": int(facility) if facility.isdecimal() and len(facility) < 16 else None,
        "month": _month(asks.get("month", "")), "state": state if state in set(BillState) else "",
    }  # fmt: skip


def state_badge(state: str) -> Any:
    """Return where a bill stands."""
    return badge(word(BillState(state)), _COLOURS[BillState(state)])


def _cells(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [
        (
            link(reverse("placements:bill", args=[pk]), f"{month:%Y-%m}"), name, home,
            _("%(days)s（外出 %(away)s）") % {"days": days, "away": away} if away else days,
            wording.money(bed), wording.money(care), wording.money(meals), wording.money(total),
            state_badge(state),
        )
        for pk, _stay, _person, name, home, month, days, away, bed, care, meals, total, state, _on
        in rows
    ]  # fmt: skip


@page(READ)
def bill_list(request: ActorRequest) -> HttpResponse:
    """The bills in scope, newest month first."""
    filters = [
        listing.name_filter(), Filter("month", gettext_lazy("月份"), placeholder="2026-10"),
        Filter("state", gettext_lazy("状态"), "select", words(BillState)),
    ]  # fmt: skip
    facility = request.GET.get("facility", "")

    def ask(asks: Mapping[str, str]) -> tuple[listing.Ask, Any]:
        which = _which({**asks, "facility": facility})

        def page_of(order: Sequence[str], after: str) -> Any:
            return queries.bill_page(request.actor, q=asks["q"], order=order, after=after, **which)

        return page_of, queries.listed_bills(request.actor, q=asks["q"], **which)

    return listing.show(
        request, title=_("入住账单"), key="bills", columns=COLUMNS, default=["-month", "pk"],
        filters=filters, ask=ask, cells=_cells, empty_title=_("没有账单"),
        empty_hint=_("机构在床位图页生成上个月的账单；金额来自合同和入住天数。"),
        export_url=f"/sheets/bills/export?{request.GET.urlencode()}",
    )  # fmt: skip


@page(READ)
def bill(request: ActorRequest, bill_id: int) -> HttpResponse:
    """One bill with what it rests on."""
    found = queries.bill_file(request.actor, bill_id)
    opened = found.state == BillState.OPEN
    context = {
        "title": _("%(month)s 账单") % {"month": f"{found.month:%Y-%m}"},
        "back_url": reverse("placements:bills"), "badges": [state_badge(found.state)],
        "facts": [
            (_("姓名"), link(reverse("placements:stay", args=[found.stay_id]),
                           found.stay.person.name)),
            (_("机构"), wording.home_link(found.facility_id, found.facility.name)),
            (_("天数"), found.days), (_("外出天数"), found.away),
            (_("床位费"), wording.money(found.bed_fee)),
            (_("护理费"), wording.money(found.care_fee)),
            (_("伙食费"), wording.money(found.meal_fee)),
            (_("合计"), wording.money(found.total)),
            (_("预收款已抵扣"), wording.money(found.set_off)),
            (_("还需付款"), wording.money(
                found.total - found.set_off if opened else 0)),
            (_("付款日期"), wording.day(found.settled_on) or "—"), (_("说明"), found.note or "—"),
        ],
        "found": found, "open": opened and request.actor.may(RUN),
        "ahead": opened and found.set_off < found.bed_fee + found.care_fee
        and queries.balances(found.stay_id)[Ahead.SERVICE] > 0,
    }  # fmt: skip
    return render(request, "placements/bill.html", context)


@page(RUN)
def draw(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Draw a month's bills of an institution."""
    found = queries.facility_in_scope(request.actor, facility_id, permit=RUN)
    today = clock.today()
    last = date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)
    form = DrawForm(request.POST or None, initial={"month": f"{last:%Y-%m}"})

    def perform(data: dict[str, Any]) -> str:
        actions.draw_bills(request.actor, facility=found.pk, month=data["month"])
        return f"{reverse('placements:bills')}?month={data['month']:%Y-%m}&facility={found.pk}"

    return asked(
        request, form, perform, title=_("生成账单：%(name)s") % {"name": found.name},
        back=reverse("placements:board", args=[found.pk]),
        more={
            "hint": _("按合同的月费和当月入住天数算；入住当天计费，离院当天不计。"
                      "没有合同的不出账单。再点一次不会重复。"),
            "submit_title": _("生成"),
        },
    )  # fmt: skip


@page(RUN)
def settle(request: ActorRequest, bill_id: int) -> HttpResponse:
    """Note that a bill was paid."""
    found = queries.bill(request.actor, bill_id, permit=RUN)
    form = SettleForm(request.POST or None, initial={"on": clock.today(), "version": found.version})

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else found.version
        actions.settle_bill(request.actor, bill=bill_id, version=version, on=data["on"])

    return asked(
        request, form, perform, title=_("登记付款"),
        back=reverse("placements:bill", args=[bill_id]),
    )  # fmt: skip


@page(RUN)
def void(request: ActorRequest, bill_id: int) -> HttpResponse:
    """Make a wrong bill void."""
    found = queries.bill(request.actor, bill_id, permit=RUN)
    form = VoidForm(request.POST or None, initial={"version": found.version})

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else found.version
        actions.void_bill(request.actor, bill=bill_id, version=version, reason=data["reason"])

    return asked(
        request, form, perform, title=_("作废账单"),
        back=reverse("placements:bill", args=[bill_id]),
        more={"hint": _("作废后改好合同或入住记录，再生成一次。")},
    )  # fmt: skip


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Return the bills a list asks for as texts, money in yuan."""
    for row in queries.all_bills(actor, q=query.get("q", ""), **_which(query)):
        month, state, settled = row[5], row[12], row[13]
        yield (
            f"{month:%Y-%m}", row[3], row[4], str(row[6]), str(row[7]),
            *(f"{fen / 100:.2f}" for fen in row[8:12]), word(BillState(state)),
            wording.day(settled),
        )  # fmt: skip


declare(
    Giving(
        "bills", gettext_lazy("入住账单"),
        [
            gettext_lazy("月份"), gettext_lazy("姓名"), gettext_lazy("机构"), gettext_lazy("天数"),
            gettext_lazy("外出天数"), gettext_lazy("床位费"), gettext_lazy("护理费"),
            gettext_lazy("伙食费"), gettext_lazy("合计"), gettext_lazy("状态"),
            gettext_lazy("付款日期"),
        ],
        give, READ, "/placements/bills/",
    )
)  # fmt: skip
