"""Devices in and out by workbook."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy

from anhuai.kernel.divisions import Level
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Column, Outcome, Register, Row, declare
from anhuai.response import actions, queries
from anhuai.response.catalogue import DEVICES
from anhuai.response.views.devices import at, kind_title

CODES = {one.title: code for code, one in DEVICES.items()}
COLUMNS = (
    Column("ident", "设备编号", required=True, example="pad-0001", width=20),
    Column("kind", "设备类型", required=True, choices=tuple(CODES), width=16),
    Column("person", "使用人身份证号", width=22, help="公共场所的设备留空，填地区"),
    Column("division", "地区", example="沙河镇东寨村", width=22, help="与使用人只填一项"),
    Column("secret", "设备密钥", width=20, help="必填；写入设备的同一密钥，不会导出"),
    Column("spot", "安装位置", example="卧室床头", width=16),
    Column("installed_by", "安装人", width=12),
)
HEADS = (
    gettext_lazy("设备编号"), gettext_lazy("设备类型"), gettext_lazy("人员"), gettext_lazy("地区"),
    gettext_lazy("安装位置"), gettext_lazy("电量"), gettext_lazy("最近上线"),
)  # fmt: skip


def _division(text: str, outcome: Outcome) -> str:
    if not text or text.isdecimal():
        return text
    levels = (Level.VILLAGE, Level.TOWN, Level.COUNTY)
    found = [c for one in levels for c in places.named(text, within=county.code(), level=one)]
    if len(found) != 1:
        says = "没有这个地方" if not found else "有几个地方叫这个名字，请填 12 位区划代码"
        outcome.refuse("division", f"{says}：“{text}”。")
        return ""
    return found[0]


def _person(actor: Actor, text: str, outcome: Outcome) -> int | None:
    if not text:
        return None
    try:
        found = people.named(actor, text, on=clock.today())
    except Unfit as error:
        outcome.refuse("person", error.message)
        return None
    if len(found) != 1:
        outcome.refuse("person", "在您的管辖范围内没有找到这个身份证号。")
        return None
    return found[0][0]


def take(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001 - the kit's
    """Judge rows; register the devices of the good ones unless dry."""
    return [_taken(actor, row, dry=dry) for row in rows]


def _taken(actor: Actor, row: Row, *, dry: bool) -> Outcome:
    outcome = Outcome(row)
    cells = {key: normalise(text) for key, text in row.values.items()}
    _check(cells, outcome)
    division = _division(cells.get("division", ""), outcome)
    person = _person(actor, cells.get("person", ""), outcome)
    if not outcome.errors and (person is None) == (not division):
        outcome.refuse("division", "请填使用人或地区，只填一项。")
    if outcome.errors or dry:
        return outcome
    try:
        actions.register(
            actor, ident=cells["ident"], kind=CODES[cells["kind"]], person=person,
            division=division, secret=cells["secret"], spot=cells.get("spot", ""),
            installed_by=cells.get("installed_by", ""),
        )  # fmt: skip
    except Unfit as error:
        outcome.refuse(error.field if error.field in cells else "ident", error.message)
    except NotHere:
        outcome.refuse("division", "不在您的管辖范围内。")
    return outcome


def _check(cells: Mapping[str, str], outcome: Outcome) -> None:
    for column in COLUMNS:
        if column.required and not cells.get(column.key):
            outcome.refuse(column.key, f"请填写{column.title}。")
    if cells.get("kind") and cells["kind"] not in CODES:
        outcome.refuse("kind", "没有这种设备，请从下拉列表中选择。")
    if len(cells.get("secret", "")) < 6:
        outcome.refuse("secret", "密钥至少 6 位，与写入设备的一致。")


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield devices under the list's filters."""
    asks = {key: query.get(key, "") for key in ("q", "kind", "division", "state")}
    after = ""
    while True:
        seen = queries.page(actor, order=["ident"], after=after, **asks)
        for (
            _pk,
            ident,
            kind,
            _who,
            name,
            place,
            spot,
            battery,
            at_ms,
            _silent,
            _tested,
        ) in seen.rows:
            yield (
                ident, kind_title(kind), name or "", places.path_of(place) if place else "", spot,
                "" if battery is None else str(battery), at(at_ms),
            )  # fmt: skip
        after = seen.next
        if not after:
            return


declare(
    Register(
        code="devices", title=gettext_lazy("设备"), columns=COLUMNS, take=take,
        take_permit=Permit.RESPONSE_MANAGE, heads=HEADS, give=give,
        give_permit=Permit.RESPONSE_READ, list_url="/response/",
    )
)  # fmt: skip
