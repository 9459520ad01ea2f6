"""Organisations in and out by workbook: one that is known by code or name is left as it is."""

from collections.abc import Iterator, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy

from anhuai.facilities import actions, queries
from anhuai.facilities.rules import BodyFacts, BodyKind
from anhuai.facilities.views.organisations import asked_for, kind_word
from anhuai.facilities.views.workbook import Reading
from anhuai.kernel.unfit import Unfit
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Column, Outcome, Register, Row, declare

_KINDS = {one.title_zh: str(one) for one in BodyKind}
COLUMNS = (
    Column("name", "名称", required=True, example="银发居家养老服务有限公司", width=28),
    Column("kind", "单位类型", required=True, choices=tuple(_KINDS)),
    Column("division", "所在地", required=True, example="沙河镇", help="地区名称或区划代码"),
    Column("social_credit_code", "统一社会信用代码", width=22),
    Column("since", "成立日期", required=True, example="2020-01-01"),
)
HEADS = (
    gettext_lazy("名称"), gettext_lazy("单位类型"), gettext_lazy("所在地"),
    gettext_lazy("区划代码"), gettext_lazy("统一社会信用代码"), gettext_lazy("成立日期"),
    gettext_lazy("注销日期"),
)  # fmt: skip


def take(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Found the organisations of the good rows; when `dry`, all of it is undone again."""
    with transaction.atomic():
        outcomes = [_taken(actor, row) for row in rows]
        transaction.set_rollback(dry)
    return outcomes


def _taken(actor: Actor, row: Row) -> Outcome:
    outcome = Outcome(row)
    cells = Reading(outcome)
    for column in COLUMNS:
        if column.required and not cells.text(column.key):
            outcome.refuse(column.key, f"请填写{column.title}。")
    kind, division = cells.chosen("kind", _KINDS), cells.division(actor)
    since = cells.day("since") or clock.today()
    if outcome.errors:
        return outcome
    facts = BodyFacts(
        name=cells.text("name"), kind=BodyKind(kind), division=division, since=since,
        social_credit_code=cells.text("social_credit_code"),
    )  # fmt: skip
    try:
        with transaction.atomic():
            actions.found_organisation(actor, facts=facts)
    except Unfit as error:
        outcome.refuse_for(error)
    return outcome


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the list as rows of `HEADS`."""
    rows = queries.organisations(actor, **asked_for(dict(query))).order_by("pinyin", "pk")
    # Read whole: an open cursor would bar the job's own writes.
    for one in list(rows):
        yield (
            one.name, kind_word(one.kind), places.path_of(one.division), one.division,
            one.social_credit_code, f"{one.since:%Y-%m-%d}",
            f"{one.until:%Y-%m-%d}" if one.until else "",
        )  # fmt: skip


declare(
    Register(
        code="organisations",
        title=gettext_lazy("运营单位"),
        columns=COLUMNS,
        take=take,
        take_permit=Permit.FACILITIES_IMPORT,
        heads=HEADS,
        give=give,
        give_permit=Permit.FACILITIES_EXPORT,
        list_url="/facilities/organisations/",
    )
)
