"""Hiding small cells: whatever an attacker can compute, no hidden cell comes out."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anhuai.portal.rules import OTHER, SMALL, Hiding, Table, determined, hide

FEW = st.integers(0, 7)
MANY = st.one_of(st.integers(0, 6), st.integers(0, 400))


def tables(cell: st.SearchStrategy[int], most_rows: int, most_columns: int):
    return st.integers(1, most_columns).flatmap(
        lambda width: st.lists(
            st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=most_rows
        )
    )


def by_subtraction(hiding: Hiding) -> set[tuple[int, int]]:
    """What whoever subtracts what is known from sums, again and again, finds out."""
    table, open_ones = hiding.table, set(hiding.table.every()) - set(hiding.hidden)
    lines = [[(r, c) for c in range(table.width)] for r in range(table.height)]
    lines += [[(r, c) for r in range(table.height)] for c in range(table.width)]
    known, found = set(open_ones), True
    while found:
        found = False
        for line in lines:
            missing = [cell for cell in line if cell not in known]
            if len(missing) == 1:
                known.add(missing[0])
                found = True
    return known - open_ones


def by_algebra(hiding: Hiding) -> set[tuple[int, int]]:
    """What whoever solves all sums at once finds out, whatever the cells' limits."""
    table, cells = hiding.table, list(hiding.hidden)
    rows = []
    for r in range(table.height):
        line = [(r, c) for c in range(table.width)]
        rows.append([(-1 if x == line[-1] else 1) if x in line else 0 for x in cells])
    for c in range(table.width):
        line = [(r, c) for r in range(table.height)]
        rows.append([(-1 if x == line[-1] else 1) if x in line else 0 for x in cells])
    matrix = np.array(rows, dtype=float)
    rank = np.linalg.matrix_rank(matrix) if matrix.size else 0
    return {
        cell for at, cell in enumerate(cells)
        if np.linalg.matrix_rank(np.vstack([matrix, np.eye(len(cells))[at]])) == rank
    }  # fmt: skip


@given(tables(MANY, 7, 6))
def test_neither_subtraction_nor_algebra_brings_a_hidden_cell_back(counts) -> None:
    hiding = hide(counts, threshold=5)
    assert by_subtraction(hiding) == set()
    assert by_algebra(hiding) == set()
    assert determined(hiding) == []


@settings(max_examples=25)
@given(tables(FEW, 2, 2))
def test_somebody_who_tries_every_table_finds_more_than_one_value(counts) -> None:
    """Brute force, with all that is known: "<5" is 1 to 4, "…" is 5 or more."""
    hiding = hide(counts, threshold=5)
    shown = hiding.shown()
    height, width = len(counts), len(counts[0])
    most = hiding.table.cells[-1][-1] + 8
    inner = list(product(range(height), range(width)))
    limits = []
    for cell in inner:
        kind = hiding.hidden.get(cell)
        value = hiding.table[cell]
        other = range(1 if hiding.is_blurred else 5, min(most, 16) + 1)
        limits.append({SMALL: range(1, 5), OTHER: other}.get(kind or "", range(value, value + 1)))
    seen: dict[tuple[int, int], set[int]] = {cell: set() for cell in hiding.hidden}
    for guess in product(*limits):
        rows = [list(guess[r * width : (r + 1) * width]) for r in range(height)]
        table = Table.of(rows)
        if all(_fits(table[cell], hiding, cell) for cell in table.every()):
            for cell, values in seen.items():
                values.add(table[cell])
    for cell, values in seen.items():
        assert len(values) > 1, (cell, shown)


def _fits(value: int, hiding: Hiding, cell: tuple[int, int]) -> bool:
    kind = hiding.hidden.get(cell)
    if kind == SMALL:
        return 1 <= value <= 4
    least = 1 if hiding.is_blurred else 5
    return value >= least if kind == OTHER else value == hiding.table[cell]


@given(tables(MANY, 6, 6))
def test_every_small_cell_and_sum_is_hidden_and_noughts_and_the_rest_are_true(counts) -> None:
    hiding = hide(counts, threshold=5)
    shown = hiding.shown()
    for cell in hiding.table.every():
        text, value = shown[cell[0]][cell[1]], hiding.table[cell]
        if 0 < value < 5:
            assert text in ("<5", "…")
        else:
            assert text in ("…", str(value))
        if value == 0:
            assert text == "0"


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([[10, 20], [30, 40]], [["10", "20", "30"], ["30", "40", "70"], ["40", "60", "100"]]),
        ([[0, 0], [0, 0]], [["0"] * 3] * 3),
        # two small ones with 8 between them can only be 4 and 4: a third is hidden
        ([[4, 4, 50], [60, 70, 80]], None),
        ([[3]], [["<5", "<5"], ["<5", "<5"]]),
        # four ones make four: under five in every cell would say it all
        ([[1], [1], [1], [1]], [["<5", "…"]] * 4 + [["…", "…"]]),
    ],
)
def test_small_examples(counts, shown) -> None:
    hiding = hide(counts, threshold=5)
    if shown is not None:
        assert hiding.shown() == shown
    else:
        assert len([k for k in hiding.hidden.values() if k == OTHER]) >= 2
        assert determined(hiding) == []


def test_without_the_second_hiding_the_attack_succeeds() -> None:
    """The guard can fail: hiding small cells alone gives them away."""
    table = Table.of([[3, 20], [30, 40]])
    alone = Hiding(table, 5, {cell: SMALL for cell in table.every() if 0 < table[cell] < 5})
    assert by_subtraction(alone) == {(0, 0)}
    assert determined(alone) == [(0, 0)]
