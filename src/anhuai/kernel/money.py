"""Money is whole fen. Nothing here ever passes through a float."""

import re
from enum import StrEnum
from typing import Final, NewType

from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit

Fen = NewType("Fen", int)
"""An amount in fen, a hundredth of a yuan; negative when it is owed back."""

# Columns are 64-bit integers in both databases.
_LARGEST: Final = 2**63 - 1
_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("", "拾", "佰", "仟")
_GROUPS: Final = ("", "万", "亿", "万亿", "亿亿")
_FORM = re.compile(r"¥?(-?)¥?([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?元?")


class Rounding(StrEnum):
    """What becomes of a part of a fen; a negative amount rounds like its positive twin."""

    HALF_UP = "half_up"
    """To the nearest fen, a half away from zero (四舍五入)."""
    HALF_EVEN = "half_even"
    """To the nearest fen, a half to the even one (四舍六入五成双)."""
    DOWN = "down"
    """Towards zero (舍去)."""
    UP = "up"
    """Away from zero (进一)."""


class BadMoney(Unfit):
    """A text that is no amount of money; codes: format, decimals, size."""


def yuan(text: str) -> Fen:
    """Return the amount written in yuan, exactly: `yuan("1,234.5")` is 123450 fen.

    Full-width digits, thousands separators, a ¥ before and a 元 after are forgiven.
    Raises `BadMoney`.
    """
    match = _FORM.fullmatch("".join(normalise(text).split()))
    if match is None:
        raise BadMoney(
            "format",
            "金额写法不对，请填写数字，例如 1234.50 或 1,234.50。",
            "This is not an amount: write it like 1234.50 or 1,234.50.",
        )
    sign, whole, decimals = match[1], match[2].replace(",", ""), match[3] or ""
    if len(decimals) > 2:
        raise BadMoney(
            "decimals",
            f"金额最多到分（两位小数），这里有 {len(decimals)} 位小数，请核对后改正。",
            f"An amount has at most two decimals, this one {len(decimals)}: correct it.",
        )
    if len(whole) > len(str(_LARGEST)) or (fen := int(whole + decimals.ljust(2, "0"))) > _LARGEST:
        raise BadMoney(
            "size",
            "金额过大，请核对是否多填了数字。",
            "The amount is too large: check for extra digits.",
        )
    return Fen(-fen if sign else fen)


def format_yuan(fen: Fen) -> str:
    """Return the amount in yuan with two decimals and thousands separators, as in 1,234.50."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


def share(fen: Fen, numerator: int, denominator: int, *, rounding: Rounding) -> Fen:
    """Return `fen` × `numerator` ÷ `denominator` in whole fen, rounded as the rule says."""
    if denominator <= 0:
        raise ValueError("the denominator is positive")
    product = fen * numerator
    whole, rest = divmod(abs(product), denominator)
    rounded = whole + _carries(whole, rest, denominator, rounding)
    return Fen(-rounded if product < 0 else rounded)


def _carries(whole: int, rest: int, denominator: int, rounding: Rounding) -> bool:
    if rounding is Rounding.DOWN:
        return False
    if rounding is Rounding.UP:
        return rest > 0
    if 2 * rest != denominator:
        return 2 * rest > denominator
    return rounding is Rounding.HALF_UP or whole % 2 == 1


def capital_yuan(fen: Fen) -> str:
    """Return the amount in capital Chinese numerals, as vouchers write it: 壹仟零伍元伍角整.

    整 follows yuan or jiao, one 零 stands for any run of zeros between digits, 负 before an amount
    owed: the usual way of vouchers (general knowledge, confidence C).
    """
    whole, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    parts = [_capital(whole) + "元"] if whole else []
    if jiao:
        parts.append(f"{_DIGITS[jiao]}角")
    elif cents and whole:
        parts.append("零")
    if cents:
        parts.append(f"{_DIGITS[cents]}分")
    said = "".join(parts) or "零元"
    return ("负" if fen < 0 else "") + (said if cents else f"{said}整")


def _capital(whole: int) -> str:
    """Return a whole number above 0 in capital numerals."""
    groups: list[int] = []
    while whole:
        whole, group = divmod(whole, 10_000)
        groups.append(group)
    said, is_gap = "", False
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if not group:
            is_gap = bool(said)
            continue
        if said and (is_gap or group < 1000):
            said += "零"
        said += _four(group) + _GROUPS[at]
        is_gap = False
    return said


def _four(group: int) -> str:
    """Return 1 to 9999 in capital numerals, with 零 between digits only."""
    said, is_gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if not digit:
            is_gap = bool(said)
            continue
        said += ("零" if is_gap else "") + _DIGITS[digit] + _PLACES[place]
        is_gap = False
    return said
