"""The national institution sheet, out and in; what comes in goes the way of our own workbook."""

from collections.abc import Iterable, Mapping, Sequence

from anhuai.facilities import queries
from anhuai.facilities.catalogue import LAYOUTS
from anhuai.facilities.views.workbook import KIND_CODES, take
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.layouts import offer
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Outcome, Row

_OURS = {
    "credit_code": "social_credit_code", "type": "kind", "name": "name", "founded": "on",
    "area_code": "division", "address": "address", "contact": "phone",
    "building_area": "building_area", "land_area": "land_area", "nature_1": "ownership",
}  # fmt: skip
_THEIRS = {ours: theirs for theirs, ours in _OURS.items()}


def give_sheet(actor: Actor, query: Mapping[str, str]) -> Iterable[Sequence[str]]:
    """Yield the elderly-care facilities as rows of the sheet."""
    del query
    return iter(queries.sheet_rows(actor, on=clock.today()))


def take_sheet(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Open or update the facilities of the good rows; beds, services and licences are not taken."""
    of_the_sheet = set(queries.sheet_kinds())
    ours = [Row(row.number, _ours(row)) for row in rows]
    fits = [KIND_CODES.get(row.values["kind"], "") in of_the_sheet for row in ours]
    taken = iter(take(actor, [row for row, fit in zip(ours, fits, strict=True) if fit], dry))
    return [
        _told(row, next(taken)) if fit else _strange(row)
        for row, fit in zip(rows, fits, strict=True)
    ]


def _ours(row: Row) -> dict[str, str]:
    return {ours: row.values.get(theirs, "") for theirs, ours in _OURS.items()}


def _told(row: Row, outcome: Outcome) -> Outcome:
    errors = [(_THEIRS.get(column, ""), says) for column, says in outcome.errors]
    return Outcome(row, outcome.result, errors)


def _strange(row: Row) -> Outcome:
    outcome = Outcome(row)
    outcome.refuse("type", "请从列表中选择养老机构的类型。")
    return outcome


offer(
    "institution", LAYOUTS["institution"], take=take_sheet, take_permit=Permit.FACILITIES_IMPORT,
    give=give_sheet, give_permit=Permit.FACILITIES_EXPORT,
)  # fmt: skip
