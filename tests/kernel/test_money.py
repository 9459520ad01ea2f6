"""Money to the fen."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.money import BadMoney, Fen, Rounding, format_yuan, share, yuan

amounts = st.integers(-(2**63) + 1, 2**63 - 1).map(Fen)
DECIMAL_RULES = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.DOWN: ROUND_DOWN,
    Rounding.UP: ROUND_UP,
}


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0),
        ("12", 1200),
        ("12.3", 1230),
        ("12.34", 1234),
        ("-12.34", -1234),
        ("1,234.50", 123450),
        ("12,345,678", 1234567800),
        ("１，２３４．５０", 123450),
        ("￥1,234.50", 123450),
        (" 100 元 ", 10000),
        ("-¥3", -300),
        ("92233720368547758.07", 2**63 - 1),
    ],
)
def test_an_amount_is_read_exactly(text: str, fen: int) -> None:
    assert yuan(text) == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "format"),
        ("元", "format"),
        ("十元", "format"),
        ("12.", "format"),
        (".5", "format"),
        ("1e3", "format"),
        ("1,23", "format"),
        ("1234,567", "format"),
        ("12.345", "decimals"),
        ("12.340", "decimals"),
        ("92233720368547758.08", "size"),
        ("9" * 5000, "size"),
    ],
)
def test_each_fault_has_its_code(text: str, code: str) -> None:
    with pytest.raises(BadMoney) as caught:
        yuan(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("fen", "text"),
    [(123450, "1,234.50"), (5, "0.05"), (-5, "-0.05"), (0, "0.00"), (-123456789, "-1,234,567.89")],
)
def test_an_amount_is_printed_with_separators(fen: int, text: str) -> None:
    assert format_yuan(Fen(fen)) == text


@given(amounts)
def test_what_is_printed_reads_back(fen: Fen) -> None:
    assert yuan(format_yuan(fen)) == fen


@pytest.mark.parametrize(
    ("fen", "rounding", "expected"),
    [
        (5, Rounding.HALF_UP, 3),
        (5, Rounding.HALF_EVEN, 2),
        (7, Rounding.HALF_EVEN, 4),
        (5, Rounding.DOWN, 2),
        (5, Rounding.UP, 3),
        (-5, Rounding.HALF_UP, -3),
        (-5, Rounding.DOWN, -2),
        (4, Rounding.UP, 2),
    ],
)
def test_half_a_fen_goes_where_the_rule_says(fen: int, rounding: Rounding, expected: int) -> None:
    assert share(Fen(fen), 1, 2, rounding=rounding) == expected


@given(amounts, st.integers(-1000, 1000), st.integers(1, 1000), st.sampled_from(Rounding))
def test_a_share_equals_decimal_arithmetic(
    fen: Fen, numerator: int, denominator: int, rounding: Rounding
) -> None:
    # Exact at this precision unless a rest of one thousandth hides behind a hundred digits.
    quotient = Context(prec=100).divide(Decimal(fen * numerator), Decimal(denominator))
    expected = quotient.quantize(Decimal(1), DECIMAL_RULES[rounding], Context(prec=100))
    assert share(fen, numerator, denominator, rounding=rounding) == int(expected)


@given(amounts, st.integers(0, 1000), st.integers(1, 1000))
def test_two_shares_rounded_down_and_up_make_the_whole(
    fen: Fen, numerator: int, denominator: int
) -> None:
    part = min(numerator, denominator)
    down = share(fen, part, denominator, rounding=Rounding.DOWN)
    up = share(fen, denominator - part, denominator, rounding=Rounding.UP)
    assert down + up == fen


def test_nothing_is_shared_by_nobody() -> None:
    with pytest.raises(ValueError, match="positive"):
        share(Fen(1), 1, 0, rounding=Rounding.DOWN)
