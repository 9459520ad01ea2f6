"""Parameters: dated, bitemporal, inherited, never silently zero."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import anhuai.counties
from anhuai.benefits.catalogue import PARAMETERS
from anhuai.benefits.rules import Book, Parameter
from anhuai.benefits.rules.county import values_of
from anhuai.benefits.rules.parameters import BadGiven, Given, given
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

ASSUMED = Basis(document="", confidence=Confidence.D)
SUM = Parameter(code="sum", title="数", title_en="sum", most=1000)
TOLD = date(2026, 1, 1)


def value(fen: int, since: Month, *, place: str = "", known: date = TOLD,
          until: Month | None = None) -> Given:  # fmt: skip
    return given(SUM, fen, since=since, known=known, basis=ASSUMED, place=place, until=until)


def found(
    book: Book, month: Month, *, place: str = "620723", known: date = date(2030, 1, 1)
) -> int | None:
    one = book.find("sum", place=place, month=month, known=known)
    return one.cells[0] if one else None


def test_the_nearest_place_decides_and_others_inherit() -> None:
    book = Book((SUM,), (
        value(1, Month(2026, 1)), value(2, Month(2026, 1), place="62"),
        value(3, Month(2026, 3), place="620723"),
    ))  # fmt: skip
    assert [found(book, Month(2026, m)) for m in (1, 2, 3)] == [2, 2, 3]
    assert found(book, Month(2026, 3), place="110101") == 1
    assert found(book, Month(2025, 12)) is None, "before anything was decided"


def test_what_was_not_yet_known_is_not_used() -> None:
    book = Book((SUM,), (
        value(1, Month(2026, 1)), value(5, Month(2026, 1), known=date(2026, 6, 1)),
    ))  # fmt: skip
    assert found(book, Month(2026, 2), known=date(2026, 5, 31)) == 1
    assert found(book, Month(2026, 2), known=date(2026, 6, 1)) == 5


def test_a_gap_in_time_is_a_named_finding_and_never_a_value() -> None:
    book = Book((SUM,), (
        value(1, Month(2026, 1), until=Month(2026, 4)), value(2, Month(2026, 7)),
    ))  # fmt: skip
    assert found(book, Month(2026, 5)) is None
    (gap,) = book.gaps(known=date(2030, 1, 1))
    assert (gap.parameter, gap.since, gap.until) == ("sum", Month(2026, 4), Month(2026, 7))
    assert "2026-04" in gap.message


def test_a_reform_leaves_the_book_as_it_was() -> None:
    book = Book((SUM,), (value(1, Month(2026, 1)), value(9, Month(2026, 6))))
    reform = book.overlaid([value(7, Month(2026, 4))])
    assert [found(reform, Month(2026, m)) for m in (3, 4, 6)] == [1, 7, 7]
    assert [found(book, Month(2026, m)) for m in (3, 4, 6)] == [1, 1, 9]


def test_a_reform_of_the_month_in_which_a_value_begins_is_preferred_to_it() -> None:
    book = Book((SUM,), (value(1, Month(2026, 1), known=date(2029, 1, 1)),))
    assert found(book.overlaid([value(7, Month(2026, 1))]), Month(2026, 1)) == 7


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ((value(1001, Month(2026, 1)),), "limits"),
        ((value(1, Month(2026, 1)), value(2, Month(2026, 1))), "twice"),
        ((replace(value(1, Month(2026, 1)), parameter="none"),), "unknown"),
        ((replace(value(1, Month(2026, 1)), cells=(1, 2)),), "cells"),
    ],
)
def test_a_value_that_cannot_stand_is_refused(values: tuple[Given, ...], code: str) -> None:
    with pytest.raises(BadGiven) as refused:
        Book((SUM,), values)
    assert refused.value.code == code


def test_what_counties_decided_fits_the_parameters() -> None:
    root = Path(next(iter(anhuai.counties.__path__)))
    files = sorted(root.glob("*/benefits.toml"))
    assert files
    for file in files:
        values = values_of(tomllib.loads(file.read_text(encoding="utf-8")), PARAMETERS)
        assert Book(tuple(PARAMETERS.values()), values).values == values
