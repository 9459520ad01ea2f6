"""Money paid ahead by institution, held against its net fixed assets (民发〔2024〕19号)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.placements import actions, queries
from anhuai.placements.forms import AssetsForm
from anhuai.placements.rules.contract import PREPAYMENT
from anhuai.placements.rules.prepaid import Ahead
from anhuai.placements.views import listing, wording
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, badge, filled, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare

READ, MANAGE = Permit.PLACEMENTS_READ, Permit.PLACEMENTS_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("机构")),
    Column("service", gettext_lazy("服务费"), css="num"),
    Column("deposit", gettext_lazy("押金"), css="num"),
    Column("membership", gettext_lazy("会员费"), css="num"),
    Column("total", gettext_lazy("预收款合计"), css="num"),
    Column("assets", gettext_lazy("净固定资产"), css="num"),
    Column("reserve", gettext_lazy("应留风险保证金"), css="num"),
    Column("custody", gettext_lazy("存管账户余额"), css="num"),
    Column("state", gettext_lazy("核对")),
)


def _state(one: queries.HeldAhead) -> tuple[str, str]:
    if one.assets is None:
        return (_("净固定资产未登记"), "orange") if one.total else ("", "grey")
    if one.over:
        return _("超过净固定资产"), "red"
    return _("在净固定资产以内"), "green"


def _custody_state(one: queries.HeldAhead) -> tuple[str, str]:
    checked = one.custody
    if checked is None:
        return (_("存管账户余额未登记"), "orange") if one.in_custody else ("", "grey")
    if checked.lacks_reserve:
        short = {"money": wording.money(checked.lacks_reserve)}
        return _("比应留风险保证金少 %(money)s") % short, "red"
    if checked.lacks:
        short = {"money": wording.money(checked.lacks)}
        return _("存管账户比押金和会员费少 %(money)s") % short, "orange"
    return _("存管账户足额"), "green"


def _balance(one: queries.HeldAhead) -> str:
    if one.custody is None:
        return _("未登记")
    return f"{wording.money(one.custody.balance)}（{wording.day(one.custody.as_of)}）"


def _row(one: queries.HeldAhead, *, manages: bool) -> tuple[Any, ...]:
    known: Any = _("未登记")
    if one.assets is not None:
        known = f"{wording.money(one.assets.amount)}（{wording.day(one.assets.as_of)}）"
    if manages:
        known = link(reverse("placements:assets", args=[one.facility]), known)
    states = [each for each in (_state(one), _custody_state(one)) if each[0]]
    return (
        wording.home_link(one.facility, one.name),
        *(wording.money(one.balances[kind]) for kind in Ahead), wording.money(one.total), known,
        _("比例未定") if one.reserve is None else wording.money(one.reserve),
        link(reverse("placements:custody", args=[one.facility]), _balance(one)),
        format_html_join(" ", "{}", ((badge(*each),) for each in states)),
    )  # fmt: skip


@page(Permit.FACILITIES_READ)
def ahead_list(request: ActorRequest) -> HttpResponse:
    """What every institution in scope holds paid ahead, against its net fixed assets."""
    request.actor.require(READ)
    filters = [listing.town_filter(request)]
    asks = {one.name: one.value for one in filled(request, filters)}
    found = queries.held_ahead(request.actor, on=clock.today(), division=asks["division"])
    manages = request.actor.may(MANAGE)
    return listing.whole(
        request, title=_("预收款监管"), key="placements-ahead", columns=COLUMNS, filters=filters,
        rows=[_row(one, manages=manages) for one in found],
        empty_title=_("没有在营的养老机构"),
        empty_hint=_("预收款在入住记录页登记，净固定资产由主管部门按审计报告登记，存管账户余额由机构按银行对账单登记。"),
        export_url=f"/sheets/prepaid-held/export?{request.GET.urlencode()}",
    )  # fmt: skip


@page(MANAGE)
def assets(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Record an institution's net fixed assets."""
    found = queries.facility_in_scope(request.actor, facility_id, permit=MANAGE)
    form = AssetsForm(request.POST or None, initial={"as_of": clock.today()})

    def perform(data: dict[str, Any]) -> str:
        actions.record_assets(
            request.actor, facility=facility_id, amount=data["amount"], on=data["as_of"],
            document=data["document"],
        )  # fmt: skip
        return reverse("placements:ahead")

    hint = _("预收款总额不得超过未抵押的净固定资产；登记后，超过的部分不能再收。依据：%(source)s")
    return asked(
        request, form, perform, title=_("登记净固定资产：%(name)s") % {"name": found.name},
        back=reverse("placements:ahead"), more={"hint": hint % {"source": PREPAYMENT.note}},
    )  # fmt: skip


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield what every institution holds, money in yuan."""
    rows = queries.held_ahead(actor, on=clock.today(), division=query.get("division", ""))
    for one in rows:
        fen = [*(one.balances[kind] for kind in Ahead), one.total]
        yield (
            one.name, wording.place_of(one.division), *(f"{each / 100:.2f}" for each in fen),
            f"{one.assets.amount / 100:.2f}" if one.assets else "",
            wording.day(one.assets.as_of) if one.assets else "",
            one.assets.document if one.assets else "",
            "" if one.reserve is None else f"{one.reserve / 100:.2f}", _state(one)[0],
            f"{one.custody.balance / 100:.2f}" if one.custody else "",
            wording.day(one.custody.as_of) if one.custody else "",
            f"{one.custody.held / 100:.2f}" if one.custody else "", _custody_state(one)[0],
        )  # fmt: skip


declare(
    Giving(
        "prepaid-held", gettext_lazy("预收款监管"),
        [
            gettext_lazy("机构"), gettext_lazy("所在地"), gettext_lazy("服务费"),
            gettext_lazy("押金"), gettext_lazy("会员费"), gettext_lazy("预收款合计"),
            gettext_lazy("净固定资产"), gettext_lazy("截至日期"), gettext_lazy("依据"),
            gettext_lazy("应留风险保证金"), gettext_lazy("核对"),
            gettext_lazy("存管账户余额"), gettext_lazy("对账单日期"),
            gettext_lazy("当日押金和会员费"), gettext_lazy("存管账户核对"),
        ],
        give, READ, "/placements/prepaid/",
    )
)  # fmt: skip
