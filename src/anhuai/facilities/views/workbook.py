"""Facilities in and out by workbook: importing again updates what is known by name or code."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from anhuai.facilities import actions, queries
from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.rules import (
    FacilityFacts,
    Ownership,
    Status,
    Tier,
    Titled,
    parse_labels,
)
from anhuai.facilities.views.lists import listed
from anhuai.kernel.divisions import Level
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit, concerning
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, Refused
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Column, Outcome, Register, Result, Row, declare

KIND_CODES = {kind.title: code for code, kind in KINDS.items()}
STATUSES = {one.title_zh: one for one in Status if one is not Status.CLOSED}
COLUMNS = (
    Column("name", "名称", required=True, example="沙河镇敬老院", width=28),
    Column("kind", "类型", required=True, choices=tuple(KIND_CODES), width=22),
    Column(
        "division", "所在地", required=True, example="沙河镇东寨村", width=22,
        help="村（社区）或乡镇，如“沙河镇东寨村”；重名的填 12 位区划代码", aliases=("所在村",),
    ),
    Column("ownership", "所有制", required=True, choices=tuple(one.title_zh for one in Ownership)),
    Column("tier", "层级", choices=tuple(one.title_zh for one in Tier), help="只有敬老院填写"),
    Column("status", "状态", choices=tuple(STATUSES), help="新登记时使用，空着按运营"),
    Column("on", "启用日期", example="2020-01-01", help="新登记时必填", aliases=("自何日起",)),
    Column("social_credit_code", "统一社会信用代码", width=22),
    Column("address", "地址", width=30),
    Column("phone", "电话"),
    Column("land_area", "用地面积", aliases=("用地面积（㎡）",), help="平方米"),
    Column("building_area", "建筑面积", aliases=("建筑面积（㎡）",), help="平方米"),
    Column("beds", "床号", example="101-1…101-4、102-1", width=26,
           help="要新增的普通床位；已有的床号不重复登记"),
    Column("nursing_beds", "护理型床号", example="201-1…201-6", width=26,
           help="要新增的护理型床位"),
)  # fmt: skip
HEADS = (
    gettext_lazy("名称"), gettext_lazy("类型"), gettext_lazy("所在地"), gettext_lazy("区划代码"),
    gettext_lazy("所有制"), gettext_lazy("层级"), gettext_lazy("状态"), gettext_lazy("启用日期"),
    gettext_lazy("统一社会信用代码"), gettext_lazy("地址"), gettext_lazy("电话"),
    gettext_lazy("用地面积"), gettext_lazy("建筑面积"), gettext_lazy("床位"),
    gettext_lazy("护理型"), gettext_lazy("托位"),
)  # fmt: skip
CHUNK = 500


@dataclass(slots=True)
class Reading:
    """One row being read: what it says, with an error noted for every cell that is wrong."""

    outcome: Outcome
    values: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.values = {key: normalise(text) for key, text in self.outcome.row.values.items()}

    def text(self, key: str) -> str:
        """Return a cell."""
        return self.values.get(key, "")

    def chosen(self, key: str, options: Mapping[str, str], default: str = "") -> str:
        """Return the code of one of the options, noting an error for another text."""
        text = self.text(key)
        if text and text not in options:
            self.outcome.refuse(key, f"“{text}”不在选项内，请从下拉列表中选择。")
        return options.get(text, default)

    def area(self, key: str) -> Decimal | None:
        """Return an area in square metres, noting an error for what is no number."""
        text = self.text(key).replace(",", "").removesuffix("㎡")
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            self.outcome.refuse(key, "面积应是数字，单位平方米。")
            return None
        if not (value.is_finite() and 0 < value < 10**8):
            self.outcome.refuse(key, "面积应大于 0，单位平方米。")
            return None
        return value.quantize(Decimal("0.01"))

    def day(self, key: str) -> date | None:
        """Return a day, noting an error for what is none."""
        text = self.text(key).replace("/", "-").replace(".", "-")
        if not text:
            return None
        try:
            year, month, of_month = (int(part) for part in text.split("-"))
            return date(year, month, of_month)
        except ValueError:
            self.outcome.refuse(key, "日期写法不对，应像 2020-01-01。")
            return None

    def division(self, actor: Actor) -> str:
        """Return the division a cell names, noting an error when none or several are called so."""
        text = self.text("division")
        if not text or text.isdigit():
            return text
        levels = (Level.VILLAGE, Level.TOWN, Level.COUNTY)
        scope = actor.scope(Permit.FACILITIES_MANAGE)
        found = [
            code
            for level in levels
            for code in places.named(text, within=county.code(), level=level)
            if scope.covers(code)
        ]
        if len(found) != 1:
            says = "没有这个地方" if not found else "有几个地方叫这个名字，请填 12 位区划代码"
            self.outcome.refuse("division", f"{says}：“{text}”。")
            return ""
        return found[0]


def _codes(words: type[Titled]) -> dict[str, str]:
    return {one.title_zh: str(one) for one in words}


def _judged(actor: Actor, row: Row) -> tuple[Outcome, str, FacilityFacts | None, Reading]:
    outcome = Outcome(row)
    cells = Reading(outcome)
    for column in COLUMNS:
        if column.required and not cells.text(column.key):
            outcome.refuse(column.key, f"请填写{column.title}。")
    kind = cells.chosen("kind", KIND_CODES)
    ownership = cells.chosen("ownership", _codes(Ownership))
    tier = cells.chosen("tier", _codes(Tier))
    cells.chosen("status", {title: str(one) for title, one in STATUSES.items()})
    division = cells.division(actor)
    cells.day("on")
    land_area, building_area = cells.area("land_area"), cells.area("building_area")
    if outcome.errors:
        return outcome, kind, None, cells
    facts = FacilityFacts(
        name=cells.text("name"), division=division, ownership=Ownership(ownership), tier=tier,
        social_credit_code=cells.text("social_credit_code"), address=cells.text("address"),
        phone=cells.text("phone"), land_area=land_area, building_area=building_area,
    )  # fmt: skip
    return outcome, kind, facts, cells


def take(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Open or update the facilities of the good rows; when `dry`, all of it is undone again."""
    with transaction.atomic():
        outcomes = [_taken(actor, row) for row in rows]
        transaction.set_rollback(dry)
    return outcomes


