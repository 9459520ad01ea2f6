"""Orders out by workbook, and what a workbook of offerings says."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy

from anhuai.kernel.money import Fen, format_yuan
from anhuai.places import queries as places
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import word
from anhuai.services import queries
from anhuai.services.rules.ordering_words import OrderState
from anhuai.services.views import arranging, wording
from anhuai.services.views import order_wording as saying
from anhuai.services.views.orders import which_of as orders_of
from anhuai.services.views.providing import which_of as offerings_of

_SERVICE, _PROVIDER = gettext_lazy("服务项目"), gettext_lazy("服务商")
OFFERING_HEADS = (
    _PROVIDER, _SERVICE, gettext_lazy("服务范围"), gettext_lazy("单价（元）"),
    gettext_lazy("每天最多接单"), gettext_lazy("开始日期"), gettext_lazy("停止日期"),
)  # fmt: skip


def give_orders(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the orders a list asks for."""
    for (_pk, _p, name, place, number, code, on, earliest, facility, worker, state, amount,
         doubts) in queries.order_rows(actor, **orders_of(query)):  # fmt: skip
        yield [
            number, name, wording.place_of(place), saying.service(code), on.isoformat(),
            f"{earliest:%H:%M}", facility or "", worker or "", word(OrderState(state)),
            format_yuan(Fen(amount)), saying.doubts(doubts),
        ]  # fmt: skip


def give_offerings(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the offerings a list asks for."""
    rows = queries.listed_offerings(actor, **offerings_of(query)).order_by("service", "pk")
    for name, code, division, price, daily, since, until in list(
        rows.values_list(
            "facility__name", "service", "division", "unit_price", "daily", "since", "until"
        )
    ):
        yield [
            name, saying.service(code), places.path_of(division) or division,
            format_yuan(Fen(price)), str(daily or ""), str(since), str(until or ""),
        ]  # fmt: skip


def give_arrangements(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the arrangements a list asks for."""
    after = ""
    while True:
        seen = queries.arrangement_page(actor, after=after, **arranging.which_of(query))
        yield from (arranging.cells_of(row) for row in seen.rows)
        after = seen.next
        if not after:
            return


declare(Giving(
    code="arrangements", title=gettext_lazy("服务安排"), give=give_arrangements,
    heads=tuple(one.title for one in arranging.COLUMNS), give_permit=Permit.ORDERS_READ,
    list_url="/services/arrangements/",
))  # fmt: skip
declare(Giving(
    code="orders", title=gettext_lazy("服务订单"), give=give_orders,
    heads=(
        gettext_lazy("订单号"), gettext_lazy("姓名"), gettext_lazy("所在村（社区）"), _SERVICE,
        gettext_lazy("服务日期"), gettext_lazy("最早时间"), _PROVIDER, gettext_lazy("服务人员"),
        gettext_lazy("状态"), gettext_lazy("金额（元）"), gettext_lazy("待核"),
    ),
    give_permit=Permit.ORDERS_READ, list_url="/services/orders/",
))  # fmt: skip
