"""Balances of an institution's custody account: listed, noted, put right; out by workbook."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.placements import actions, queries
from anhuai.placements.forms import BalanceCorrectionForm, BalanceForm
from anhuai.placements.rules.contract import PREPAYMENT
from anhuai.placements.views import listing, wording
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, badge, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare

READ, RUN = Permit.PLACEMENTS_READ, Permit.PLACEMENTS_RUN
COLUMNS = (
    Column("as_of", gettext_lazy("对账单日期")),
    Column("amount", gettext_lazy("存管账户余额"), css="num"),
    Column("document", gettext_lazy("依据")),
    Column("by", gettext_lazy("登记人")),
    Column("at", gettext_lazy("登记时间")),
    Column("state", gettext_lazy("状态")),
)


def _corrected(one: Any) -> bool:
    return getattr(one, "correction", None) is not None


def _state(one: Any, *, runs: bool) -> Any:
    if _corrected(one):
        return badge(_("已更正"), "grey")
    text = _("更正：%(reason)s") % {"reason": one.reason} if one.reason else ""
    if not runs:
        return text
    return link(reverse("placements:custody_correct", args=[one.pk]), text or _("更正"))


@page(Permit.FACILITIES_READ)
def balance_list(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Every balance on record of an institution's custody account, the newest day first."""
    request.actor.require(READ)
    found = queries.facility_in_scope(request.actor, facility_id)
    runs = request.actor.may(RUN)
    return listing.whole(
        request, title=_("存管账户余额：%(name)s") % {"name": found.name}, key="custody-balances",
        columns=COLUMNS, filters=[],
        rows=[
            (wording.day(one.as_of), wording.money(one.amount), one.document, one.recorded_by,
             f"{localtime(one.recorded_at):%Y-%m-%d %H:%M}", _state(one, runs=runs))
            for one in queries.custody_balances(request.actor, facility=facility_id)
        ],
        create_url=reverse("placements:custody_new", args=[facility_id]) if runs else "",
        create_title=_("登记存管账户余额"), empty_title=_("还没有登记余额"),
        empty_hint=_("机构按银行对账单登记；没有登记的，不能核对风险保证金。"),
        export_url=f"/sheets/custody-balances/export?facility={facility_id}",
    )  # fmt: skip


def _ask(
    request: ActorRequest, form: BalanceForm, perform: Any, *, title: str, facility: int
) -> HttpResponse:
    hint = _("登记的是银行对账单上的余额，与当天应存的押金和会员费对照。依据：%(source)s")
    return asked(
        request, form, perform, title=title, back=reverse("placements:custody", args=[facility]),
        more={"hint": hint % {"source": PREPAYMENT.note}},
    )  # fmt: skip


@page(RUN)
def record(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Note the balance of an institution's custody account from a bank statement."""
    found = queries.facility_in_scope(request.actor, facility_id, permit=RUN)

    def perform(data: dict[str, Any]) -> None:
        actions.record_balance(
            request.actor, facility=facility_id, amount=data["amount"], on=data["as_of"],
            document=data["document"],
        )  # fmt: skip

    form = BalanceForm(request.POST or None, initial={"as_of": clock.today()})
    title = _("登记存管账户余额：%(name)s") % {"name": found.name}
    return _ask(request, form, perform, title=title, facility=facility_id)


@page(RUN)
def correct(request: ActorRequest, balance_id: int) -> HttpResponse:
    """Put a balance right by a later entry."""
    wrong = queries.custody_balance(request.actor, balance_id, permit=RUN)
    form = BalanceCorrectionForm(
        request.POST or None,
        initial={
            "as_of": wrong.as_of, "document": wrong.document, "amount": f"{wrong.amount / 100:.2f}"
        },
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.correct_balance(
            request.actor, balance=balance_id, amount=data["amount"], on=data["as_of"],
            document=data["document"], reason=data["reason"],
        )  # fmt: skip

    title = _("更正存管账户余额：%(name)s") % {"name": wrong.facility.name}
    return _ask(request, form, perform, title=title, facility=wrong.facility_id)


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the balances of one institution, or of every one in scope, money in yuan."""
    asked_for = query.get("facility", "")
    key = int(asked_for) if asked_for.isascii() and asked_for.isdigit() else None
    if key is not None and key >= 1 << 63:
        return
    for one in queries.custody_balances(actor, facility=key):
        yield (
            one.facility.name, wording.place_of(one.facility.division), wording.day(one.as_of),
            f"{one.amount / 100:.2f}", one.document, one.recorded_by,
            f"{localtime(one.recorded_at):%Y-%m-%d %H:%M}",
            _("已更正") if _corrected(one) else "", one.reason,
        )  # fmt: skip


declare(
    Giving(
        "custody-balances", gettext_lazy("存管账户余额"),
        [
            gettext_lazy("机构"), gettext_lazy("所在地"), gettext_lazy("对账单日期"),
            gettext_lazy("存管账户余额"), gettext_lazy("依据"), gettext_lazy("登记人"),
            gettext_lazy("登记时间"), gettext_lazy("状态"), gettext_lazy("更正原因"),
        ],
        give, READ, "/placements/prepaid/",
    )
)  # fmt: skip