def _taken(actor: Actor, row: Row) -> Outcome:
    outcome, kind, facts, cells = _judged(actor, row)
    if facts is None:
        return outcome
    known = queries.same(
        actor, kind=kind, division=facts.division, name=facts.name,
        credit_code=facts.social_credit_code.upper(),
    )  # fmt: skip
    if known is None and not cells.text("on"):
        outcome.refuse("on", "新登记的机构请填写启用日期。")
        return outcome
    try:
        with transaction.atomic():
            if known is None:
                outcome.result = Result.ADDED
                _add(actor, kind, facts, cells)
            else:
                outcome.result = Result.UPDATED
                _update(actor, known, facts, cells)
    except Unfit as error:
        outcome.refuse_for(error)
    except Refused:
        outcome.refuse("", "您没有登记机构的权限。")
    return outcome


def _add(actor: Actor, kind: str, facts: FacilityFacts, cells: Reading) -> None:
    on = cells.day("on") or clock.today()
    status = STATUSES.get(cells.text("status"), Status.OPERATING)
    made = actions.open_facility(actor, kind=kind, facts=facts, on=on, status=status)
    _add_beds(actor, made.pk, cells, on)


def _update(actor: Actor, known: Any, facts: FacilityFacts, cells: Reading) -> None:
    """Update what is known; empty cells change nothing."""
    kept = {
        name: getattr(known, name)
        for name in ("tier", "address", "social_credit_code", "phone")
        if not getattr(facts, name)
    }
    for name in ("land_area", "building_area"):
        if getattr(facts, name) is None:
            kept[name] = getattr(known, name)
    actions.edit_facility(
        actor, facility=known.pk, version=known.version, facts=replace(facts, **kept)
    )
    _add_beds(actor, known.pk, cells, cells.day("on") or clock.today())


def _add_beds(actor: Actor, facility: int, cells: Reading, on: date) -> None:
    known = queries.bed_labels(actor, facility)
    for column, nursing in (("beds", False), ("nursing_beds", True)):
        if not cells.text(column):
            continue
        with concerning(column):
            labels = [one for one in parse_labels(cells.text(column)) if one not in known]
            if labels:
                flags = actions.BedFlags(nursing=nursing)
                actions.add_beds(actor, facility=facility, labels=labels, on=on, flags=flags)


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the list as rows of `HEADS`."""
    today = clock.today()
    asked = dict(query)
    fields = (
        "pk", "name", "kind", "division", "ownership", "tier", "status", "opened",
        "social_credit_code", "address", "phone", "land_area", "building_area",
    )  # fmt: skip
    rows = listed(actor, asked, on=today).order_by("division", "pinyin", "pk")
    # Read whole (a county has thousands at most): an open cursor would bar the job's own writes.
    found: list[tuple[object, ...]] = list(rows.values_list(*fields))
    for start in range(0, len(found), CHUNK):
        yield from _given(found[start : start + CHUNK], today)


def _given(batch: list[tuple[object, ...]], on: date) -> Iterator[Sequence[str]]:
    counted = queries.numbers([int(str(row[0])) for row in batch], on=on)
    for row in batch:
        key, name, kind, division, ownership, tier, status, opened, *rest = row
        one = counted[int(str(key))]
        yield [
            str(name),
            KINDS[str(kind)].title,
            places.path_of(str(division)),
            str(division),
            Ownership(str(ownership)).title_zh,
            Tier(str(tier)).title_zh if tier else "",
            Status(str(status)).title_zh,
            str(opened or ""),
            *("" if cell is None else str(cell) for cell in rest),
            *(str(number or "") for number in (one.beds, one.nursing, one.places)),
        ]


declare(
    Register(
        code="facilities",
        title=gettext_lazy("机构设施"),
        columns=COLUMNS,
        take=take,
        take_permit=Permit.FACILITIES_IMPORT,
        heads=HEADS,
        give=give,
        give_permit=Permit.FACILITIES_EXPORT,
        list_url="/facilities/",
    )
)
