"""Other offices' lists and the changes of files over REST."""

from datetime import date, datetime
from typing import Any, cast

from django.http import HttpRequest
from ninja import Field, Router, Schema

from anhuai.kernel.text import normalise
from anhuai.people import actions
from anhuai.people.queries import joining
from anhuai.people.queries import matching as queries
from anhuai.platform.acting import Actor
from anhuai.platform.listing import window
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Row, registers

router = Router()
_MOST = 1_000


def _actor(request: HttpRequest) -> Actor:
    return cast("ActorRequest", request).actor


class ListIn(Schema):
    """Rows of one delivery; a row's keys are those of the workbook's columns."""

    rows: list[dict[str, str]] = Field(min_length=1, max_length=_MOST)


class RowResult(Schema):
    """What became of a row, with the number it was given and the errors found in it."""

    number: int
    result: str
    errors: list[str]


class TakenOut(Schema):
    """What became of each row, in order."""

    rows: list[RowResult]


class ListOut(Schema):
    """A list as delivered; state: taken, linking, done, failed."""

    id: int
    office: str
    listed_on: date
    division: str
    state: str
    created_at: datetime
    linked_at: datetime | None


class ListPage(Schema):
    """A page of lists, newest first; `next` goes into `after`."""

    items: list[ListOut]
    next: str


class ListRowOut(Schema):
    """A row and who it was settled to be; standing: certain, likely, possible, conflict, new."""

    id: int
    number: int
    name: str
    sex: str
    born: str
    address: str
    standing: str
    person: int | None


class ListRowPage(Schema):
    """A page of rows; `next` goes into `after`."""

    items: list[ListRowOut]
    next: str


class ChangeOut(Schema):
    """A merge of `gone` into `kept`, or a split of `kept` that opened `gone`."""

    id: int
    kind: str
    kept: int
    gone: int | None
    state: str
    proposed_at: datetime
    confirmed_at: datetime | None
    undone_at: datetime | None


class ChangePage(Schema):
    """A page of changes, newest first; `next` goes into `after`."""

    items: list[ChangeOut]
    next: str


_LIST, _CHANGE = tuple(ListOut.model_fields), tuple(ChangeOut.model_fields)


@router.get("/office-lists", response=ListPage, summary="外单位名单")
def lists(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """The lists taken in for the caller's divisions."""
    actor = _actor(request)
    actor.require(queries.PERMIT)
    seen = window(queries.lists(actor), fields=_LIST, order=["-pk"], after=after)
    return {"items": [dict(zip(_LIST, row, strict=True)) for row in seen.rows], "next": seen.next}


@router.post("/office-lists", response=TakenOut, summary="送交外单位名单")
def take(request: HttpRequest, delivery: ListIn) -> dict[str, Any]:
    """Take in rows as the workbook does: good rows are kept, each other row says what is wrong."""
    keys = [column.key for column in registers()["delivered"].columns]
    rows = [
        Row(number, {key: normalise(one.get(key, "")) for key in keys})
        for number, one in enumerate(delivery.rows, 1)
    ]
    outcomes = actions.take_list(_actor(request), rows, False)  # noqa: FBT003
    return {
        "rows": [
            {
                "number": one.row.number,
                "result": one.result.value,
                "errors": [says for _key, says in one.errors],
            }
            for one in outcomes
        ]
    }


@router.post("/office-lists/{list_id}/link", response=ListOut, summary="开始比对名单")
def link(request: HttpRequest, list_id: int) -> Any:
    """Put the comparison of a list with the register to work; once at a time."""
    return actions.start_linking(_actor(request), list=list_id)


@router.get("/office-lists/{list_id}/rows", response=ListRowPage, summary="名单的行")
def rows(request: HttpRequest, list_id: int, standing: str = "", after: str = "") -> dict[str, Any]:
    """The rows of a list, of one standing if asked; the reading is audited."""
    actor = _actor(request)
    found = queries.rows_of(actor, list=list_id, standing=standing)
    seen = window(found, fields=("pk",), order=["number"], after=after)
    names = tuple(ListRowOut.model_fields)
    shown = queries.shown_rows(actor, keys=seen.ids)
    return {"items": [dict(zip(names, row, strict=True)) for row in shown], "next": seen.next}


@router.get("/file-changes", response=ChangePage, summary="档案的合并与拆分")
def changes(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """The merges and splits of files within the caller's scope."""
    actor = _actor(request)
    actor.require(joining.PERMIT)
    seen = window(joining.changes(actor), fields=_CHANGE, order=["-pk"], after=after)
    return {"items": [dict(zip(_CHANGE, row, strict=True)) for row in seen.rows], "next": seen.next}
