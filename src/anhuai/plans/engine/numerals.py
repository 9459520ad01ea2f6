"""Numbers as plans write them: digits, 万 and 亿, Chinese numerals, 百分之, 分之, 成."""

import re
from typing import Final

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
CHINESE: Final = "[零〇一二两三四五六七八九十百千万]+"
NUMBER: Final = r"(?<!\d)\d{1,12}(?:\.\d{1,8})?"


def chinese(word: str) -> int | None:
    """Return a Chinese numeral's value (五十五, 一万二千, 二〇二五), None where it is none."""
    if not word or re.fullmatch(CHINESE, word) is None:
        return None
    if all(char in _DIGITS for char in word):
        return int("".join(str(_DIGITS[char]) for char in word))
    total = section = 0
    digit: int | None = None
    for char in word:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (1 if digit is None else digit) * _TENS[char]
            digit = None
        else:
            total += (section + (digit or 0)) * 10_000
            section, digit = 0, None
    return total + section + (digit or 0)


def ordinal(number: int) -> str:
    """Return a number below 100 as a list writes it: 十二."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return (
        (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    )


def tidy(value: float) -> float:
    """Return a number without what binary arithmetic left behind the ninth decimal."""
    return round(value, 9)


def scaled(number: str, scale: str) -> float:
    """Return digits with 万 or 亿 or 千 or 百 behind them as a number."""
    factor = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[scale]
    return tidy(float(number) * factor)
