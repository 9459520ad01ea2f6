"""Money in capital numerals, as vouchers write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.money import Fen, capital_yuan

WORTH = {
    "零": 0, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
    "拾": 10, "佰": 100, "仟": 1000,
}  # fmt: skip


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (150, "壹元伍角整"),
        (1_000, "壹拾元整"),
        (100_550, "壹仟零伍元伍角整"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (10_000_000_000, "壹亿元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (1_000_500_000, "壹仟万伍仟元整"),
        (100_001_000_000, "壹拾亿零壹万元整"),
        (-123, "负壹元贰角叁分"),
    ],
)  # fmt: skip
def test_examples(fen: int, said: str) -> None:
    assert capital_yuan(Fen(fen)) == said


def read(text: str) -> int:
    """Read capital numerals back by a way of its own."""
    total = group = digit = 0
    for sign in text:
        if sign in ("万", "亿"):
            total, group, digit = (total + group + digit) * {"万": 10**4, "亿": 10**8}[sign], 0, 0
        elif WORTH[sign] >= 10:
            group, digit = group + digit * WORTH[sign], 0
        else:
            digit = WORTH[sign]
    return total + group + digit


@given(st.integers(1, 9_999_999_999))
def test_what_is_written_reads_back(whole: int) -> None:
    said = capital_yuan(Fen(whole * 100)).removesuffix("元整")
    high, has_billions, low = said.rpartition("亿")
    assert read(low) + (read(high) * 10**8 if has_billions else 0) == whole
    assert "零零" not in said
