"""Settlement and government purchase out by workbook: the lists as they are filtered."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.asking import last_day
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import word
from anhuai.services.queries import purchase, sponsoring
from anhuai.services.queries import statements as queries
from anhuai.services.queries.wares import service_title
from anhuai.services.rules.sampling import CallResult
from anhuai.services.views import settling
from anhuai.services.views.checks import anomalies_of, calls_of
from anhuai.services.views.contracts import contracts_of
from anhuai.services.views.purchasing import licence_texts
from anhuai.services.views.settling import money
from anhuai.services.views.sponsoring import cells_of, sponsors_of
from anhuai.services.views.statements import which_of

READ, MANAGE = Permit.SETTLEMENTS_READ, Permit.SETTLEMENTS_MANAGE
Rows = Iterator[Sequence[str]]


def give_statements(actor: Actor, query: Mapping[str, str]) -> Rows:
    """Yield statements."""
    rows = queries.statements(actor, **which_of(query)).order_by("-month", "number")
    for _key, number, body, month, state, orders, total, payable, paid_on in rows.values_list(
        *queries.STATEMENT_ROW
    ):
        yield [
            number, body, f"{month:%Y-%m}", str(settling.STATES[state][0]), str(orders),
            money(total), money(payable), str(paid_on or ""),
        ]  # fmt: skip


def _statement(query: Mapping[str, str]) -> int:
    text = query.get("statement", "")
    if not text.isdecimal() or len(text) > 18:
        raise NotHere("statement", text)
    return int(text)


def give_lines(actor: Actor, query: Mapping[str, str]) -> Rows:
    """Yield the orders a statement pays."""
    asks = {name: query.get(name, "") for name in ("q", "kind")}
    rows = queries.lines(actor, _statement(query), **asks).order_by("on", "pk")
    for _key, number, on, service, kind, reason, *sums in rows.values_list(*queries.LINE_ROW):
        yield [
            number, on.isoformat(), service_title(service), settling.kind_of(kind),
            settling.reason_of(reason), *(money(fen) for fen in sums),
        ]  # fmt: skip


def give_unpaid(actor: Actor, query: Mapping[str, str]) -> Rows:
    """Yield the orders a statement does not pay."""
    asks = {name: query.get(name, "") for name in ("q", "reason")}
    rows = queries.unpaid(actor, _statement(query), **asks).order_by("on", "pk")
    for _key, number, on, service, reason, amount in rows.values_list(*queries.UNPAID_ROW):
        yield [
            number, on.isoformat(), service_title(service), settling.reason_of(reason),
            money(amount),
        ]  # fmt: skip


def give_anomalies(actor: Actor, query: Mapping[str, str]) -> Rows:
    """Yield what looks wrong."""
    rows = queries.anomalies(actor, **anomalies_of(query)).order_by("on", "pk")
    for row in rows.values_list(*queries.ANOMALY_ROW):
        _key, kind, number, body, on, other, measure, state, reason, by, _order = row
        yield [
            settling.anomaly_title(kind), settling.anomaly_told(kind, other, measure), number,
            body, on.isoformat(), str(settling.ANOMALY_STATES[state][0]), reason, by,
        ]  # fmt: skip


def give_calls(actor: Actor, query: Mapping[str, str]) -> Rows:
    """Yield the drawn orders, without names: the draw is for everybody to repeat."""
    rows = queries.calls(actor, **calls_of(query)).order_by("organisation", "place")
    for place, number, body, service, on, result, by in rows.values_list(
        "place", "number", "organisation__name", "order__service", "order__wanted_on", "result",
        "called_by",
    ):  # fmt: skip
        yield [
            str(place), number, body, service_title(service), on.isoformat(),
            word(CallResult(result)) if result else "", by,
        ]  # fmt: skip


def give_contracts(actor: Actor, query: Mapping[str, str]) -> Rows:
    """Yield contracts with what is spent of them."""
    rows = purchase.contracts(actor, **contracts_of(query)).order_by("-since", "number")
    for row in rows.values_list(*purchase.CONTRACT_ROW):
        _key, number, title, body, since, until, ended, ceiling, used = row
        yield [
            number, title, body, since.isoformat(), last_day(until), str(ended or ""),
            money(ceiling), money(used), money(ceiling - used),
        ]  # fmt: skip


def give_undertakers(actor: Actor, query: Mapping[str, str]) -> Rows:
    """Yield the list of undertakers."""
    asks = {name: query.get(name, "") for name in ("q", "state")}
    for one in purchase.undertakers(actor, on=clock.today(), **asks):
        yield [
            one.one.organisation.name, one.one.organisation.social_credit_code,
            one.one.since.isoformat(), word(one.stands.what), "；".join(licence_texts(one.one)),
            one.one.document,
        ]  # fmt: skip


def give_directory(actor: Actor, query: Mapping[str, str]) -> Rows:
    """Yield the services the county buys."""
    for one in purchase.directory(actor, ended=bool(query.get("ended"))):
        yield [
            service_title(one.service), one.since.isoformat(), str(one.until or ""), one.document,
        ]  # fmt: skip


def give_sponsors(actor: Actor, query: Mapping[str, str]) -> Rows:
    """Yield who put money aside for orders."""
    rows = sponsoring.sponsorships(actor, **sponsors_of(query)).order_by("-since", "pk")
    for _key, title, *rest, _since, _until in cells_of(
        list(rows.values_list(*sponsoring.SPONSOR_ROW))
    ):
        yield [title, *rest]


_ORDER, _ON = gettext_lazy("订单号"), gettext_lazy("服务日期")
_WHAT, _FIRM = gettext_lazy("服务项目"), gettext_lazy("服务商")
_STATE, _DOCUMENT = gettext_lazy("状态"), gettext_lazy("依据文件")
_SHEETS: tuple[tuple[str, Any, tuple[Any, ...], Any, Permit, str], ...] = (
    (
        "statements", gettext_lazy("服务结算单"),
        (
            gettext_lazy("结算单号"), _FIRM, gettext_lazy("月份"), _STATE, gettext_lazy("订单"),
            gettext_lazy("结算（元）"), gettext_lazy("应付（元）"), gettext_lazy("支付日期"),
        ),
        give_statements, READ, "/services/statements/",
    ),
    (
        "statement-lines", gettext_lazy("结算明细"),
        (
            _ORDER, _ON, _WHAT, gettext_lazy("类型"), gettext_lazy("原因"),
            gettext_lazy("政府购买"), gettext_lazy("服务补贴"), gettext_lazy("消费券"),
            gettext_lazy("慈善捐助"), gettext_lazy("老人和家属自付（元）"),
            gettext_lazy("结算（元）"),
        ),
        give_lines, READ, "/services/statements/",
    ),
    (
        "statement-unpaid", gettext_lazy("不支付的订单"),
        (_ORDER, _ON, _WHAT, gettext_lazy("不支付的原因"), gettext_lazy("涉及金额（元）")),
        give_unpaid, READ, "/services/statements/",
    ),
    (
        "anomalies", gettext_lazy("订单疑点"),
        (
            gettext_lazy("疑点"), gettext_lazy("情况"), _ORDER, _FIRM, _ON, gettext_lazy("核定"),
            gettext_lazy("理由"), gettext_lazy("核定人"),
        ),
        give_anomalies, READ, "/services/anomalies/",
    ),
    (
        "call-backs", gettext_lazy("抽查回访"),
        (
            gettext_lazy("抽取顺序"), _ORDER, _FIRM, _WHAT, _ON, gettext_lazy("回访结果"),
            gettext_lazy("回访人"),
        ),
        give_calls, MANAGE, "/services/calls/",
    ),
    (
        "purchase-contracts", gettext_lazy("政府购买服务合同"),
        (
            gettext_lazy("合同编号"), gettext_lazy("合同名称"), gettext_lazy("承接主体"),
            gettext_lazy("合同期自"), gettext_lazy("合同期至"), gettext_lazy("终止日期"),
            gettext_lazy("总额（元）"), gettext_lazy("已用（元）"), gettext_lazy("剩余（元）"),
        ),
        give_contracts, READ, "/services/purchase/contracts/",
    ),
    (
        "undertakers", gettext_lazy("承接主体名录"),
        (
            gettext_lazy("承接主体"), gettext_lazy("统一社会信用代码"), gettext_lazy("列入日期"),
            _STATE, gettext_lazy("证照"), _DOCUMENT,
        ),
        give_undertakers, READ, "/services/purchase/undertakers/",
    ),
    (
        "purchase-directory", gettext_lazy("政府购买服务指导性目录"),
        (_WHAT, gettext_lazy("列入日期"), gettext_lazy("停止日期"), _DOCUMENT),
        give_directory, READ, "/services/purchase/directory/",
    ),
    (
        "sponsorships", gettext_lazy("订单出资账户"),
        (
            gettext_lazy("名称"), gettext_lazy("付费方"), gettext_lazy("出资单位或捐赠人"),
            gettext_lazy("期限"), gettext_lazy("受助人"), gettext_lazy("总额（元）"),
            gettext_lazy("未使用（元）"),
        ),
        give_sponsors, READ, "/services/sponsors/",
    ),
)  # fmt: skip
for _code, _title, _heads, _give, _permit, _url in _SHEETS:
    declare(
        Giving(
            code=_code, title=_title, heads=_heads, give=_give, give_permit=_permit, list_url=_url
        )
    )
