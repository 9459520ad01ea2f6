"""Under which terms the county decides: benefits, parameters with what was approved, stacking."""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from django.utils import timezone

from anhuai.benefits.catalogue import BENEFITS, PARAMETERS, STACKING
from anhuai.benefits.models import StandardChange
from anhuai.benefits.rules.county import values_of
from anhuai.benefits.rules.decide import Terms
from anhuai.benefits.rules.definition import Who
from anhuai.benefits.rules.kinds import MONEY
from anhuai.benefits.rules.parameters import Book, Given
from anhuai.benefits.rules.stacking import StackingTable
from anhuai.funds.queries.decided import tells_amounts
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month
from anhuai.platform import clock

PEOPLE = {code: one for code, one in BENEFITS.items() if one.who is not Who.INSTITUTION}
"""What is decided each night: what persons and families are owed."""
SPENT = frozenset(code for code, one in PEOPLE.items() if one.form.is_spent)
"""Those whose amounts are the county's fen and may be added up."""


def stacking() -> tuple[StackingTable, ...]:
    """Return every jurisdiction's stacking table as far as it is about benefits of people."""
    return tuple(STACKING.values())


def given_of(change: StandardChange, *, known: date) -> Given:
    """Return a proposal as a decided value, known since a day."""
    return Given(
        parameter=change.parameter, place=change.place, since=Month.of(change.since),
        known=known, cells=tuple(change.cells),
        basis=Basis(
            document=change.document, article=change.article, date=known,
            confidence=Confidence.A,
        ),
    )  # fmt: skip


@cache
def shipped() -> tuple[Given, ...]:
    """Return the values the product came with: the nation's and each county's, with confidence."""
    found = [given for one in BENEFITS.values() for given in one.values]
    for folder in sorted(files("anhuai.counties").iterdir(), key=lambda one: one.name):
        document = folder / "benefits.toml"
        if document.is_file():
            found += values_of(tomllib.loads(document.read_text(encoding="utf-8")), PARAMETERS)
    return tuple(found)


def approved() -> list[Given]:
    """Return what officers approved, as decided values in the order they were decided."""
    rows = StandardChange.objects.filter(state="approved").order_by("decided_at", "pk")
    latest = {
        (one.parameter, one.place, one.since, timezone.localdate(one.decided_at)): one  # noqa: TID251 - of a stored instant
        for one in rows
        if one.parameter in PARAMETERS and one.decided_at is not None
    }
    return [given_of(one, known=known) for (_p, _w, _s, known), one in latest.items()]


def _amount(code: str, place: str, on: date) -> int | None:
    """Return what one amount is for a place in a day's month, by what is known today."""
    if code not in PARAMETERS or PARAMETERS[code].type != MONEY:
        return None
    values = [one for one in (*shipped(), *approved()) if one.parameter == code]
    one = Book((PARAMETERS[code],), tuple(values)).find(
        code, place=place, month=Month.of(on), known=max(on, clock.today())
    )
    return one.cells[0] if one is not None and len(one.cells) == 1 else None


tells_amounts(_amount)


def book() -> Book:
    """Return every parameter and value: shipped with the product, then approved here."""
    return Book(tuple(PARAMETERS.values()), (*shipped(), *approved()))


def terms(*, known: date) -> Terms:
    """Return the terms of persons and families as known on a day."""
    return Terms(benefits=PEOPLE, book=book(), tables=stacking(), known=known)


def reformed(given: Sequence[Given], *, known: date) -> Terms:
    """Return the terms under which some values hold too: a reform laid over the book."""
    now = terms(known=known)
    return Terms(
        benefits=now.benefits, book=now.book.overlaid(given), tables=now.tables, known=known
    )
